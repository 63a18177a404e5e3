import { createStore, type StoreApi } from 'zustand/vanilla';
import { PLAIN_HANDS, readHands, type Hands } from '@/protocol/hands';
import { printedKeys } from '@/ui/keyboardLayout';
import { bind } from '@/features/viewer/commands/bindings';
import { browserShelf } from '@/features/viewer/state/browserShelf';
import type { HandsAtHand, HandsKeeper, HandsState } from '@/features/viewer/state/hands';

/** Where this browser keeps which keys and buttons its readers chose. */
const SHELF = browserShelf('isocenter.hands');

export interface HandsParts {
  /** Of guests nothing is kept, and what others keep in this browser is not theirs. `elsewhere`: another window of the reading keeps it. */
  readonly areKept: boolean | 'elsewhere';
  /** Where they are kept beside this browser; absent: nowhere. */
  readonly keeper?: HandsKeeper | undefined;
}

/** What this browser keeps of an owner; without one: whoever's it is. */
function readKept(owner: string | undefined): Hands {
  try {
    const value: unknown = JSON.parse(SHELF.read() ?? 'null');
    const isTheirs =
      owner === undefined ||
      (typeof value === 'object' && value !== null && 'owner' in value && value.owner === owner);
    return (isTheirs ? readHands(value) : undefined) ?? PLAIN_HANDS;
  } catch {
    return PLAIN_HANDS;
  }
}

const newer = (one: Hands, other: Hands): Hands => (other.madeAtMs > one.madeAtMs ? other : one);

/** Keys, buttons and wheel on one page. */
export class HandsHere implements HandsAtHand {
  readonly store: StoreApi<HandsState>;
  private readonly parts: HandsParts;

  constructor(parts: HandsParts) {
    this.parts = parts;
    const hands = parts.areKept === true ? readKept(parts.keeper?.owner) : PLAIN_HANDS;
    this.store = createStore<HandsState>(() => ({ hands, bindings: bind(hands) }));
  }

  change(change: (now: Hands) => Hands): void {
    const { areKept, keeper } = this.parts;
    const here = this.store.getState().hands;
    // Another page may have kept something meanwhile.
    const now = areKept === true ? newer(here, readKept(keeper?.owner)) : here;
    this.take({ ...change(now), madeAtMs: Math.max(Date.now(), now.madeAtMs + 1) });
  }

  adopt(theirs: Hands, unkept?: HandsState['unkept']): void {
    const here = this.store.getState();
    const isElsewhere = this.parts.areKept === 'elsewhere';
    if (theirs.madeAtMs > here.hands.madeAtMs)
      return isElsewhere ? this.show(theirs, unkept) : this.take(theirs);
    const isSame = theirs.madeAtMs === here.hands.madeAtMs;
    if (isElsewhere && isSame && here.unkept !== unkept) this.store.setState({ unkept });
    return undefined;
  }

  private take(next: Hands): void {
    const { areKept, keeper } = this.parts;
    const isKept = this.keepHere(next);
    this.show(next, isKept || areKept === 'elsewhere' ? undefined : 'page');
    if (areKept !== true) return;
    void keeper?.keep(next).then((isTaken) => {
      if (this.store.getState().hands !== next) return;
      this.store.setState({ unkept: isTaken ? undefined : isKept ? 'browser' : 'page' });
    });
  }

  /** What the keyboard bears, and what is kept beside this browser: of two choices the newer holds. The result ends it. */
  bring(): () => void {
    const end = new AbortController();
    void printedKeys().then((printed) => {
      if (printed && !end.signal.aborted) this.store.setState({ printed });
    });
    void this.bringKept(end.signal);
    return () => end.abort();
  }

  private async bringKept(signal: AbortSignal): Promise<void> {
    const { areKept, keeper } = this.parts;
    if (areKept !== true || !keeper) return;
    const told = await keeper.bring(signal);
    if (!told || signal.aborted) return;
    const theirs = readHands(told.hands);
    const here = this.store.getState().hands;
    if (theirs && theirs.madeAtMs > here.madeAtMs) {
      this.keepHere(theirs);
      this.show(theirs, undefined);
    } else if (here.madeAtMs > (theirs?.madeAtMs ?? 0)) await keeper.keep(here);
  }

  private keepHere(hands: Hands): boolean {
    const { areKept, keeper } = this.parts;
    return (
      areKept === true && SHELF.keep(JSON.stringify({ ...hands, ...(keeper ? { owner: keeper.owner } : {}) }))
    );
  }

  private show(hands: Hands, unkept: HandsState['unkept']): void {
    this.store.setState({ hands, bindings: bind(hands), unkept });
  }
}
