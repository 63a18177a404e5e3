import { pixelToLps } from '@/dicom/geometry/geometry';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { pixelBelow } from '@/dicom/geometry/planesTogether';
import { patchPane } from '@/view/actions';
import type { PaneLinks, SpacePoint, ViewState } from '@/view/viewState';
import { askedPlace, gapMm, nearestTo, type LinkedPlace, type SeriesOfPane } from './linkedSeries';
import { pointInFrame } from './relation';

/** A link keeps micrometres. */
const rounded = (mm: number): number => Math.round(mm * 1000) / 1000 || 0;

/**
 * Marks the point in the patient that lies under a pixel of a pane's image (middle of the first at 0, 0), and brings the other panes
 * of its frame of reference, or of one that a registration object aligns with it, to their nearest image, whatever their plane. The same view where the image does not say where it lies.
 */
export function markPoint(view: ViewState, pane: number, at: PointPx, seriesOf: SeriesOfPane): ViewState {
  const from = askedPlace(view.panes[pane], seriesOf(pane))?.image;
  if (!from?.plane) return view;
  const [x, y, z] = pixelToLps(from.plane, ...at);
  const point: SpacePoint = { ...from.of, pointLps: [rounded(x), rounded(y), rounded(z)] };
  return view.panes.reduce<ViewState>(
    (next, other, index) => {
      const now = index === pane ? undefined : askedPlace(other, seriesOf(index));
      const there = now && pointInFrame(view.links ?? {}, from.of, now.image.of, point.pointLps);
      const found = there && nearestTo(now, there);
      if (!found || found === now?.image) return next;
      return patchPane(next, index, { at: { sop: found.sop, frame: found.frame } });
    },
    { ...view, point },
  );
}

/** Marks the point in the middle of the active pane, or takes the mark away. */
export function togglePoint(view: ViewState, seriesOf: SeriesOfPane): ViewState {
  const { point, ...rest } = view;
  if (point) return rest;
  const pane = view.panes[view.active];
  const image = askedPlace(pane, seriesOf(view.active))?.image;
  if (!image) return view;
  const [u, v] = pane?.centre ?? [0.5, 0.5];
  return markPoint(view, view.active, [u * image.columns - 0.5, v * image.rows - 0.5], seriesOf);
}

/** An image that has no neighbour shows what lies as near as this. */
const ALONE_MM = 2.5;

/** The pixel of an image where a point is shown: on the slice that it lies in, half the way to the next one. */
export function pixelOfPoint(
  place: LinkedPlace,
  point: SpacePoint | undefined,
  links: PaneLinks = {},
): PointPx | undefined {
  const { plane, of, rows, columns } = place.image;
  const there = point && pointInFrame(links, point, of, point.pointLps);
  if (!there || !plane) return undefined;
  const below = pixelBelow({ plane, rows, columns }, there);
  const gap = gapMm(place);
  const reachMm = gap === undefined ? ALONE_MM : gap / 2 + 0.01;
  return below && below.awayMm <= reachMm ? below.at : undefined;
}
