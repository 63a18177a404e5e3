import type { Plane, Triple } from '@/dicom/geometry/geometry';
import { dot } from '@/dicom/geometry/geometry';
import { areParallel, type PlacedImage } from '@/dicom/geometry/planesTogether';
import type { FrameName, ImageRef, Pane } from '@/view/viewState';

/** An image as links see it: where it lies in the patient, and in which frame of reference. */
export interface LinkedImage extends ImageRef, Omit<PlacedImage, 'plane'> {
  /** Absent where the image does not say where it lies. */
  readonly plane?: Plane;
  readonly of: FrameName;
}

/** The images of a pane's series in display order, as links see them. */
export interface LinkedSeries extends Pick<Pane, 'study' | 'series'> {
  /** Images that belong together: the place of the first, from 0, and how many. */
  readonly parts: readonly { readonly from: number; readonly count: number }[];
  /** Place of an image, from 0. */
  indexOf(ref: ImageRef): number | undefined;
  imageAt(index: number): LinkedImage | undefined;
}

/** The series of a pane, as far as it is described. */
export type SeriesOfPane = (pane: number) => LinkedSeries | undefined;

/** An image and its place in its series, from 0. */
export interface LinkedPlace {
  readonly series: LinkedSeries;
  readonly index: number;
  readonly image: LinkedImage;
  readonly shiftLps?: NonNullable<Pane['linkShiftLps']>;
  /** It hangs as a mammogram (Pane.field). */
  readonly isBreast?: true;
}

/** The image that a pane asks for; undefined where it is not known, or its series lacks it. */
export function askedPlace(
  pane: Pane | null | undefined,
  series: LinkedSeries | undefined,
): LinkedPlace | undefined {
  // A pane may have been given another series in this very moment.
  if (!pane || !series || pane.series !== series.series || pane.study !== series.study) return undefined;
  const index = pane.at ? series.indexOf(pane.at) : 0;
  const image = index === undefined ? undefined : series.imageAt(index);
  if (!image || index === undefined) return undefined;
  const { linkShiftLps: shiftLps, field } = pane;
  return {
    ...{ series, index, image },
    ...(shiftLps ? { shiftLps } : {}),
    ...(field ? { isBreast: true } : {}),
  };
}

/** Images this near to each other lie at one place: times, b-values or echoes of it. */
const SAME_PLACE_MM = 0.01;

/** A place along the normal, and what stands there in display order. */
interface Level {
  readonly mm: number;
  readonly indices: readonly number[];
}

/** Levels of a part, from the lowest; none where its images are not parallel or do not say where they lie. */
type Levels = readonly Level[];

/** By the series, then by the place of the part's first image: worked out once. */
const known = new WeakMap<LinkedSeries, Map<number, Levels>>();

function toLevels(series: LinkedSeries, from: number, count: number): Levels {
  const normal = series.imageAt(from)?.plane?.normal;
  if (!normal) return [];
  const heights: { readonly mm: number; readonly index: number }[] = [];
  for (let index = from; index < from + count; index++) {
    const plane = series.imageAt(index)?.plane;
    if (!plane || !areParallel(plane, { normal })) return [];
    heights.push({ mm: dot(plane.positionLps, normal), index });
  }
  heights.sort((a, b) => a.mm - b.mm || a.index - b.index);
  const levels: { mm: number; indices: number[] }[] = [];
  for (const { mm, index } of heights) {
    const last = levels.at(-1);
    if (last && mm - last.mm <= SAME_PLACE_MM) last.indices.push(index);
    else levels.push({ mm, indices: [index] });
  }
  return levels;
}

function levelsAt(series: LinkedSeries, index: number): Levels {
  const part = series.parts.find(({ from, count }) => index >= from && index < from + count);
  if (!part) return [];
  const ofSeries = known.get(series) ?? new Map<number, Levels>();
  known.set(series, ofSeries);
  const levels = ofSeries.get(part.from) ?? toLevels(series, part.from, part.count);
  ofSeries.set(part.from, levels);
  return levels;
}

/** Place in a sorted list of the one nearest to a number. */
function nearestLevel(levels: Levels, mm: number): number {
  let [low, high] = [0, levels.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((levels[middle]?.mm ?? 0) <= mm) low = middle;
    else high = middle;
  }
  const away = (at: number) => Math.abs((levels[at]?.mm ?? Infinity) - mm);
  return away(high) < away(low) ? high : low;
}

/**
 * Of the images that belong together with that of a place, the nearest to a point (LPS mm). Of several at one place (times,
 * b-values) the one that is there as many'th as the one of now. Undefined where they do not say where they lie.
 */
export function nearestTo({ series, index }: LinkedPlace, point: Triple): LinkedImage | undefined {
  const levels = levelsAt(series, index);
  const [first] = levels;
  const normal = series.imageAt(first?.indices[0] ?? index)?.plane?.normal;
  if (!first || !normal) return undefined;
  const level = levels[nearestLevel(levels, dot(point, normal))] ?? first;
  const rank = levels.find(({ indices }) => indices.includes(index))?.indices.indexOf(index) ?? 0;
  const found = level.indices[Math.min(rank, level.indices.length - 1)];
  return found === undefined ? undefined : series.imageAt(found);
}

/** How far an image's neighbour is, mm: the wider of its two gaps; undefined for one alone. */
export function gapMm({ series, index }: LinkedPlace): number | undefined {
  const levels = levelsAt(series, index);
  const at = levels.findIndex(({ indices }) => indices.includes(index));
  const mm = levels[at]?.mm;
  const gaps = [levels[at - 1], levels[at + 1]].flatMap((level) =>
    level && mm !== undefined ? [Math.abs(level.mm - mm)] : [],
  );
  return gaps.length > 0 ? Math.max(...gaps) : undefined;
}
