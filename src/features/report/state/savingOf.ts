import type { StudyUid } from '@/dicom/dataset/uid';
import type { Measurement } from '@/measurement/measurement';
import { isSameValue } from '@/measurement/same';
import type { SavingState, SavingStore } from '@/view/saving';
import type { KeyImage } from '@/view/viewState';
import { changeCount, type Ledger } from './ledger';

/** What of the work on some studies is held by nothing else. */
export function savingOf(
  ledger: Ledger,
  studies: readonly StudyUid[],
  list: readonly Measurement[],
  stars: readonly KeyImage[],
): Omit<SavingState, 'saved'> {
  const work = studies.map((study) => ledger.work(study, list, stars));
  return {
    isCounted: true,
    unsaved: work.reduce((sum, one) => sum + changeCount(one), 0),
    changed: new Set(work.flatMap(({ changed }) => changed.map(({ id }) => id))),
    starsHeld: studies.flatMap((study) => ledger.starsHeld(study)),
  };
}

const isSameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

/** Tells it where something of it is new. */
export function tellSaving(store: SavingStore, next: SavingState): void {
  const before = store.getState();
  const isSame =
    before.isCounted === next.isCounted &&
    before.unsaved === next.unsaved &&
    isSameSet(before.saved, next.saved) &&
    isSameSet(before.changed, next.changed) &&
    isSameValue(before.starsHeld, next.starsHeld);
  if (!isSame) store.setState(next);
}
