import type { Instance } from '@/dicom/dataset/instance';
import { seriesSuv } from '@/dicom/transforms/seriesSuv';
import type { SuvRefusal } from '@/dicom/transforms/suv';
import { suvWindow } from '@/view/suvWindow';
import type { Window } from '@/view/viewState';

/** What window a PET series hangs with; `own`: the image's, for no uptake value can be told, or nobody could ask (without a reason). */
export type PetWindow =
  | { readonly is: 'suv'; readonly to: number; readonly window: Window }
  | { readonly is: 'own'; readonly reason?: SuvRefusal };

/** The window of a PET series from 0 to so many SUV of body weight; all of its images must say the same. */
export function petWindowOf(instances: readonly Instance[], to: number): PetWindow {
  const suv = seriesSuv(instances, 'bw');
  if (!suv) return { is: 'own' };
  return 'reason' in suv
    ? { is: 'own', reason: suv.reason }
    : { is: 'suv', to, window: suvWindow(suv.factor, to) };
}
