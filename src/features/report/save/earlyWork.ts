import type { Engine, WaitingHand } from '@/imaging/contract';
import { ownOf } from '@/measurement/measurement';
import type { SavingStore } from '@/view/saving';
import type { ViewStore } from '@/view/viewStore';
import { countOf, Ledger } from '@/features/report/state/ledger';

interface EarlyParts {
  readonly views: ViewStore;
  readonly saving: SavingStore;
  /** What is drawn before there is an engine waits here. */
  readonly hand: WaitingHand;
  /** Absent until the link's measurements are in it. */
  readonly engine: Engine | undefined;
}

/**
 * Counts what is drawn and starred until drafts are kept, so that nobody leaves it behind unasked. What waits for the engine
 * is one change, however much it is.
 */
export function countEarlyWork({ views, saving, hand, engine }: EarlyParts): () => void {
  const ledger = new Ledger();
  const linked = engine?.measuring.linked() ?? [];
  ledger.begin(linked, views.getInitialState().view.keyImages ?? []);
  const drawn = () => {
    const list = ownOf(engine?.measures.getState().list ?? []);
    ledger.meet(list);
    return list;
  };
  const count = (list: ReturnType<typeof drawn>) => {
    const { view } = views.getState();
    const studies = new Set([...view.studies, ...list.map(({ study }) => study)]);
    const known = [...studies].map((study) => countOf(ledger.work(study, list, view.keyImages ?? [])));
    return known.reduce((sum, one) => sum + one, hand.waitsForEngine() ? 1 : 0);
  };
  const changed = () => {
    const unsaved = count(drawn());
    if (unsaved !== saving.getState().unsaved) saving.setState({ unsaved });
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
