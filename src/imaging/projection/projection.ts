import { lpsToPixel, pixelToLps, type Plane } from '@/dicom/geometry/geometry';
import type { Pane, QuarterTurn } from '@/view/viewState';
import type { Projection } from './paneCamera';

type Point = readonly [x: number, y: number];

/** A pane on the screen. */
export interface PaneSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** A side of a pane's canvas, which has whole device pixels, in CSS pixels. */
const canvasSide = (cssPx: number, ratio: number): number =>
  Math.max(1, Math.round(cssPx * ratio) / ratio || 0);

/** The canvas of a pane, in CSS pixels. */
export const canvasSize = ({ width, height, ratio }: PaneSize): Pick<PaneSize, 'width' | 'height'> => ({
  width: canvasSide(width, ratio),
  height: canvasSide(height, ratio),
});

/**
 * Where the pixels of an image lie in a pane: at zoom 1 the whole unturned image just fits; it is turned clockwise about
 * the point in the middle, then mirrored left to right. The one place where that is worked out: pictures, drawings, scale bars
 * and pointers all go by it, with the engine or before it.
 */
export function projectPane(
  { zoom = 1, centre = [0.5, 0.5], rotationDeg = 0, mirrored = false }: Omit<Pane, 'study' | 'series'>,
  plane: Plane,
  image: { readonly rows: number; readonly columns: number },
  size: PaneSize,
): Projection {
  const { width, height } = canvasSize(size);
  const { columnSpacingMm: across, rowSpacingMm: down } = plane;
  const cssPerMm = zoom * Math.min(width / (image.columns * across), height / (image.rows * down));
  const [cos, sin] = [COS[rotationDeg], SIN[rotationDeg]];
  const side = mirrored ? -1 : 1;
  // Pixels count from the middle of the first.
  const middle: Point = [centre[0] * image.columns - 0.5, centre[1] * image.rows - 0.5];
  const toCanvas = ([column, row]: Point): Point => {
    const [x, y] = [(column - middle[0]) * across * cssPerMm, (row - middle[1]) * down * cssPerMm];
    return [width / 2 + side * (cos * x - sin * y), height / 2 + (sin * x + cos * y)];
  };
  const toPixel = ([x, y]: Point): Point => {
    const [right, below] = [side * (x - width / 2), y - height / 2];
    return [
      middle[0] + (cos * right + sin * below) / (across * cssPerMm),
      middle[1] + (cos * below - sin * right) / (down * cssPerMm),
    ];
  };
  return {
    worldToCanvas: (world) => toCanvas(lpsToPixel(plane, world)),
    canvasToWorld: (canvas) => {
      const [x, y, z] = pixelToLps(plane, ...toPixel(canvas));
      return [x, y, z];
    },
  };
}

/** Cosine and sine of quarter turns, exactly. */
const COS = { 0: 1, 90: 0, 180: -1, 270: 0 } as const satisfies Record<QuarterTurn, number>;
const SIN = { 0: 0, 90: 1, 180: 0, 270: -1 } as const satisfies Record<QuarterTurn, number>;
