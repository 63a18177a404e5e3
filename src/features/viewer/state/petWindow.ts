import type { Instance } from '@/dicom/dataset/instance';
import { firstAcquiredS, readSuv, type SuvRefusal } from '@/dicom/transforms/suv';
import { suvWindow } from '@/view/suvWindow';
import type { Window } from '@/view/viewState';

/** What window a PET series hangs with; `own`: the image's, for no uptake value can be told, or nobody could ask (without a reason). */
export type PetWindow =
  | { readonly is: 'suv'; readonly to: number; readonly window: Window }
  | { readonly is: 'own'; readonly reason?: SuvRefusal };

/** Factors of the images of a series agree to so much. */
const SAME_FACTOR = 1e-3;

/** The window of a PET series from 0 to so many SUV of body weight; all of its images must say the same. */
export function petWindowOf(instances: readonly Instance[], to: number): PetWindow {
  const first = firstAcquiredS(instances);
  const factors: number[] = [];
  for (const instance of instances) {
    const suv = readSuv(instance, 'bw', first);
    if ('reason' in suv) return { is: 'own', reason: suv.reason };
    factors.push(suv.factor);
  }
  const [least, most] = [Math.min(...factors), Math.max(...factors)];
  if (!(least > 0) || !Number.isFinite(most)) return { is: 'own' };
  if (most / least - 1 > SAME_FACTOR) return { is: 'own', reason: 'images-disagree' };
  return { is: 'suv', to, window: suvWindow(least, to) };
}
