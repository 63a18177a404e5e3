import { text } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { dot, type Triple } from '@/dicom/geometry/geometry';
import { framesFrom, isAlong, layerAt } from '@/dicom/segments/segmentLayers';
import { planesNear } from '@/dicom/structures/contourPlanes';
import type { PaneOverlay } from '@/imaging/contract/overlays';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import type { Segments, Structures } from './overlayObject';
import { planesOf } from './planesOf';

/**
 * `placed`: both say where they lie, in one frame of reference; `sources`: pixel for pixel on the images it names, places or not;
 * `other-frame`: made from this series, and lies in another frame of reference; `no-place`: made from it, and nothing says where.
 */
type Relation = 'placed' | 'sources' | 'other-frame' | 'no-place' | 'none';

const namesOf = ({ is, of }: Segments | Structures): readonly string[] =>
  is === 'segments' ? (of.frameOfReference === undefined ? [] : [of.frameOfReference]) : of.framesOfReference;

/** How an object goes with an image. */
export function relationTo(content: Segments | Structures, image: StackFrame): Relation {
  const own = text(image.instance.dataset, TAG.FrameOfReferenceUid);
  const names = namesOf(content);
  const { isReal } = drawnPlane(image.instance, image.frame);
  const hasPlaces = content.is === 'structures' || content.layers !== undefined;
  const isNamed = content.of.ofSeries.includes(image.series);
  if (own !== undefined && names.includes(own) && isReal && hasPlaces) return 'placed';
  const isApart = own !== undefined && names.length > 0 && !names.includes(own);
  if (content.is === 'segments' && !isApart) {
    const { rows, columns, frames } = content.of;
    const isOnPixels =
      rows === image.rows && columns === image.columns && frames.some((one) => one.isPreserved);
    if (isNamed && isOnPixels) return 'sources';
  }
  if (!isNamed) return 'none';
  return isApart ? 'other-frame' : 'no-place';
}

/** Images one beside the other of one direction, and how far half way to the nearest is, by image. */
const reaches = new WeakMap<readonly StackFrame[], ReadonlyMap<string, number>>();

const LONE_MM = 1;

function reachesOf(frames: readonly StackFrame[]): ReadonlyMap<string, number> {
  const groups: { normal: Triple; at: { id: string; mm: number }[] }[] = [];
  for (const { instance, frame, imageId } of frames) {
    const { plane, isReal } = drawnPlane(instance, frame);
    if (!isReal) continue;
    const group = groups.find(({ normal }) => isAlong(normal, plane.normal)) ?? {
      normal: plane.normal,
      at: [],
    };
    if (group.at.length === 0) groups.push(group);
    group.at.push({ id: imageId, mm: dot(plane.positionLps, group.normal) });
  }
  const found = new Map<string, number>();
  for (const { at } of groups) {
    at.sort((a, b) => a.mm - b.mm);
    const gaps = at
      .slice(1)
      .map(({ mm }, place) => mm - (at[place]?.mm ?? 0))
      .filter((gap) => gap > 1e-3);
    const usual = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
    for (const { id } of at) found.set(id, (usual ?? 2 * LONE_MM) / 2);
  }
  return found;
}

/** How far from an image of a series a contour may lie to be on it, mm: half of the usual way to the next one. */
export function reachOf(frames: readonly StackFrame[], imageId: string): number {
  const known = reaches.get(frames) ?? reachesOf(frames);
  reaches.set(frames, known);
  return known.get(imageId) ?? LONE_MM;
}

/** How many planes of a segmentation lie on no image of a series. */
function markSegments(
  { of, layers }: Segments,
  frames: readonly StackFrame[],
  isPlaced: boolean,
): Pick<PaneOverlay, 'beside' | 'planes'> {
  const places = layers?.layers ?? [];
  if (isPlaced && layers) {
    const met = new Set<unknown>();
    const own = new Map(places.flatMap((layer) => layer.frames.map((one) => [one, layer] as const)));
    for (const { instance, frame, sop } of frames) {
      const { plane } = drawnPlane(instance, frame);
      // Across the frames, every one of them is cut.
      if (!isAlong(layers.normal, plane.normal)) return { beside: 0, planes: places.length };
      const named = framesFrom(of.frames, sop, frame).map((one) => own.get(one));
      for (const layer of [layerAt(layers, dot(plane.positionLps, layers.normal)), ...named])
        if (layer) met.add(layer);
    }
    return { beside: places.length - met.size, planes: places.length };
  }
  const here = new Set<unknown>(frames.flatMap(({ sop, frame }) => framesFrom(of.frames, sop, frame)));
  return { beside: of.frames.length - here.size, planes: of.frames.length };
}

function markStructures(
  { of }: Structures,
  frames: readonly StackFrame[],
): Pick<PaneOverlay, 'beside' | 'planes'> {
  let [beside, planes] = [0, 0];
  for (const structure of of.structures) {
    const met = new Set<unknown>();
    for (const { instance, frame, imageId } of frames) {
      const { plane } = drawnPlane(instance, frame);
      const near = planesNear(
        planesOf(structure, plane.normal),
        dot(plane.positionLps, plane.normal),
        reachOf(frames, imageId),
      );
      for (const one of near) for (const contour of one.contours) met.add(contour);
    }
    planes += structure.contours.length;
    beside += structure.contours.length - met.size;
  }
  return { beside, planes };
}

/** What is said of an object beside a series; undefined: it has nothing to do with it. Goes through all images: ask once a series. */
export function saidOf(
  content: Segments | Structures,
  frames: readonly StackFrame[],
): Omit<PaneOverlay, 'sop'> | undefined {
  const relations = new Set(frames.map((image) => relationTo(content, image)));
  if (relations.has('placed') || relations.has('sources'))
    return {
      said: 'drawn',
      ...(content.is === 'segments'
        ? markSegments(content, frames, relations.has('placed'))
        : markStructures(content, frames)),
    };
  if (relations.has('other-frame')) return { said: 'other-frame', beside: 0, planes: 0 };
  return relations.has('no-place') ? { said: 'no-place', beside: 0, planes: 0 } : undefined;
}
