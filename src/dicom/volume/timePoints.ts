import { number } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import { TAG } from '@/dicom/dataset/tags';
import { nominalBValues } from '@/dicom/series/diffusion';
import { areNumberedRounds, compareDimensions, distinction, type Ranked } from '@/dicom/series/distinctions';

/** What tells volumes at the same places apart. */
export interface VolumeDistinction {
  /** `number`: nothing that has a name; the how manieth it is. */
  readonly by: 'bValue' | 'trigger' | 'time' | 'echo' | 'echoTime' | 'acquisition' | 'number';
  /** b-value in s/mm², trigger and echo time in ms, else a number as the file has it, or from 1. */
  readonly value: number;
}

/** An image at its place. */
export interface RankedPlace extends Ranked {
  readonly distanceMm: number;
}

/** Images so near to each other along the normal lie at one place, mm. */
const SAME_PLACE_MM = 0.01;

function placesOf(all: readonly RankedPlace[]): readonly (readonly RankedPlace[])[] {
  const places: RankedPlace[][] = [];
  for (const one of all.toSorted((a, b) => a.distanceMm - b.distanceMm)) {
    const last = places.at(-1);
    if (last?.[0] && one.distanceMm - last[0].distanceMm <= SAME_PLACE_MM) last.push(one);
    else places.push([one]);
  }
  for (const place of places) place.sort(compareDimensions);
  return places;
}

const ofInstance =
  (tag: string) =>
  ({ instance }: Ranked): number | undefined =>
    number(instance.dataset, tag);

/** What volumes are named by where it tells them apart; the first that does. */
const NAMES: readonly (readonly [VolumeDistinction['by'], (one: Ranked) => number | undefined])[] = [
  ['bValue', ({ bValue }) => bValue],
  ['trigger', ofInstance(TAG.TriggerTime)],
  ['time', ofInstance(TAG.TemporalPositionIdentifier)],
  [
    'time',
    ({ instance, frame }) =>
      frameNumbers(instance.dataset, frame, TAG.FrameContentSequence, TAG.TemporalPositionIndex)[0],
  ],
  ['echo', ofInstance(TAG.EchoNumbers)],
  ['echoTime', ofInstance(TAG.EchoTime)],
  ['acquisition', ofInstance(TAG.AcquisitionNumber)],
];

/** The one value that all images of each volume have, another for each volume; undefined where there is none. */
function toldBy(
  volumes: readonly (readonly RankedPlace[])[],
  of: (one: Ranked) => number | undefined,
): readonly number[] | undefined {
  const values = volumes.map((volume) => {
    const all = new Set(volume.map(of));
    return all.size === 1 ? [...all][0] : undefined;
  });
  const said = values.filter((value) => value !== undefined);
  return said.length === volumes.length && new Set(said).size === said.length ? said : undefined;
}

/** b-values as they were meant: gradients and rounding make those of one volume differ. */
function withNominalB(all: readonly RankedPlace[]): readonly RankedPlace[] {
  const nominal = nominalBValues(all.flatMap(({ bValue }) => bValue ?? []));
  return all.map((one) => {
    const bValue = one.bValue === undefined ? undefined : nominal.get(one.bValue);
    return bValue === undefined ? one : { ...one, bValue };
  });
}

/** The images of one time point (b-value, echo), in the order of their distance. */
export interface TimePoint {
  readonly slices: readonly RankedPlace[];
  /** Absent where there is one only. */
  readonly told?: VolumeDistinction;
}

/** Where not all places have as many images: each of what tells them apart has those places that it has. */
function byName(all: readonly RankedPlace[]): readonly TimePoint[] | undefined {
  for (const [by, of] of NAMES) {
    const values = new Set(all.map(of));
    if (values.size < 2 || values.has(undefined)) continue;
    const points = [...values].map((value = 0) => ({
      value,
      places: placesOf(all.filter((one) => of(one) === value)),
    }));
    if (points.some(({ places }) => places.some(({ length }) => length > 1))) continue;
    return points
      .toSorted((a, b) => a.value - b.value)
      .map(({ value, places }) => ({ slices: places.flat(), told: { by, value } }));
  }
  return undefined;
}

/**
 * Parallel images, a list for each time point (b-value, echo), each with one image at a place; undefined where nothing tells images at one
 * place apart.
 */
export function timePoints(given: readonly RankedPlace[]): readonly TimePoint[] | undefined {
  const all = withNominalB(given);
  const places = placesOf(all);
  const most = Math.max(...places.map(({ length }) => length));
  if (most === 1) return [{ slices: places.flat() }];
  if (places.some(({ length }) => length < most)) return byName(all);
  const areTold = places.every((place) => new Set(place.map(distinction)).size === place.length);
  if (!areTold && !areNumberedRounds(places)) return undefined;
  const volumes = Array.from({ length: most }, (_, at) => places.flatMap((place) => place[at] ?? []));
  for (const [by, of] of NAMES) {
    const values = toldBy(volumes, of);
    if (values) return volumes.map((slices, at) => ({ slices, told: { by, value: values[at] ?? 0 } }));
  }
  return volumes.map((slices, at) => ({ slices, told: { by: 'number', value: at + 1 } }));
}
