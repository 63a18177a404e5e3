import { number, numberAt, texts } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { segmentOf } from './segment';

/** An image among others at the same place. Frames count from 1. */
export interface Ranked {
  readonly instance: Instance;
  readonly frame: number;
  /** Place of its instance among all, by number and what else puts them in order. */
  readonly rank: number;
  /** Diffusion b-value, s/mm². */
  readonly bValue?: number;
}

const atEnd = (value: number | undefined): number => value ?? Number.MAX_VALUE;

function ofInstance(tag: string): (one: Ranked) => number | undefined {
  return ({ instance }) => number(instance.dataset, tag);
}

/** What tells images at one place apart, most telling first: time, acquisition, heart phase, diffusion, echo. */
const DIMENSIONS: readonly ((one: Ranked) => number | undefined)[] = [
  ...[TAG.TemporalPositionIdentifier, TAG.AcquisitionNumber, TAG.TriggerTime].map(ofInstance),
  ({ bValue }) => bValue,
  ...[TAG.EchoNumbers, TAG.EchoTime].map(ofInstance),
];
/** Energy window, detector, phase, R-R interval, time slot and time slice of a frame in nuclear medicine (PS3.3 C.8.4.8). */
const NM_VECTORS = ['00540010', '00540020', '00540030', '00540060', '00540070', '00540100'];
/** What tells them apart without putting them in order. */
const DISTINCTIONS = [TAG.SequenceName, TAG.AcquisitionTime, TAG.AcquisitionDateTime, TAG.ImageType];

/** Time, then the dimensions of its makers, of a frame with functional groups (PS3.3 C.7.6.16.2.2, C.7.6.17), its segment last. */
function frameDimensions({ instance, frame }: Pick<Ranked, 'instance' | 'frame'>): number[] {
  const { dataset } = instance;
  const [time = 0] = frameNumbers(dataset, frame, TAG.FrameContentSequence, TAG.TemporalPositionIndex);
  const vectors = NM_VECTORS.map((tag) => numberAt(dataset, tag, frame - 1) ?? 0);
  return [
    time,
    ...vectors,
    ...frameNumbers(dataset, frame, TAG.FrameContentSequence, TAG.DimensionIndexValues),
    segmentOf(instance, frame)?.number ?? 0,
  ];
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The order of images at one place: by what tells them apart, then by their numbers. */
export function compareDimensions(a: Ranked, b: Ranked): number {
  for (const of of DIMENSIONS) {
    const difference = atEnd(of(a)) - atEnd(of(b));
    if (difference !== 0) return difference;
  }
  return compareLists(frameDimensions(a), frameDimensions(b)) || a.rank - b.rank || a.frame - b.frame;
}

/** What tells images at one place apart, as one text: the same for two that nothing tells apart. */
export const distinction = (one: Ranked): string =>
  JSON.stringify([
    frameDimensions(one),
    DIMENSIONS.map((of) => of(one) ?? null),
    ...DISTINCTIONS.map((tag) => texts(one.instance.dataset, tag)),
  ]);

/**
 * Whether Instance Number alone tells time points apart: as many images at each place, and the whole stack numbered
 * before it begins anew (functional MR of GE: no time, no temporal position).
 */
export function areNumberedRounds(stack: readonly (readonly Ranked[])[]): boolean {
  const rounds = stack[0]?.length ?? 0;
  if (stack.length < 2 || stack.some(({ length }) => length !== rounds)) return false;
  let before = -Infinity;
  for (let round = 0; round < rounds; round++) {
    const numbers = stack.map((place) => number(place[round]?.instance.dataset, TAG.InstanceNumber) ?? NaN);
    if (!(Math.min(...numbers) > before)) return false;
    before = Math.max(...numbers);
  }
  return true;
}
