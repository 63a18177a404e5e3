import type { Engine, WaitingHand } from '@/imaging/contract';
import { ownOf } from '@/measurement/measurement';
import type { SavingStore, Unheld } from '@/view/saving';
import type { ViewStore } from '@/view/viewStore';
import { Ledger } from '@/features/report/state/ledger';
import { savingOf, tellSaving } from '@/features/report/state/savingOf';

interface EarlyParts {
  readonly views: ViewStore;
  readonly saving: SavingStore;
  /** What is drawn before there is an engine waits here. */
  readonly hand: WaitingHand;
  /** Absent until the link's measurements are in it. */
  readonly engine: Engine | undefined;
  readonly unheld: Unheld | undefined;
}

/**
 * Counts what is drawn and starred until drafts are kept, so that nobody leaves it behind unasked. What waits for the engine
 * is one change, however much it is.
 */
export function countEarlyWork({ views, saving, hand, engine, unheld }: EarlyParts): () => void {
  const ledger = new Ledger();
  const linked = engine?.measuring.linked() ?? [];
  ledger.begin(linked, views.getInitialState().view.keyImages ?? [], unheld);
  const drawn = () => {
    const list = ownOf(engine?.measures.getState().list ?? []);
    ledger.meet(list);
    return list;
  };
  const changed = () => {
    const list = drawn();
    const { view } = views.getState();
    const studies = new Set([...view.studies, ...list.map(({ study }) => study)]);
    const { unsaved, ...rest } = savingOf(ledger, [...studies], list, view.keyImages ?? []);
    const waiting = hand.waitsForEngine() ? 1 : 0;
    tellSaving(saving, { ...rest, unsaved: unsaved + waiting, saved: saving.getState().saved });
  };
  const ends = new AbortController();
  // Stars stand in the address, which a page that is loaded again opens.
  const isDrawn = () => hand.waitsForEngine() || drawn().length > linked.length;
  addEventListener('beforeunload', (event) => isDrawn() && event.preventDefault(), { signal: ends.signal });
  const leave = [
    views.subscribe(({ view }, { view: before }) => view.keyImages !== before.keyImages && changed()),
    hand.subscribe(changed),
    engine?.measures.subscribe(changed),
    () => ends.abort(),
  ];
  changed();
  return () => leave.forEach((end) => end?.());
}
