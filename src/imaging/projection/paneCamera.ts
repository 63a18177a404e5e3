import type { Plane } from '@/dicom/geometry/geometry';
import { lpsToPixel, pixelToLps } from '@/dicom/geometry/geometry';
import type { Placement } from '@/painting/placement';
import type { Pane } from '@/view/viewState';

/** A point or vector of three. */
type Triple = readonly [number, number, number];

/** Cornerstone's planar view state, as far as it is set here. */
export interface PlanarCamera {
  readonly slice: { readonly kind: 'stackIndex'; readonly imageIdIndex: number };
  readonly scale: [number, number];
  readonly scaleMode: 'fit';
  readonly rotation: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  readonly anchorCanvas: [number, number];
  readonly anchorWorld: [number, number, number] | undefined;
}

/** Fractions of columns and rows (0 = outer edge of the first pixel) to pixels (0 = middle of the first pixel). */
const fractionToPx = (fraction: number, count: number): number => fraction * count - 0.5;

/** A pane's settings as Cornerstone's camera on an image of `size`, which lies in `plane`. */
export function toCamera(
  pane: Pane,
  index: number,
  plane: Plane,
  size: { readonly rows: number; readonly columns: number },
): PlanarCamera {
  const { zoom = 1, centre, rotationDeg = 0, mirrored = false } = pane;
  const world =
    centre && pixelToLps(plane, fractionToPx(centre[0], size.columns), fractionToPx(centre[1], size.rows));
  return {
    slice: { kind: 'stackIndex', imageIdIndex: index },
    scale: [zoom, zoom],
    scaleMode: 'fit',
    rotation: rotationDeg,
    flipHorizontal: mirrored,
    flipVertical: false,
    anchorCanvas: [0.5, 0.5],
    anchorWorld: world ? [world[0], world[1], world[2]] : undefined,
  };
}

/** Cornerstone's two coordinate maps, CSS pixels of the pane to world and back. */
export interface Projection {
  worldToCanvas(world: [number, number, number]): readonly [number, number];
  canvasToWorld(canvas: [number, number]): readonly [number, number, number];
}

/** Pane coordinates (CSS pixels from the top left) of an image point (pixels, middle of the first pixel 0, 0). */
export function pixelToCanvas(
  projection: Projection,
  plane: Plane,
  column: number,
  row: number,
): readonly [x: number, y: number] {
  const [x, y, z] = pixelToLps(plane, column, row) as Triple;
  return projection.worldToCanvas([x, y, z]);
}

/** The mirror image of pixelToCanvas. */
export function canvasToPixel(
  projection: Projection,
  plane: Plane,
  x: number,
  y: number,
): readonly [column: number, row: number] {
  return lpsToPixel(plane, projection.canvasToWorld([x, y]) as Triple);
}

/** The affine map of image pixels (outer corner of the first pixel at 0, 0) to canvas pixels. */
export function toPlacement(projection: Projection, plane: Plane, canvasPerCss: number): Placement {
  const [ox, oy] = pixelToCanvas(projection, plane, -0.5, -0.5);
  const [cx, cy] = pixelToCanvas(projection, plane, 999.5, -0.5);
  const [rx, ry] = pixelToCanvas(projection, plane, -0.5, 999.5);
  const s = canvasPerCss;
  return [
    ((cx - ox) / 1000) * s,
    ((cy - oy) / 1000) * s,
    ((rx - ox) / 1000) * s,
    ((ry - oy) / 1000) * s,
    ox * s,
    oy * s,
  ];
}
