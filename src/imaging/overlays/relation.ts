import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { dot, type Triple } from '@/dicom/geometry/geometry';
import { framesAt, framesFrom, isAlong } from '@/dicom/segments/segmentLayers';
import { samenessOf } from '@/dicom/patient/sameness';
import type { SegmentFrame } from '@/dicom/segments/readSegmentation';
import type { Structure } from '@/dicom/structures/readStructures';
import { planesNear } from '@/dicom/structures/contourPlanes';
import type { PaneOverlay } from '@/imaging/contract/overlays';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import type { Segments, Structures } from './overlayObject';
import { planesOf } from './planesOf';

/**
 * `placed`: both say where they lie, in one frame of reference; `sources`: pixel for pixel on the images it names, places or not;
 * `other-frame`: made from this series, and lies in another frame of reference; `no-place`: made from it, and nothing says where; `other-patient`: it
 * names another person.
 */
type Relation = 'placed' | 'sources' | 'other-frame' | 'no-place' | 'other-patient' | 'none';

const persons = new WeakMap<DicomJson, WeakMap<DicomJson, boolean>>();

/** Whether an object names another person than an image: asked once for each image. */
export function isOfOther(object: DicomJson, image: DicomJson): boolean {
  const known = persons.get(object) ?? new WeakMap<DicomJson, boolean>();
  persons.set(object, known);
  const isOther = known.get(image) ?? samenessOf(object, image) === 'other';
  known.set(image, isOther);
  return isOther;
}

/** Whether a structure lies in the frame of reference of an image. */
export const liesWith = ({ frameOfReference }: Structure, { instance }: StackFrame): boolean =>
  frameOfReference !== undefined && frameOfReference === text(instance.dataset, TAG.FrameOfReferenceUid);

const namesOf = ({ is, of }: Segments | Structures): readonly string[] =>
  is === 'segments' ? (of.frameOfReference === undefined ? [] : [of.frameOfReference]) : of.framesOfReference;

/** How an object goes with an image. */
export function relationTo(content: Segments | Structures, image: StackFrame): Relation {
  const found = placeOn(content, image);
  return found !== 'none' && isOfOther(content.dataset, image.instance.dataset) ? 'other-patient' : found;
}

function placeOn(content: Segments | Structures, image: StackFrame): Relation {
  const own = text(image.instance.dataset, TAG.FrameOfReferenceUid);
  const names = namesOf(content);
  const { isReal } = drawnPlane(image.instance, image.frame);
  const hasPlaces = content.is === 'structures' || content.stacks.length > 0;
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

const contradictions = new WeakMap<
  readonly StackFrame[],
  WeakMap<readonly SegmentFrame[], ReadonlySet<SegmentFrame>>
>();

/** Frames that say they lie on an image of a series (places preserved) and lie elsewhere: they hold for that image only. Worked out once. */
export function contradictedBy(content: Segments, frames: readonly StackFrame[]): ReadonlySet<SegmentFrame> {
  const known =
    contradictions.get(frames) ?? new WeakMap<readonly SegmentFrame[], ReadonlySet<SegmentFrame>>();
  contradictions.set(frames, known);
  const before = known.get(content.of.frames);
  if (before) return before;
  const [met, matched] = [new Set<SegmentFrame>(), new Set<SegmentFrame>()];
  for (const image of frames) {
    const named = framesFrom(content.of.frames, image.sop, image.frame);
    if (named.length === 0 || relationTo(content, image) !== 'placed') continue;
    const { plane } = drawnPlane(image.instance, image.frame);
    for (const one of named) {
      if (!one.plane || !isAlong(one.plane.normal, plane.normal)) continue;
      met.add(one);
      const awayMm = Math.abs(
        dot(one.plane.positionLps, plane.normal) - dot(plane.positionLps, plane.normal),
      );
      if (awayMm <= reachOf(frames, image.imageId)) matched.add(one);
    }
  }
  const found = new Set([...met].filter((one) => !matched.has(one)));
  known.set(content.of.frames, found);
  return found;
}

/** How many planes of a segmentation lie on no image of a series. */
function markSegments(
  content: Segments,
  frames: readonly StackFrame[],
  isPlaced: boolean,
): Pick<PaneOverlay, 'beside' | 'planes' | 'against'> {
  const { of, stacks } = content;
  if (isPlaced && stacks.length > 0) {
    const places = stacks.flatMap((stack) => stack.layers);
    const met = new Set<unknown>();
    const own = new Map(places.flatMap((layer) => layer.frames.map((one) => [one, layer] as const)));
    for (const { instance, frame, sop } of frames) {
      const { plane } = drawnPlane(instance, frame);
      for (const stack of stacks) {
        // Across the frames, every one of them is cut.
        if (!isAlong(stack.normal, plane.normal)) for (const layer of stack.layers) met.add(layer);
        else for (const one of framesAt(stack, dot(plane.positionLps, stack.normal))) met.add(own.get(one));
      }
      for (const one of framesFrom(of.frames, sop, frame)) met.add(own.get(one));
    }
    met.delete(undefined);
    const against = contradictedBy(content, frames).size;
    return { beside: places.length - met.size, planes: places.length, ...(against > 0 ? { against } : {}) };
  }
  const here = new Set<unknown>(frames.flatMap(({ sop, frame }) => framesFrom(of.frames, sop, frame)));
  return { beside: of.frames.length - here.size, planes: of.frames.length };
}

function markStructures(
  { of }: Structures,
  frames: readonly StackFrame[],
): Pick<PaneOverlay, 'beside' | 'planes' | 'apart'> {
  let [beside, planes] = [0, 0];
  const apart: string[] = [];
  for (const structure of of.structures) {
    if (structure.contours.length > 0 && !frames.some((image) => liesWith(structure, image))) {
      apart.push(structure.name || String(structure.number));
      continue;
    }
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
  return { beside, planes, ...(apart.length > 0 ? { apart } : {}) };
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
  if (relations.has('other-patient')) return { said: 'other-patient', beside: 0, planes: 0 };
  if (relations.has('other-frame')) return { said: 'other-frame', beside: 0, planes: 0 };
  return relations.has('no-place') ? { said: 'no-place', beside: 0, planes: 0 } : undefined;
}
