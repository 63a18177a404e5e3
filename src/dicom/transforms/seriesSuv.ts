import type { Instance } from '@/dicom/dataset/instance';
import type { SuvKind } from './bodySize';
import { firstAcquiredS, readSuv, type SuvFactor } from './suv';

/** Factors of the images of a series agree to so much. */
const SAME_FACTOR = 1e-3;

/** What makes uptake values of the modality values of a whole series: all of its images must say the same; undefined: none is a factor. */
export function seriesSuv(instances: readonly Instance[], kind: SuvKind): SuvFactor | undefined {
  const first = firstAcquiredS(instances);
  const factors: number[] = [];
  for (const instance of instances) {
    const suv = readSuv(instance, kind, first);
    if ('reason' in suv) return suv;
    factors.push(suv.factor);
  }
  const [least, most] = [Math.min(...factors), Math.max(...factors)];
  if (!(least > 0) || !Number.isFinite(most)) return undefined;
  return most / least - 1 > SAME_FACTOR ? { reason: 'images-disagree' } : { factor: least };
}
