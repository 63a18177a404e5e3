import { isSameCode } from '@/dicom/dataset/coded';
import type { Adopted, Measurement, Reading } from '@/measurement/measurement';
import { isSamePlace } from '@/measurement/same';

/** What of a measurement a document holds. Its readings are read off the picture and may come late. */
export type State = Pick<
  Measurement,
  | 'kind'
  | 'study'
  | 'series'
  | 'sop'
  | 'frame'
  | 'pointsPx'
  | 'label'
  | 'finding'
  | 'site'
  | 'laterality'
  | 'tracking'
> & {
  /** Numbers that hang on the pixel's size, which a person may say anew. */
  readonly sizes: readonly Reading[];
};

const SIZES: ReadonlySet<string> = new Set(['length', 'width', 'area']);

const NEAR_PART = 1e-4;

export const stateOf = (one: Adopted & { readonly readings?: readonly Reading[] }): State => ({
  kind: one.kind,
  study: one.study,
  series: one.series,
  sop: one.sop,
  frame: one.frame,
  pointsPx: one.pointsPx,
  label: one.label,
  tracking: one.tracking,
  ...(one.finding ? { finding: one.finding } : {}),
  ...(one.site ? { site: one.site } : {}),
  ...(one.laterality ? { laterality: one.laterality } : {}),
  sizes: (one.readings ?? []).filter(({ name }) => SIZES.has(name)),
});

/** A size that only one of them has is none that differs: it was not read yet. */
const areSameSizes = (one: readonly Reading[], other: readonly Reading[]): boolean =>
  one.every(({ name, value, unit }) => {
    const twin = other.find((reading) => reading.name === name);
    return !twin || (twin.unit === unit && Math.abs(twin.value - value) <= NEAR_PART * Math.abs(value));
  });

/** Whether two states say the same: the same place, words and sizes. */
export const isSameState = (one: State, other: State): boolean =>
  isSamePlace(one, other) &&
  one.label === other.label &&
  one.tracking === other.tracking &&
  isSameCode(one.finding, other.finding) &&
  isSameCode(one.site, other.site) &&
  isSameCode(one.laterality, other.laterality) &&
  areSameSizes(one.sizes, other.sizes);
