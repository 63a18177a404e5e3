import type { Engine, Holds, PictureHand, WaitsFor } from '@/imaging/contract';

/** What is to be done in a pane, by the engine or by whoever shows the picture. */
type Work =
  | { readonly of: 'engine'; readonly run: (engine: Engine) => void }
  | { readonly of: 'picture'; readonly run: (pictures: PictureHand) => void };

/** Something that was asked of a pane. */
export type AskedWork = Work & { readonly pane: number; readonly after: WaitsFor; readonly holds: Holds };

/**
 * Whether something may be done in a pane before what waits there. A drawing that waits is bound to an image and its pixels: what changes
 * how that is seen, or where it lies in the pane, goes before it, and only another image waits. What the engine is asked for keeps its order.
 */
const mayPass = ({ of, after }: AskedWork, held: Holds): boolean =>
  held === 'nothing' ||
  after === 'seen' ||
  (held === 'image' && of === 'picture' && after !== 'series' && after !== 'all');

const STRENGTH: Readonly<Record<Holds, number>> = { nothing: 0, image: 1, everything: 2 };
const stronger = (one: Holds, other: Holds): Holds => (STRENGTH[one] < STRENGTH[other] ? other : one);

/** What was asked for and is not done yet, in its order: each pane has one of its own, and none waits for another's pictures. */
export class WaitingQueue {
  private list: readonly AskedWork[] = [];
  private readonly listeners = new Set<() => void>();

  get isEmpty(): boolean {
    return this.list.length === 0;
  }

  /** Calls back whenever something comes or goes; the result ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  push(asked: AskedWork): void {
    this.set([...this.list, asked]);
  }

  /** Keeps those for which `isKept`. */
  keep(isKept: (asked: AskedWork) => boolean): void {
    this.set(this.list.filter(isKept));
  }

  some(is: (asked: AskedWork) => boolean): boolean {
    return this.list.some(is);
  }

  /** Whether something waits in a pane, or in any. */
  hasWork(pane?: number): boolean {
    return this.some((asked) => pane === undefined || asked.pane === pane || asked.after === 'all');
  }

  /** Whether something of the engine waits in a pane, or in any. */
  waitsForEngine(pane?: number): boolean {
    return this.some(
      (asked) =>
        asked.of === 'engine' && (pane === undefined || asked.pane === pane || asked.after === 'all'),
    );
  }

  /** Whether what waits holds something back that comes now. */
  holdsBack(asked: AskedWork): boolean {
    const { pane, after, of } = asked;
    if (!this.hasWork(after === 'all' ? undefined : pane)) return false;
    if (after === 'seen') return this.some((one) => one.after === 'all');
    return after === 'all' || of === 'engine' || !mayPass(asked, this.heldIn(pane));
  }

  /** The first that is in its order and for which `turnOf` finds somebody. */
  findNext<Turn>(turnOf: (asked: AskedWork) => Turn | undefined): Turn | undefined {
    const held = new Map<number, Holds>();
    /** The engine does what it is asked for in its order. */
    const isEngineBusy = new Set<number>();
    for (const [at, asked] of this.list.entries()) {
      const { pane, after, of, holds } = asked;
      const isInOrder =
        mayPass(asked, held.get(pane) ?? 'nothing') && !(of === 'engine' && isEngineBusy.has(pane));
      const turn = (after === 'all' ? at === 0 : isInOrder) ? turnOf(asked) : undefined;
      if (turn) return turn;
      if (after === 'all') return undefined;
      held.set(pane, stronger(held.get(pane) ?? 'nothing', holds));
      if (of === 'engine') isEngineBusy.add(pane);
    }
    return undefined;
  }

  /** Whether what is drawn now in a pane would lie on what is on the screen: see WaitingHand.mayMark. */
  mayMark(pane: number): boolean {
    const waiting = this.list.filter((asked) => asked.pane === pane || asked.after === 'all');
    const held = waiting.findIndex(({ of }) => of === 'engine');
    const isMoving = waiting.some(({ of, after }) => of === 'picture' && after === 'series');
    return !isMoving && (held < 0 || waiting.slice(held).every(({ of }) => of === 'engine'));
  }

  /** What those of a pane that wait hold back, and those of all. */
  private heldIn(pane: number): Holds {
    return this.list
      .filter((asked) => asked.pane === pane || asked.after === 'all')
      .reduce<Holds>((held, { holds }) => stronger(held, holds), 'nothing');
  }

  private set(next: readonly AskedWork[]): void {
    this.list = next;
    for (const listener of this.listeners) listener();
  }
}
