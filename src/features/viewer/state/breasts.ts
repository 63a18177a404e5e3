import type { SeriesSummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { StoreApi } from 'zustand/vanilla';
import type { BreastStep } from '@/dicom/hanging/breastSteps';

export interface BreastState {
  /** A study of mammograms was opened, and is described before it hangs. */
  readonly isOpening: boolean;
  /** The steps that there is something for, in their order; empty until they are asked for. */
  readonly steps: readonly BreastStep[];
  /** Why the last wish was not done: no mammograms, or their code or their description did not come. */
  readonly said?: 'none' | 'gone' | undefined;
}

/** A prior that is to hang beside what is read. */
export interface BesideWish {
  readonly study: StudyUid;
  readonly series: readonly SeriesSummary[];
  /** The screen shows one pane alone. */
  readonly showsOne: boolean;
}
/** `noView`: the prior has no mammogram of that side and view; `gone`: its description did not come; `plain`: it is not about mammograms. */
export type BesideEnd = 'hung' | 'noView' | 'gone' | 'plain';

/** The steps of looking at mammograms, at hand for a key. */
export interface BreastsAtHand {
  readonly state: StoreApi<BreastState>;
  /** The next step, or the one before; the first where none hangs. */
  step(by: 1 | -1): void;
  /** Hangs a prior's picture of the side and view that is in the active pane. Never rejects. */
  beside(wish: BesideWish): Promise<BesideEnd>;
  /** Hangs the first of them; false where there is none. */
  hang(): Promise<boolean>;
}
