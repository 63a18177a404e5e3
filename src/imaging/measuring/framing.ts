import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Pane } from '@/view/viewState';
import type { PointPx } from '@/dicom/geometry/pointPx';

/** The extent of a drawing, in image pixels. */
export interface BoxPx {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An image in a pane. Without a pane's size the pane is taken for a square. */
export interface ImageInPane {
  readonly rows: number;
  readonly columns: number;
  readonly size?: { readonly width: number; readonly height: number };
}

/** What share of the pane a finding fills when it is framed. */
const SHARE = 0.4;
/** Less of the pane than this is too small to be looked at. */
const SMALL = 0.05;
/** A finding nearer to the edge than this share of the pane counts as outside. */
const EDGE = 0.04;
const GREATEST_ZOOM = 6;

/** The extent of a drawing. */
export const extentOf = (kind: MeasurementKind, points: readonly PointPx[]): BoxPx =>
  boxOf(KINDS[kind].bounds?.(points) ?? points);

/** The extent of points. */
export function boxOf(points: readonly PointPx[]): BoxPx {
  const columns = points.map(([column]) => column);
  const rows = points.map(([, row]) => row);
  return {
    left: Math.min(...columns),
    top: Math.min(...rows),
    right: Math.max(...columns),
    bottom: Math.max(...rows),
  };
}

type Look = Pick<Pane, 'zoom' | 'centre' | 'rotationDeg'>;

/** The image pixels that a pane is wide and high, at zoom 1, along columns and rows of the image. */
function reachPx({ rows, columns, size = { width: 1, height: 1 } }: ImageInPane, { rotationDeg = 0 }: Look) {
  const isTurned = rotationDeg % 180 !== 0;
  const [across, down] = isTurned ? [size.height, size.width] : [size.width, size.height];
  const fit = Math.min(across / columns, down / rows);
  return { across: across / fit, down: down / fit };
}

const middleOf = ({ left, top, right, bottom }: BoxPx, { rows, columns }: ImageInPane) =>
  [((left + right) / 2 + 0.5) / columns, ((top + bottom) / 2 + 0.5) / rows] as const;

/** How large a box is beside the pane: 1 = as wide or high. */
const shareOf = (box: BoxPx, reach: { across: number; down: number }, zoom: number): number =>
  zoom * Math.max((box.right - box.left) / reach.across, (box.bottom - box.top) / reach.down);

/** Whether a finding stands in the pane, and large enough to be seen. A point is never too small. */
export function isFramed(box: BoxPx, sight: ImageInPane, look: Look): boolean {
  const { zoom = 1, centre = [0.5, 0.5] } = look;
  const reach = reachPx(sight, look);
  const share = shareOf(box, reach, zoom);
  if (share > 0 && share < SMALL && zoom < GREATEST_ZOOM) return false;
  const [u, v] = [centre[0] * sight.columns - 0.5, centre[1] * sight.rows - 0.5];
  const halfAcross = (reach.across / zoom) * (0.5 - EDGE);
  const halfDown = (reach.down / zoom) * (0.5 - EDGE);
  return (
    box.left >= u - halfAcross &&
    box.right <= u + halfAcross &&
    box.top >= v - halfDown &&
    box.bottom <= v + halfDown
  );
}

/** Zoom and centre that frame a finding: as they are where they do, moved where that is enough, else closer. */
export function frameOn(box: BoxPx, sight: ImageInPane, look: Look = {}): Pick<Pane, 'zoom' | 'centre'> {
  const { zoom, centre } = look;
  if (isFramed(box, sight, look)) return { ...(zoom ? { zoom } : {}), ...(centre ? { centre } : {}) };
  const middle = middleOf(box, sight);
  if (zoom !== undefined && zoom > 1 && isFramed(box, sight, { ...look, centre: middle })) {
    return { zoom, centre: middle };
  }
  const atOne = shareOf(box, reachPx(sight, look), 1);
  const closer = atOne > 0 ? Math.min(GREATEST_ZOOM, SHARE / atOne) : 2;
  return closer <= 1 ? {} : { zoom: Number(closer.toPrecision(3)), centre: middle };
}
