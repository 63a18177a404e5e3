import { number } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { applyLut, modalityLutOf } from './lut';
import { readPixel } from '@/dicom/pixels/pixel';
import { readRescale } from './rescale';
import { TAG } from '@/dicom/dataset/tags';

/** Modality values from one to another, both included. */
export interface ValueRange {
  readonly from: number;
  readonly to: number;
}

/** Stored values that stand for no image, with the other end of their range (PS3.3 C.7.5.1.1.2, C.7.6.24, C.7.6.25). */
function stored(instance: Instance): readonly [value: number, limit: number] | undefined {
  const { dataset } = instance;
  const pixel = readPixel(dataset);
  const value =
    number(dataset, TAG.FloatPixelPaddingValue) ??
    number(dataset, TAG.DoubleFloatPixelPaddingValue) ??
    pixel?.paddingValue;
  if (value === undefined) return undefined;
  const limit =
    number(dataset, TAG.FloatPixelPaddingRangeLimit) ??
    number(dataset, TAG.DoubleFloatPixelPaddingRangeLimit) ??
    pixel?.paddingLimit ??
    value;
  return [value, limit];
}

/**
 * The modality values of a frame that stand for no image, or undefined where all are one. Behind a modality look-up table
 * only the ends of the range are known: a table that maps picture to the same values hides it.
 */
export function readPadding(instance: Instance, frame: number): ValueRange | undefined {
  const ends = stored(instance);
  if (!ends) return undefined;
  const lut = modalityLutOf(instance);
  const { slope, intercept } = readRescale(instance, frame);
  const mapped =
    lut && lut !== 'unreadable'
      ? [...applyLut(ends, lut).values]
      : ends.map((value) => value * slope + intercept);
  // Values with fractions are kept in 32 bits.
  const all = mapped.flatMap((value) => [value, Math.fround(value)]);
  return { from: Math.min(...all), to: Math.max(...all) };
}
