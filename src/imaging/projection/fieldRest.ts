import { detectorPixel } from '@/dicom/geometry/detectorPixel';
import type { Plane } from '@/dicom/geometry/geometry';
import { directionsOf } from '@/dicom/hanging/breastImage';
import { wallEdge } from '@/dicom/hanging/breastPose';
import type { BreastQuarter } from '@/dicom/hanging/breastSteps';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import type { Pane } from '@/view/viewState';
import { canvasSize, type PaneSize } from './projection';

/** Cosine and sine of quarter turns. */
const TURNS = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] } as const;

/** An image of a pane. */
interface FieldImage extends Pick<FrameRef, 'frame'> {
  readonly instance: Instance;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A pane's settings with its field beneath them (Pane.field): the reader's zoom goes on from the scale at which the field fits the pane, and
 * the reader's middle takes the place of that with which the chest wall lies at the pane's edge, or of a quarter of the image. As they are where there is no field, or
 * nobody knows how large the image is.
 */
export function underField(pane: Pane, image: FieldImage, plane: Plane, paneSize: PaneSize): Pane {
  const { field, zoom = 1, rotationDeg = 0, mirrored = false } = pane;
  const pixel = field && detectorPixel(image.instance, image.frame);
  if (!field || !pixel || paneSize.width === 0 || paneSize.height === 0) return pane;
  const { width, height } = canvasSize(paneSize);
  const { rows, columns } = image;
  // CSS pixels per pixel of the image: as the whole of it fits, and as it is to be.
  const fit =
    Math.min(width / (columns * plane.columnSpacingMm), height / (rows * plane.rowSpacingMm)) *
    plane.columnSpacingMm;
  const { mmPerCssPx = Math.max(field.widthMm / width, field.heightMm / height) } = field;
  const scale = (zoom * pixel.columnMm) / mmPerCssPx;
  const own = { ...pane, zoom: scale / fit };
  if (pane.centre) return own;
  const directions = directionsOf(image.instance);
  // One that was stored the other way round has its chest wall there; one that does not tell stands in the middle.
  const edge = directions && wallEdge(directions, { rotationDeg, mirrored });
  if (!edge && !field.quarter) return own;
  const proportion = plane.rowSpacingMm / plane.columnSpacingMm;
  const [across, down] = [columns * scale, rows * scale * proportion];
  const [wide, high] = rotationDeg % 180 === 0 ? [across, down] : [down, across];
  const toWall = edge ? ((edge === 'right' ? 1 : -1) * (wide - width)) / 2 : 0;
  const [right, below] = field.quarter
    ? quarterShift(field.quarter, edge ?? field.wall, {
        toWall,
        over: [wide - width, high - height],
        wide,
        high,
      })
    : [toWall, 0];
  const unmirrored = mirrored ? -right : right;
  const [cos, sin] = TURNS[rotationDeg];
  return {
    ...own,
    centre: [0.5 + (cos * unmirrored + sin * below) / across, 0.5 + (cos * below - sin * unmirrored) / down],
  };
}

/** What is known of an image on the screen, CSS pixels; `over`: by how much it is larger than its pane. */
interface Extent {
  readonly toWall: number;
  readonly over: readonly [across: number, down: number];
  readonly wide: number;
  readonly high: number;
}

/**
 * How far to the right of the image's middle, and below it, the middle of a quarter lies. Where the quarter is smaller than the pane it is
 * moved inward: nothing is beside the image at one edge while the other cuts it. An image that has room as a whole lies at its chest wall.
 */
function quarterShift(quarter: BreastQuarter, wall: 'left' | 'right', of: Extent): readonly [number, number] {
  const { toWall, over, wide, high } = of;
  const within = (shift: number, over: number) => {
    const most = Math.max(0, over / 2);
    return Math.max(-most, Math.min(most, shift));
  };
  const isAtWall = quarter.startsWith('wall');
  const isRight = (wall === 'right') === isAtWall;
  return [
    over[0] > 0 ? within((isRight ? wide : -wide) / 4, over[0]) : toWall,
    within((quarter.endsWith('Up') ? -high : high) / 4, over[1]),
  ];
}
