import { DEFAULT_PET_UNIT, isPet, type ValueUnit } from '@/imaging/stack/valueUnit';
import type { StackFrame } from '@/imaging/stack/stack';
import { SUV_NAMES, type PetUnit } from '@/dicom/transforms/petUnit';
import { readRescale } from '@/dicom/transforms/rescale';
import { seriesSuv } from '@/dicom/transforms/seriesSuv';

/**
 * The unit that all values of a series are told in: a fixed scale of uptake values is laid over other pictures only where each of its
 * images says the same factor.
 */
export function seriesUnit(frames: readonly StackFrame[], wanted: PetUnit = DEFAULT_PET_UNIT): ValueUnit {
  const [first] = frames;
  if (!first) return { unit: '', factor: 1 };
  const { unit } = readRescale(first.instance, first.frame);
  const instances = [...new Set(frames.map(({ instance }) => instance))];
  if (wanted === 'file' || !instances.every(isPet)) return { unit, factor: 1 };
  const suv = seriesSuv(instances, wanted);
  if (!suv) return { unit, factor: 1 };
  return 'reason' in suv
    ? { unit, factor: 1, reason: suv.reason }
    : { unit: SUV_NAMES[wanted], factor: suv.factor };
}
