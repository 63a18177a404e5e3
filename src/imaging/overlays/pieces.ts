import { dot, lpsToPixel, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { visitEdges, type Mask } from '@/dicom/segments/mask';
import type { Rgb } from '@/dicom/segments/readSegmentation';
import { sampleSegments } from '@/dicom/segments/sampleSegments';
import { framesFrom, isAlong, layerAt } from '@/dicom/segments/segmentLayers';
import { planesNear } from '@/dicom/structures/contourPlanes';
import type { Contour } from '@/dicom/structures/readStructures';
import { colourAt } from '@/dicom/segments/readSegmentation';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import { isSeen } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { boxAround, maskPixels } from './maskPicture';
import type { Segments, Structures } from './overlayObject';
import { planesOf } from './planesOf';
import { relationTo } from './relation';

/** What is drawn of an object on one image, in pixels of a plane: the outer corner of the first one is 0, 0. */
export interface Piece {
  readonly plane: Plane;
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

const NOTHING: readonly Piece[] = [];

function pictureOf(
  masks: readonly { mask: Mask; rgb: Rgb }[],
  columns: number,
  most: number,
): Piece['picture'] {
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

type Marked = readonly (readonly [segment: number, mask: Mask])[];

function pieceOfMasks(
  { of }: Segments,
  overlay: Overlay,
  plane: Plane,
  marked: Marked,
  grid: { readonly columns: number; readonly most: number },
): Piece | undefined {
  const colours = new Map(of.segments.map((one) => [one.number, one.rgb]));
  const seen = marked.flatMap(([segment, mask]) => {
    const rgb = colours.get(segment);
    return rgb && isSeen(overlay, segment) ? [{ mask, rgb }] : [];
  });
  if (seen.length === 0) return undefined;
  const { columns, most } = grid;
  if (overlay.outline) {
    const shapes = seen.map(({ mask, rgb }): Shape => ({
      rgb,
      path: edgeOf(mask, columns, most),
      isFilled: false,
      points: [],
    }));
    return { plane, shapes };
  }
  const picture = pictureOf(seen, columns, most);
  return { plane, shapes: [], ...(picture ? { picture } : {}) };
}

/** Frames that lie on each other to the last digit are one picture; others have one each. */
const placeOf = ({ positionLps, rowDirection, columnDirection }: Plane) =>
  [...positionLps, ...rowDirection, ...columnDirection].map((part) => part.toFixed(4)).join(' ');

function segmentsOn(content: Segments, overlay: Overlay, image: StackFrame): readonly Piece[] {
  const { of, layers, masks } = content;
  const relation = relationTo(content, image);
  const { plane } = drawnPlane(image.instance, image.frame);
  const isSameSize = of.rows === image.rows && of.columns === image.columns;
  const named =
    relation === 'none' || relation === 'other-frame' ? [] : framesFrom(of.frames, image.sop, image.frame);
  const isPlaced = relation === 'placed';
  const isParallel = layers !== undefined && isAlong(layers.normal, plane.normal);
  if (named.length === 0 && (!isPlaced || !layers)) return NOTHING;
  if (named.length === 0 && layers && !isParallel) {
    const wanted = new Set(of.segments.map((one) => one.number).filter((one) => isSeen(overlay, one)));
    const sampled = sampleSegments(of, layers, masks, wanted, {
      plane,
      rows: image.rows,
      columns: image.columns,
    });
    const piece = pieceOfMasks(content, overlay, plane, [...sampled], { columns: image.columns, most: 255 });
    return piece ? [piece] : NOTHING;
  }
  const frames =
    named.length > 0
      ? named
      : ((layers && layerAt(layers, dot(plane.positionLps, layers.normal)))?.frames ?? []);
  const byPlace = new Map<string, { plane: Plane; marked: (readonly [number, Mask])[] }>();
  for (const one of frames) {
    const own = isPlaced ? one.plane : isSameSize ? plane : undefined;
    if (!own) continue;
    const place = byPlace.get(placeOf(own)) ?? { plane: own, marked: [] };
    place.marked.push(...(masks.get(one.frame) ?? []));
    byPlace.set(placeOf(own), place);
  }
  return [...byPlace.values()].flatMap(
    (one) => pieceOfMasks(content, overlay, one.plane, one.marked, of) ?? [],
  );
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

function shapesOf(
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

function structuresOn(
  content: Structures,
  overlay: Overlay,
  image: StackFrame,
  reachMm: number,
): readonly Piece[] {
  const { plane, isReal } = drawnPlane(image.instance, image.frame);
  if (!isReal || relationTo(content, image) !== 'placed') return NOTHING;
  const distanceMm = dot(plane.positionLps, plane.normal);
  const shapes = content.of.structures.flatMap((structure, at) => {
    if (!isSeen(overlay, structure.number)) return [];
    const contours = planesNear(planesOf(structure, plane.normal), distanceMm, reachMm).flatMap(
      (one) => one.contours,
    );
    if (contours.length === 0) return [];
    return shapesOf(contours, structure.rgb ?? colourAt(at), plane, overlay.outline === true);
  });
  return shapes.length > 0 ? [{ plane, shapes }] : NOTHING;
}

/** What an object has on an image. `reachMm`: how far from the image a contour may lie to be on it. */
export const piecesOn = (
  content: Segments | Structures,
  overlay: Overlay,
  image: StackFrame,
  reachMm: number,
): readonly Piece[] =>
  content.is === 'segments'
    ? segmentsOn(content, overlay, image)
    : structuresOn(content, overlay, image, reachMm);
