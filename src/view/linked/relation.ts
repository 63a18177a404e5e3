import { dot, type Triple } from '@/dicom/geometry/geometry';
import { aboveMm, along, areParallel, middleLps, towardsLeftBackHead } from '@/dicom/geometry/planesTogether';
import type { SopUid } from '@/dicom/dataset/uid';
import { composeRigid, inverseRigid, moved, turned, type Rigid } from '@/dicom/geometry/rigid';
import type { FrameName, FrameOffset, FrameRegistration, PaneLinks } from '@/view/viewState';
import { gapMm, type LinkedImage, type LinkedPlace } from './linkedSeries';
import { slicesOf } from './sliceHeights';

/** Why an image cannot go along with another. */
export type Apart =
  /** One of them does not say where it lies in the patient. */
  | 'no-place'
  | 'not-parallel'
  /** Another frame of reference, or another study: a person links them. */
  | 'other-frame';

/** How an image goes with another: by position, or with an offset kept by hand; `shiftLps` takes points of the one into the other. */
type PlaceRelation =
  | { readonly kind: 'same' }
  /** Slices of two breasts: as high, as a part of the whole. */
  | { readonly kind: 'height' }
  | { readonly kind: 'offset'; readonly shiftLps: Triple }
  /** By a registration object, then `shiftLps`. */
  | {
      readonly kind: 'registered';
      readonly matrix: Rigid;
      readonly by: SopUid;
      readonly shiftLps: Triple;
    }
  | { readonly kind: 'apart'; readonly why: Apart };

export const isSameFrameOfReference = (a: FrameName, b: FrameName): boolean =>
  a.study === b.study && a.frame === b.frame;

const ORIGIN: Triple = [0, 0, 0];

/** The way from one frame of reference into another over what was linked along a normal: the shortest, the newest first. */
function shiftBetween(
  from: FrameName,
  to: FrameName,
  normal: Triple,
  offsets: readonly FrameOffset[],
): Triple | undefined {
  const usable = offsets.filter((one) => areParallel(one, { normal })).reverse();
  let reached: readonly { readonly at: FrameName; readonly shift: Triple }[] = [{ at: from, shift: ORIGIN }];
  const seen: FrameName[] = [from];
  while (reached.length > 0) {
    const found = reached.find(({ at }) => isSameFrameOfReference(at, to));
    if (found) return found.shift;
    reached = reached.flatMap(({ at, shift }) =>
      usable.flatMap((one) => {
        const isOn = isSameFrameOfReference(one.from, at);
        if (!isOn && !isSameFrameOfReference(one.to, at)) return [];
        const next = isOn ? one.to : one.from;
        if (seen.some((frame) => isSameFrameOfReference(frame, next))) return [];
        seen.push(next);
        return [{ at: next, shift: along(shift, one.normal, isOn ? one.offsetMm : -one.offsetMm) }];
      }),
    );
  }
  return undefined;
}

interface Way {
  readonly at: string;
  readonly matrix: Rigid;
  readonly by: SopUid;
}

/** What takes points of one frame of reference into another over what registration objects align: the shortest way. */
export function registeredWay(from: string, to: string, all: readonly FrameRegistration[]): Way | undefined {
  const steps = all.flatMap(({ from: a, to: b, matrix, object: { sop } }) =>
    matrix
      ? [
          { a, b, matrix, by: sop },
          { a: b, b: a, matrix: inverseRigid(matrix), by: sop },
        ]
      : [],
  );
  let reached: readonly Way[] = steps
    .filter(({ a }) => a === from)
    .map(({ b: at, matrix, by }) => ({ at, matrix, by }));
  const seen = new Set([from]);
  while (reached.length > 0) {
    const found = reached.find(({ at }) => at === to);
    if (found) return found;
    for (const { at } of reached) seen.add(at);
    reached = reached.flatMap(({ at, matrix: before, by }) =>
      steps
        .filter(({ a, b }) => a === at && !seen.has(b))
        .map(({ b, matrix }) => ({ at: b, matrix: composeRigid(matrix, before), by })),
    );
  }
  return undefined;
}

/** A point that is one: sums of numbers that nobody bounds may be none. */
const finite = (point: Triple): Triple | undefined => (point.every(Number.isFinite) ? point : undefined);

/** A point of one frame of reference (LPS mm) in another: the same, or aligned by a registration object; undefined: nobody knows. */
export function pointInFrame(
  { registrations = [] }: PaneLinks,
  from: FrameName,
  to: FrameName,
  point: Triple,
): Triple | undefined {
  if (isSameFrameOfReference(from, to)) return point;
  const way = registeredWay(from.frame, to.frame, registrations);
  return way && finite(moved(way.matrix, point));
}

/** How much further along a normal a pane was linked than another of its frame of reference, mm. */
export const shiftedMm = (from: LinkedPlace, to: LinkedPlace, normal: Triple): number =>
  dot(to.shiftLps ?? ORIGIN, normal) - dot(from.shiftLps ?? ORIGIN, normal);

/** Smaller than a link keeps. */
const NOTHING_MM = 0.0005;

