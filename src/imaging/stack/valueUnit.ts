import type { Instance } from '@/dicom/dataset/instance';
import { PET_UNITS, SUV_NAMES, type PetUnit } from '@/dicom/transforms/petUnit';
import { readRescale } from '@/dicom/transforms/rescale';
import { readSuv, type SeriesStart, type SuvRefusal } from '@/dicom/transforms/suv';

/** How modality values are told to people: value * factor, in `unit`. */
export interface ValueUnit {
  readonly unit: string;
  readonly factor: number;
  /** Why the unit is the file's although standardized uptake values were asked for. */
  readonly reason?: SuvRefusal;
}

/** What is measured of a PET image unless a person chooses otherwise. */
export const DEFAULT_PET_UNIT: PetUnit = 'bw';

/** An image, and when the first of its series was acquired. */
export interface TimedImage {
  readonly instance: Instance;
  readonly frame: number;
  readonly firstAcquiredS?: SeriesStart;
}

export const isPet = ({ modality }: Instance): boolean => modality === 'PT';

/** The unit that values of an image are told in. */
export function valueUnitOf(image: TimedImage, wanted: PetUnit = DEFAULT_PET_UNIT): ValueUnit {
  const { instance, frame, firstAcquiredS } = image;
  const { unit } = readRescale(instance, frame);
  if (wanted === 'file' || !isPet(instance)) return { unit, factor: 1 };
  const suv = readSuv(instance, wanted, firstAcquiredS);
  return 'factor' in suv
    ? { unit: SUV_NAMES[wanted], factor: suv.factor }
    : { unit, factor: 1, reason: suv.reason };
}

/** What makes standardized uptake values of modality values; undefined where they are told in another unit. */
export const suvFactorOf = (told: ValueUnit | undefined): number | undefined =>
  told && Object.values(SUV_NAMES).includes(told.unit) ? told.factor : undefined;

/** Every unit of a PET image, with what stands against it. */
export const petUnitsOf = (image: TimedImage): readonly (ValueUnit & { readonly id: PetUnit })[] =>
  PET_UNITS.map((id) => ({ id, ...valueUnitOf(image, id) }));
