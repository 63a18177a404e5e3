import type { Caller } from './callers';

export interface TurnLimits {
  /** What can be under way at once, and how much of it for guests, and for one caller. */
  readonly places: number;
  readonly guestPlaces: number;
  readonly placesEach: number;
  /** What can wait, and how much of it for guests, and for one caller. */
  readonly waiting: number;
  readonly waitingGuests: number;
  readonly waitingEach: number;
}

/** What has its turn now; `done` gives its place back. */
export interface GrantedTurn<Item> {
  readonly item: Item;
  readonly done: () => void;
}

interface Queue<Item> {
  readonly caller: Caller;
  readonly items: Item[];
}

/**
 * Who waits for a place: one of each caller in turn, however many each has waiting. Guests leave places for the site, so
 * that no flood of theirs keeps it out.
 */
export class FairQueue<Item> {
  private readonly limits: TurnLimits;
  /** In the order of turns. */
  private readonly queues = new Map<string, Queue<Item>>();
  private readonly running = new Map<string, number>();
  private atWork = 0;
  private guestsAtWork = 0;

  constructor(limits: TurnLimits) {
    this.limits = limits;
  }

  /** Whether it may wait; else too much does already. */
  push(caller: Caller, item: Item): boolean {
    const { waiting, waitingGuests, waitingEach } = this.limits;
    const before = this.queues.get(caller.name);
    const isTooMuch =
      this.count(() => true) >= waiting ||
      (caller.isGuest && this.count(({ isGuest }) => isGuest) >= waitingGuests) ||
      (before?.items.length ?? 0) >= waitingEach;
    if (isTooMuch) return false;
    if (before === undefined) this.queues.set(caller.name, { caller, items: [item] });
    else before.items.push(item);
    return true;
  }

  /** Whose turn it is; undefined where nobody waits who may have a place. */
  next(): GrantedTurn<Item> | undefined {
    if (this.atWork >= this.limits.places) return undefined;
    for (const [name, queue] of this.queues) {
      if (!this.mayStart(queue.caller)) continue;
      const [item] = queue.items.splice(0, 1);
      // Behind all others, whether more is waiting or comes later.
      this.queues.delete(name);
      if (queue.items.length > 0) this.queues.set(name, queue);
      if (item !== undefined) return { item, done: this.start(queue.caller) };
    }
    return undefined;
  }

  /** Gives up waiting. */
  drop({ name }: Caller, item: Item): void {
    const queue = this.queues.get(name);
    const at = queue?.items.indexOf(item) ?? -1;
    if (queue === undefined || at < 0) return;
    queue.items.splice(at, 1);
    if (queue.items.length === 0) this.queues.delete(name);
  }

  private count(counts: (caller: Caller) => boolean): number {
    let all = 0;
    for (const { caller, items } of this.queues.values()) if (counts(caller)) all += items.length;
    return all;
  }

  private mayStart({ name, isGuest }: Caller): boolean {
    const { guestPlaces, placesEach } = this.limits;
    return (!isGuest || this.guestsAtWork < guestPlaces) && (this.running.get(name) ?? 0) < placesEach;
  }

  private start({ name, isGuest }: Caller): () => void {
    const change = (by: 1 | -1): void => {
      this.atWork += by;
      if (isGuest) this.guestsAtWork += by;
      const count = (this.running.get(name) ?? 0) + by;
      if (count > 0) this.running.set(name, count);
      else this.running.delete(name);
    };
    change(1);
    let isDone = false;
    return () => {
      if (!isDone) change(-1);
      isDone = true;
    };
  }
}
