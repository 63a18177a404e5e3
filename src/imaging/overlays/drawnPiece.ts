import { lpsToPixel, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { visitEdges, type Mask } from '@/dicom/segments/mask';
import type { Contour } from '@/dicom/structures/readStructures';
import type { Rgb } from '@/dicom/transforms/cielab';
import type { Placement } from '@/painting/placement';
import { OVERLAY_OPACITY } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { boxAround, maskPixels, type ColouredMask } from './maskPicture';

const LINE_CSS_PX = 1.5;
const POINT_CSS_PX = 3;

/** What is drawn of an object, in pixels of a plane: the outer corner of the first one is 0, 0. */
export interface DrawnPiece {
  /** What is filled, as a picture. */
  readonly picture?: { readonly canvas: HTMLCanvasElement; readonly left: number; readonly top: number };
  readonly shapes: readonly Shape[];
}

interface Shape {
  readonly rgb: Rgb;
  readonly path: Path2D;
  /** It is filled too, by even-odd. */
  readonly isFilled: boolean;
  /** Middles of points, which have one size on the screen. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

function pictureOf(masks: readonly ColouredMask[], columns: number, most: number): DrawnPiece['picture'] {
  const box = boxAround(masks.map(({ mask }) => mask));
  if (!box) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = box.right - box.left + 1;
  canvas.height = box.bottom - box.top + 1;
  const pixels = maskPixels(masks, columns, most, box);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0);
  return { canvas, left: box.left, top: box.top };
}

function edgeOf(mask: Mask, columns: number, most: number): Path2D {
  const path = new Path2D();
  visitEdges(mask, columns, most, (fromColumn, fromRow, toColumn, toRow) => {
    path.moveTo(fromColumn, fromRow);
    path.lineTo(toColumn, toRow);
  });
  return path;
}

/** Masks filled, outlined or both; undefined: there are none. */
export function drawnMasks(
  masks: readonly ColouredMask[],
  as: { readonly isFilled: boolean; readonly hasEdge: boolean },
  { columns, most }: { readonly columns: number; readonly most: number },
): DrawnPiece | undefined {
  if (masks.length === 0) return undefined;
  const edges = as.hasEdge ? masks : [];
  const picture = as.isFilled ? pictureOf(masks, columns, most) : undefined;
  return {
    shapes: edges.map(({ mask, rgb }): Shape => ({
      ...{ rgb, path: edgeOf(mask, columns, most) },
      ...{ isFilled: false, points: [] },
    })),
    ...(picture ? { picture } : {}),
  };
}

function trace(path: Path2D, { pointsLps, shape }: Contour, plane: Plane): void {
  for (let at = 0; at < pointsLps.length; at += 3) {
    const point: Triple = [pointsLps[at] ?? 0, pointsLps[at + 1] ?? 0, pointsLps[at + 2] ?? 0];
    const [column, row] = lpsToPixel(plane, point);
    if (at === 0) path.moveTo(column + 0.5, row + 0.5);
    else path.lineTo(column + 0.5, row + 0.5);
  }
  if (shape === 'closed') path.closePath();
}

/** Contours as they are, on the plane that they lie on. */
export function shapesOf(
  contours: readonly Contour[],
  rgb: Rgb,
  plane: Plane,
  isOutline: boolean,
): readonly Shape[] {
  const [closed, open] = [new Path2D(), new Path2D()];
  for (const contour of contours)
    if (contour.shape !== 'point') trace(contour.shape === 'closed' ? closed : open, contour, plane);
  const points = contours
    .filter(({ shape }) => shape === 'point')
    .flatMap(({ pointsLps: [x = 0, y = 0, z = 0] }) => [lpsToPixel(plane, [x, y, z])])
    .map(([column, row]) => [column + 0.5, row + 0.5] as const);
  return [
    { rgb, path: closed, isFilled: !isOutline, points: [] },
    { rgb, path: open, isFilled: false, points },
  ];
}

/** Draws it in its place on a canvas; `ratio`: device pixels of a CSS pixel. */
export function drawPiece(
  context: CanvasRenderingContext2D,
  { picture, shapes }: DrawnPiece,
  placement: Placement,
  { opacity = OVERLAY_OPACITY }: Pick<Overlay, 'opacity'>,
  ratio: number,
): void {
  if (picture) {
    const [a, b] = placement;
    context.setTransform(...placement);
    context.globalAlpha = opacity;
    // Magnified, a voxel keeps its edges; made smaller, thin ones must not fall between two pixels.
    context.imageSmoothingEnabled = Math.hypot(a, b) < 1;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.canvas, picture.left, picture.top);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  const [a, b, c, d, e, f] = placement;
  const matrix = new DOMMatrix([a, b, c, d, e, f]);
  context.lineWidth = LINE_CSS_PX * ratio;
  context.lineCap = 'square';
  context.lineJoin = 'round';
  for (const { rgb, path, isFilled, points } of shapes) {
    const placed = new Path2D();
    placed.addPath(path, matrix);
    const colour = `rgb(${rgb.join(' ')})`;
    [context.fillStyle, context.strokeStyle] = [colour, colour];
    if (isFilled) {
      context.globalAlpha = opacity;
      context.fill(placed, 'evenodd');
    }
    context.globalAlpha = 1;
    context.stroke(placed);
    for (const [x, y] of points) {
      context.beginPath();
      context.arc(a * x + c * y + e, b * x + d * y + f, POINT_CSS_PX * ratio, 0, 2 * Math.PI);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}
