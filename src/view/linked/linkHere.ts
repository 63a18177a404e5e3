import { dot, type Triple } from '@/dicom/geometry/geometry';
import { along, areParallel, middleLps, towardsLeftBackHead } from '@/dicom/geometry/planesTogether';
import { patchPane } from '@/view/actions';
import type { FrameName, FrameOffset, ViewState } from '@/view/viewState';
import { askedPlace, gapMm, type LinkedPlace, type SeriesOfPane } from './linkedSeries';
import { withLinks } from './paneLinks';
import { isSameFrameOfReference, isWithinSlice, shiftedMm } from './relation';

/** A link keeps micrometres. */
const rounded = (mm: number): number => Math.round(mm * 1000) / 1000 || 0;
const unitRounded = (part: number): number => Math.round(part * 1e6) / 1e6 || 0;
const eachOf = ([x, y, z]: Triple, round: (part: number) => number): Triple => [round(x), round(y), round(z)];

/** How far the image of a pane lies from that of another along a direction, mm; 0 where one does not say where it lies. */
function betweenMm({ image: from }: LinkedPlace, { image: to }: LinkedPlace, direction: Triple): number {
  if (!from.plane || !to.plane) return 0;
  const [a, b] = [middleLps({ ...from, plane: from.plane }), middleLps({ ...to, plane: to.plane })];
  return dot([b[0] - a[0], b[1] - a[1], b[2] - a[2]], direction);
}

/** That two images of unlike frames of reference show the same place, as a person says. */
function offsetBetween(from: LinkedPlace, to: LinkedPlace, direction: Triple): FrameOffset {
  const normal = eachOf(direction, unitRounded);
  return { from: from.image.of, to: to.image.of, normal, offsetMm: rounded(betweenMm(from, to, normal)) };
}

const isOfSamePair = (a: FrameOffset, b: FrameOffset): boolean =>
  areParallel(a, b) &&
  ((isSameFrameOfReference(a.from, b.from) && isSameFrameOfReference(a.to, b.to)) ||
    (isSameFrameOfReference(a.from, b.to) && isSameFrameOfReference(a.to, b.from)));

/** An offset kept as it was, though the pane that stands for one of its frames of reference is shifted no longer. */
function rebased(offset: FrameOffset, { image: { of }, shiftLps }: LinkedPlace): FrameOffset {
  if (!shiftLps || !areParallel(offset, { normal: towardsLeftBackHead(unit(shiftLps)) })) return offset;
  const mm = dot(shiftLps, offset.normal);
  const by = (frame: FrameName) => (isSameFrameOfReference(frame, of) ? mm : 0);
  return { ...offset, offsetMm: rounded(offset.offsetMm + by(offset.to) - by(offset.from)) };
}

const unit = (vector: Triple): Triple => eachOf(vector, (part) => part / (Math.hypot(...vector) || 1));

/**
 * How far a pane is linked from the first of its frame of reference, mm along a direction: 0 where they are at one place within
 * half a slice, what it was where they stand as they are linked, else as they stand.
 */
function keptMm(first: LinkedPlace, pane: LinkedPlace, direction: Triple): number {
  const standsMm = betweenMm(first, pane, direction);
  const gap = Math.max(gapMm(first) ?? 0, gapMm(pane) ?? 0);
  if (isWithinSlice(Math.abs(standsMm), gap)) return 0;
  const linkedMm = shiftedMm(first, pane, direction);
  return isWithinSlice(Math.abs(standsMm - linkedMm), gap) ? linkedMm : standsMm;
}

/** More pairs than a person links; the oldest go. */
const MOST_OFFSETS = 20;

/**
 * Links the active pane with all that are parallel to it as they stand now, and has them scroll together: what a person does who
 * has brought them to the same place. No pane moves. Of several panes of one frame of reference the first stands for it; one that
 * stands elsewhere keeps how far (`Pane.linkShiftLps`).
 */
export function linkHere(view: ViewState, seriesOf: SeriesOfPane): ViewState {
  const { active, panes, links = {} } = view;
  const lead = askedPlace(panes[active], seriesOf(active));
  const plane = lead?.image.plane;
  if (!lead || !plane) return withLinks(view, { ...links, scroll: true });
  const direction = towardsLeftBackHead(plane.normal);
  const firsts: LinkedPlace[] = [lead];
  let next = patchPane(view, active, { linkShiftLps: undefined });
  for (const [at, pane] of panes.entries()) {
    const to = at === active ? undefined : askedPlace(pane, seriesOf(at));
    if (!to?.image.plane || !areParallel(plane, to.image.plane)) continue;
    const first = firsts.find(({ image }) => isSameFrameOfReference(image.of, to.image.of));
    if (!first) firsts.push(to);
    const own = towardsLeftBackHead(to.image.plane.normal);
    const mm = first ? keptMm(first, to, own) : 0;
    const linkShiftLps = mm === 0 ? undefined : eachOf(along([0, 0, 0], own, mm), rounded);
    next = patchPane(next, at, { linkShiftLps });
  }
  const made = firsts.slice(1).map((to) => {
    const own = to.image.plane ? towardsLeftBackHead(to.image.plane.normal) : direction;
    return offsetBetween(lead, to, own);
  });
  const kept = (links.offsets ?? [])
    .filter((one) => !made.some((other) => isOfSamePair(one, other)))
    .map((one) => firsts.reduce(rebased, one));
  return withLinks(next, { ...links, scroll: true, offsets: [...kept, ...made].slice(-MOST_OFFSETS) });
}