/** How `to` goes with `from`: apart, where the place that is sought is no place. */
export function relationOf(links: PaneLinks, from: LinkedPlace, to: LinkedPlace): PlaceRelation {
  if (from.isBreast && to.isBreast) return { kind: 'height' };
  const relation = saidOf(links, from, to);
  const isPlace = relation.kind === 'apart' || soughtIn(relation, from.image) !== undefined;
  return isPlace ? relation : { kind: 'apart', why: 'no-place' };
}

/** The same, whatever its numbers come to. */
function saidOf(links: PaneLinks, from: LinkedPlace, to: LinkedPlace): PlaceRelation {
  const [a, b] = [from.image, to.image];
  if (!a.plane || !b.plane) return { kind: 'apart', why: 'no-place' };
  const { normal } = b.plane;
  const ownMm = shiftedMm(from, to, normal);
  const way = isSameFrameOfReference(a.of, b.of)
    ? undefined
    : registeredWay(a.of.frame, b.of.frame, links.registrations ?? []);
  const leading = way ? { normal: turned(way.matrix, a.plane.normal) } : a.plane;
  if (!areParallel(leading, b.plane)) return { kind: 'apart', why: 'not-parallel' };
  if (way)
    return { kind: 'registered', matrix: way.matrix, by: way.by, shiftLps: along(ORIGIN, normal, ownMm) };
  const ofFrames = shiftBetween(a.of, b.of, normal, links.offsets ?? []);
  if (!ofFrames) return { kind: 'apart', why: 'other-frame' };
  return isSameFrameOfReference(a.of, b.of) && Math.abs(ownMm) < NOTHING_MM
    ? { kind: 'same' }
    : { kind: 'offset', shiftLps: along(ofFrames, normal, ownMm) };
}

/** Where the middle of an image lies in the frame of reference of another, LPS mm; undefined where they are apart, or it is no place. */
export function soughtIn(relation: PlaceRelation, { plane, rows, columns }: LinkedImage): Triple | undefined {
  if (relation.kind === 'apart' || relation.kind === 'height' || !plane) return undefined;
  const middle = middleLps({ plane, rows, columns });
  if (relation.kind === 'same') return finite(middle);
  const there = relation.kind === 'registered' ? moved(relation.matrix, middle) : middle;
  const [x, y, z] = relation.shiftLps;
  return finite([there[0] + x, there[1] + y, there[2] + z]);
}

/** What a pane says of how it goes with the active one. */
export type LinkFacts =
  | { readonly kind: 'leads' }
  | {
      readonly kind: 'follows';
      /** Linked by hand: so far along the slices' normal towards left, back or head. */
      readonly offsetMm?: number;
      /** The registration object (SOP Instance UID) that aligns the two. */
      readonly registeredBy?: SopUid;
      /** It stands elsewhere, or its series ends or has a gap: so far is its image from the place that is sought. */
      readonly awayMm?: number;
    }
  /** Goes along with others, not with the active one. */
  | { readonly kind: 'others' }
  /** It stands alone. */
  | { readonly kind: 'apart'; readonly why: Apart };

/** Half a slice, and a little for what rounding makes of it. */
export const isWithinSlice = (awayMm: number, gap: number | undefined): boolean =>
  awayMm <= (gap ?? 0) / 2 + 0.01;

/** How the image of a pane goes with that of the active one. */
export function linkFacts(links: PaneLinks, active: LinkedPlace, pane: LinkedPlace): LinkFacts {
  const relation = relationOf(links, active, pane);
  if (relation.kind === 'apart') return relation;
  if (relation.kind === 'height') return { kind: 'follows' };
  const sought = soughtIn(relation, active.image);
  const { plane } = pane.image;
  const awayMm = sought && plane ? Math.abs(aboveMm(plane, sought)) : 0;
  return {
    kind: 'follows',
    ...(relation.kind === 'offset' && plane
      ? { offsetMm: dot(relation.shiftLps, towardsLeftBackHead(plane.normal)) }
      : {}),
    ...(relation.kind === 'registered' ? { registeredBy: relation.by } : {}),
    ...(isWithinSlice(awayMm, gapMm(pane)) ? {} : { awayMm }),
  };
}

/** What each pane says, by the images that they ask for; only one that nobody goes along with says why. */
export function factsOfPanes(
  links: PaneLinks,
  all: readonly (LinkedPlace | undefined)[],
  active: number,
): readonly (LinkFacts | undefined)[] {
  // A mammogram without slices has nothing to scroll through.
  const places = all.map((one) => (one?.isBreast && slicesOf(one).count < 2 ? undefined : one));
  const leading = places[active];
  const facts = places.map((place, at) =>
    leading && place && at !== active ? linkFacts(links, leading, place) : undefined,
  );
  const hasCompany = (place: LinkedPlace | undefined): boolean =>
    place !== undefined &&
    places.some((one) => one && one !== place && relationOf(links, place, one).kind !== 'apart');
  return facts.map((fact, at): LinkFacts | undefined => {
    if (at === active && leading) {
      const isFollowed = facts.some((one) => one?.kind === 'follows');
      return (isFollowed ? undefined : facts.find((one) => one?.kind === 'apart')) ?? { kind: 'leads' };
    }
    return fact?.kind === 'apart' && hasCompany(places[at]) ? { kind: 'others' } : fact;
  });
}
