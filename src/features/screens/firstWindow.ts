import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Credentials } from '@/archive/contract/credentials';
import { bindFirst, NOTHING_HEARD, type BoundFirst, type FirstPlace, type Heard } from './bindFirst';
import { firstEnd, type End, type OpenBroadcast } from './channel';
import { whenPlaceIsFree, type Locks } from './places';
import { sealFor } from './sealing';
import { sayView, type AheadState, type FromSecond, type SaidByFirst } from './words';

/** How long the second window has to cover itself before the first goes on without it: it hangs, or the machine does. */
export const COVER_MS = 500;
/** How long a measurement that was drawn there has to be taken over before the study goes. */
const TAKE_OVER_MS = 3_000;
/** How long a window that went may take to be back: it is loaded again. */
const BACK_MS = 6_000;

/** Who reads: their token opens the archive for both windows. */
export interface WhoReads {
  readonly credentials: Credentials;
  readonly store: Pick<StoreApi<{ readonly phase: string }>, 'getState' | 'subscribe'>;
  stay(): void;
}

export interface FirstParts {
  readonly reading: string;
  readonly locks: Locks;
  readonly reader?: WhoReads | undefined;
  readonly open?: OpenBroadcast;
  /** Whether the second window, as it was opened from here, is closed; one that is only loaded again is not. */
  isClosed(): boolean;
  /** Told that the second window came or went. */
  onSecond(isHere: boolean): void;
  /** Told that nobody is signed in any more: the reading is over. */
  onOver(): void;
}

/** Whether it came within that time. */
const within = (ms: number, run: Promise<unknown>): Promise<boolean> =>
  Promise.race([run.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), ms))]);

/**
 * The first window of a reading, which alone keeps it: view, measurements, history, drafts, sign-in. It tells the second what to show,
 * does what is done there, and shows no other patient before the second is covered.
 */
export class FirstWindow {
  /** `isSilent`: the second window did not say that it is covered, and may show the patient before. */
  readonly state = createStore<{ readonly isOpen: boolean; readonly isSilent?: boolean }>(() => ({
    isOpen: false,
  }));
  readonly reading: string;
  private readonly parts: FirstParts;
  private readonly end: End<SaidByFirst>;
  private readonly life = new AbortController();
  private bound: BoundFirst | undefined;
  /** What of the study on the screen was heard so far: it outlives the engine's coming. */
  private heard: { readonly turn: string; readonly of: Heard } | undefined;
  /** The study that the second window shows, or was told to. */
  private shown: string | undefined;
  /** The one that it was told to cover: of it no more is said. */
  private left: string | undefined;
  private covered: (() => void) | undefined;
  private covering: Promise<void> | undefined;
  private key: string | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private isWatched = false;
  private tokens: readonly string[] = [];
  private sent = 0;
  private ahead: Pick<StoreApi<AheadState>, 'getState'> | undefined;
  private stopsAhead = () => undefined as void;

  constructor(parts: FirstParts) {
    this.parts = parts;
    this.reading = parts.reading;
    this.end = firstEnd(parts.reading, (word) => this.hear(word), parts.open);
    const { reader } = parts;
    if (reader) {
      const { signal } = this.life;
      signal.addEventListener(
        'abort',
        reader.credentials.watch(() => void this.giveToken()),
      );
      signal.addEventListener(
        'abort',
        reader.store.subscribe(() => this.tellPhase()),
      );
    }
    this.end.say({ is: 'hello' });
  }

  /** The study on this window's screen, told to the second one; the result ends that. */
  bind(place: FirstPlace): () => void {
    if (this.heard?.turn !== place.turn) this.heard = { turn: place.turn, of: { ...NOTHING_HEARD } };
    const bound = bindFirst(place, this.heard.of, {
      isHeard: () => this.isOpen && place.turn !== this.left && !this.isShut(),
      say: (word) => {
        if (word.is === 'study') this.shown = place.turn;
        this.end.say(word);
      },
      ready: (archive, study) => {
        const { next } = this.ahead?.getState() ?? {};
        return next?.archive === archive && next.view.studies[0] === study ? next.view : undefined;
      },
    });
    this.bound = bound;
    bound.tell();
    return () => {
      bound.stop();
      if (this.bound === bound) this.bound = undefined;
    };
  }

  /** What the second window may make ready: told of every change, also when no study is on the screen any more. */
  follow(ahead: Pick<StoreApi<AheadState>, 'getState' | 'subscribe'>): void {
    this.stopsAhead();
    this.ahead = ahead;
    this.stopsAhead = ahead.subscribe(() => this.tellAhead());
    this.tellAhead();
  }

  private tellAhead(): void {
    if (!this.ahead || !this.isOpen || this.isShut()) return;
    const { next } = this.ahead.getState();
    const said = next && sayView(next.archive, next.view);
    this.end.say(said ? { is: 'ahead', link: said.link } : { is: 'noneAhead' });
  }

