import { dot, type Plane } from '@/dicom/geometry/geometry';
import type { Mask } from '@/dicom/segments/mask';
import type { SegmentFrame } from '@/dicom/segments/readSegmentation';
import { sampleSegments } from '@/dicom/segments/sampleSegments';
import { framesAt, framesFrom, isAlong, type SegmentLayers } from '@/dicom/segments/segmentLayers';
import { planesNear } from '@/dicom/structures/contourPlanes';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import { isSeen } from '@/view/overlays';
import type { Overlay } from '@/view/viewState';
import { drawnMasks, shapesOf, type DrawnPiece } from './drawnPiece';
import type { Segments, Structures } from './overlayObject';
import { planesOf } from './planesOf';
import { contradictedBy, liesWith, reachOf, relationTo } from './relation';

/** What is drawn of an object on one image, in pixels of a plane. */
export interface Piece extends DrawnPiece {
  readonly plane: Plane;
}

const NOTHING: readonly Piece[] = [];

type Marked = readonly (readonly [segment: number, mask: Mask])[];

function pieceOfMasks(
  { colours }: Segments,
  overlay: Overlay,
  plane: Plane,
  marked: Marked,
  grid: { readonly columns: number; readonly most: number },
): Piece | undefined {
  const seen = marked.flatMap(([segment, mask]) => {
    const rgb = colours.get(segment);
    return rgb && isSeen(overlay, segment) ? [{ mask, rgb }] : [];
  });
  const drawn = drawnMasks(seen, { isFilled: !overlay.outline, hasEdge: overlay.outline === true }, grid);
  return drawn && { plane, ...drawn };
}

/** Frames that lie on each other to the last digit are one picture; others have one each. */
const placeOf = ({ positionLps, rowDirection, columnDirection }: Plane) =>
  [...positionLps, ...rowDirection, ...columnDirection].map((part) => part.toFixed(4)).join(' ');

/** What frames that lie across an image have on it: the voxels that it cuts. */
function cutOf(
  content: Segments,
  stack: SegmentLayers,
  overlay: Overlay,
  image: StackFrame,
): readonly Piece[] {
  const { of, masks } = content;
  const { rows, columns } = image;
  const { plane } = drawnPlane(image.instance, image.frame);
  const wanted = new Set(of.segments.map((one) => one.number).filter((one) => isSeen(overlay, one)));
  const sampled = sampleSegments(of, stack, masks, wanted, { plane, rows, columns });
  const piece = pieceOfMasks(content, overlay, plane, [...sampled], { columns, most: 255 });
  return piece ? [piece] : NOTHING;
}

function segmentsOn(
  content: Segments,
  overlay: Overlay,
  image: StackFrame,
  all: readonly StackFrame[],
): readonly Piece[] {
  const { of, stacks, masks } = content;
  const relation = relationTo(content, image);
  if (relation !== 'placed' && relation !== 'sources') return NOTHING;
  const { plane } = drawnPlane(image.instance, image.frame);
  const isSameSize = of.rows === image.rows && of.columns === image.columns;
  const isPlaced = relation === 'placed';
  const named = framesFrom(of.frames, image.sop, image.frame);
  if (named.length === 0 && !isPlaced) return NOTHING;
  const across = isPlaced ? stacks.filter((stack) => !isAlong(stack.normal, plane.normal)) : [];
  const cut = across.flatMap((stack) => cutOf(content, stack, overlay, image));
  const isElsewhere = isPlaced ? contradictedBy(content, all) : new Set<SegmentFrame>();
  const frames =
    named.length > 0
      ? named
      : stacks
          .filter((stack) => !across.includes(stack))
          .flatMap((stack) => framesAt(stack, dot(plane.positionLps, stack.normal)))
          .filter((one) => !isElsewhere.has(one));
  const byPlace = new Map<string, { plane: Plane; marked: (readonly [number, Mask])[] }>();
  for (const one of frames) {
    const own = isPlaced ? one.plane : isSameSize ? plane : undefined;
    if (!own) continue;
    const place = byPlace.get(placeOf(own)) ?? { plane: own, marked: [] };
    place.marked.push(...(masks.get(one.frame) ?? []));
    byPlace.set(placeOf(own), place);
  }
  const flat = [...byPlace.values()].flatMap(
    (one) => pieceOfMasks(content, overlay, one.plane, one.marked, of) ?? [],
  );
  return [...flat, ...cut];
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
  const shapes = content.of.structures.flatMap((structure) => {
    if (!isSeen(overlay, structure.number) || !liesWith(structure, image)) return [];
    const contours = planesNear(planesOf(structure, plane.normal), distanceMm, reachMm).flatMap(
      (one) => one.contours,
    );
    if (contours.length === 0) return [];
    const rgb = content.colours.get(structure.number);
    return rgb ? shapesOf(contours, rgb, plane, overlay.outline === true) : [];
  });
  return shapes.length > 0 ? [{ plane, shapes }] : NOTHING;
}

/** What an object has on an image, one of `all` of its series. */
export const piecesOn = (
  content: Segments | Structures,
  overlay: Overlay,
  image: StackFrame,
  all: readonly StackFrame[],
): readonly Piece[] =>
  content.is === 'segments'
    ? segmentsOn(content, overlay, image, all)
    : structuresOn(content, overlay, image, reachOf(all, image.imageId));
