import { number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { instantOf, instantOfDateTime } from '@/dicom/values/instant';
import { TAG } from '@/dicom/dataset/tags';

/** UIDs component by component as numbers, so that .9 stands before .10. */
export function compareUids(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x !== y) return x.length - y.length || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

/** A day for times that come without one: only differences count. */
const SOME_DAY = '19700101';
const ZONE = '00080201';

const timeOf = (dataset: DicomJson, both: string, date: string, time: string): number | undefined =>
  instantOfDateTime(text(dataset, both), text(dataset, ZONE)) ??
  instantOf(text(dataset, date) ?? SOME_DAY, text(dataset, time));

/** What puts the images of a series in order, most telling first. */
const KEYS: readonly ((dataset: DicomJson) => number | undefined)[] = [
  (dataset) => number(dataset, TAG.InstanceNumber),
  (dataset) => number(dataset, TAG.SliceLocation),
  (dataset) => timeOf(dataset, TAG.AcquisitionDateTime, TAG.AcquisitionDate, TAG.AcquisitionTime),
  (dataset) => timeOf(dataset, '', '00080023', TAG.ContentTime),
  (dataset) => number(dataset, TAG.TriggerTime),
  (dataset) => number(dataset, TAG.TemporalPositionIdentifier),
];

const compareKeys = (a: readonly number[], b: readonly number[]): number => {
  for (const [at, key] of a.entries()) {
    const difference = key - (b[at] ?? Number.MAX_VALUE);
    if (difference !== 0) return difference;
  }
  return 0;
};

/**
 * Instances in the order of their numbers; where those are equal or missing, by Slice Location, acquisition and content
 * time, trigger time and temporal position; the UID decides last. `tied`: those that only their UIDs put in an order.
 */
export function inOrder(instances: readonly Instance[]): {
  readonly sorted: readonly Instance[];
  readonly tied: readonly Instance[];
} {
  const keyed = instances
    .map((instance) => ({
      instance,
      keys: KEYS.map((of) => of(instance.dataset) ?? Number.MAX_VALUE),
    }))
    .sort((a, b) => compareKeys(a.keys, b.keys) || compareUids(a.instance.sop, b.instance.sop));
  const isTied = (at: number, other: number) => {
    const [one, two] = [keyed[at], keyed[other]];
    return one !== undefined && two !== undefined && compareKeys(one.keys, two.keys) === 0;
  };
  return {
    sorted: keyed.map(({ instance }) => instance),
    tied: keyed.filter((_, at) => isTied(at, at - 1) || isTied(at, at + 1)).map(({ instance }) => instance),
  };
}