  /** The viewer of a study goes: nothing of it stays on the other screen. */
  leave(turn: string): void {
    if (this.shown !== turn) return;
    this.shown = undefined;
    this.left = turn;
    this.end.say({ is: 'cover', turn });
  }

  /** Another study, or none, is about to be shown here: resolves once nothing of the one before is on the other screen. */
  cover(): Promise<void> {
    this.covering ??= this.coverNow().finally(() => {
      this.covering = undefined;
    });
    return this.covering;
  }

  private async coverNow(): Promise<void> {
    const turn = this.shown;
    if (turn === undefined || !this.isOpen) return;
    const covered = new Promise<void>((resolve) => {
      this.covered = resolve;
    });
    this.leave(turn);
    if (!(await within(COVER_MS, covered)) && this.isOpen) this.state.setState({ isSilent: true });
    // What was being drawn there is kept before its study goes.
    if (this.bound) await within(TAKE_OVER_MS, this.bound.amended());
  }

  /** Something of a study is on the other screen, or may be. */
  get isShowing(): boolean {
    return this.isOpen && (this.shown !== undefined || this.covering !== undefined);
  }

  get isOpen(): boolean {
    return this.state.getState().isOpen;
  }

  /** Undo or redo by `act`: what it does on the other screen is said here. */
  around(go: 'undo' | 'redo', act: () => void): void {
    if (this.bound) this.bound.around(go, act, 'first');
    else act();
  }

  /** The reading ends here: the second window says so. */
  close(): void {
    this.end.say({ is: 'bye' });
    clearTimeout(this.waiting);
    this.stopsAhead();
    this.life.abort();
    this.end.close();
  }

  private hear(word: FromSecond): void {
    if (word.is === 'here') return this.met(word.key);
    if (word.is === 'bye') return this.lose();
    if (word.is === 'token') return void this.giveToken(word.key, word.refused);
    if (word.is === 'touched') return this.parts.reader?.stay();
    if (word.is === 'covered') {
      this.state.setState({ isSilent: false });
      return this.covered?.();
    }
    this.bound?.hear(word);
  }

  private met(key: string): void {
    clearTimeout(this.waiting);
    this.key = key;
    // It counts anew.
    if (this.heard) Object.assign(this.heard.of, { view: 0, marks: 0 });
    this.watchSecond();
    if (!this.isOpen) {
      this.state.setState({ isOpen: true });
      this.parts.onSecond(true);
    }
    if (this.tellPhase()) return;
    this.bound?.tell(true);
    this.tellAhead();
  }

  /** It is closed, or loaded again: what of it is shown no more is not waited for. */
  private lose(): void {
    this.shown = undefined;
    this.covered?.();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.gone(), BACK_MS);
  }

  private watchSecond(): void {
    if (this.isWatched) return;
    this.isWatched = true;
    whenPlaceIsFree(this.parts.locks, this.reading, 'second', this.life.signal, () => {
      this.isWatched = false;
      this.lose();
      if (this.parts.isClosed()) this.gone();
    });
  }

  private gone(): void {
    clearTimeout(this.waiting);
    if (!this.isOpen) return;
    this.state.setState({ isOpen: false, isSilent: false });
    this.parts.onSecond(false);
    this.bound?.alone();
  }

  private isShut(): boolean {
    const phase = this.parts.reader?.store.getState().phase;
    return phase === 'locked' || phase === 'over' || phase === 'none';
  }

  /** Whether nothing is shown, as the sign-in stands. */
  private tellPhase(): boolean {
    const phase = this.parts.reader?.store.getState().phase;
    if (phase === 'over' || phase === 'none') {
      this.end.say({ is: 'over' });
      this.parts.onOver();
    }
    if (phase === 'locked') this.end.say({ is: 'locked' });
    if (this.isShut()) [this.shown, this.tokens] = [undefined, []];
    return this.isShut();
  }

  private async giveToken(to = this.key, refused?: number): Promise<void> {
    const { credentials } = this.parts.reader ?? {};
    if (to === undefined || this.isShut()) return;
    const bad = refused === undefined ? undefined : this.tokens[refused];
    const now = credentials?.token();
    const token = credentials && (now === undefined || now === bad) ? await credentials.renew(bad) : now;
    if (token === undefined || token === bad)
      return this.end.say({ is: 'token', to, number: this.sent, isAway: token !== undefined });
    if (this.tokens.at(-1) !== token) this.tokens = [...this.tokens, token];
    this.sent = this.tokens.length - 1;
    const number = this.sent;
    const sealed = await sealFor(to, token).catch(() => undefined);
    if (sealed) this.end.say({ is: 'token', to, number, ...sealed });
  }
}
