import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Credentials } from '@/archive/contract/credentials';
import type { PastElsewhere } from '@/imaging/contract';
import { secondEnd, type End, type OpenBroadcast } from './channel';
import { takePlace, whenPlaceIsFree, type Locks } from './places';
import { createUnsealing, type Unsealing } from './sealing';
import type { AheadState, FromFirst, SaidBySecond } from './words';

export type StudyOfFirst = Extract<FromFirst, { is: 'study' }>;
export type MarksOfFirst = Extract<FromFirst, { is: 'marks' }>;
export type HandsOfFirst = Extract<FromFirst, { is: 'hands' }>;

/**
 * `joining`: the first window is asked; `refused`: there is a second window already; `unsupported`: this browser cannot; `covered`: the
 * first window shows no study, or another is on its way; `away`: it was closed or is loaded again; `ended`: it closed the reading.
 */
export type SecondPhase =
  'joining' | 'refused' | 'unsupported' | 'covered' | 'shown' | 'locked' | 'over' | 'away' | 'ended';

export interface SecondState {
  readonly phase: SecondPhase;
  /** As it was when it came: what has changed since goes to who is bound. */
  readonly study?: StudyOfFirst;
  /** What undo did in the other window. */
  readonly said?: { readonly what: 'undone' | 'redone' };
}

/** What shows the study of the first window here. */
export interface BoundSecond {
  take(word: StudyOfFirst): void;
  takeMarks(word: MarksOfFirst): void;
  takeHands(word: HandsOfFirst): void;
  /** What is being drawn is a measurement, or goes; all of it is said before the study goes. */
  conclude(): void;
}

export interface SecondParts {
  readonly reading: string;
  readonly locks: Locks | undefined;
  readonly open?: OpenBroadcast;
  /** Renders at once what the state says: in the turn in which it was heard. */
  readonly atOnce: (change: () => void) => void;
  /** Resolves once what was rendered has been on the screen. */
  readonly painted: () => Promise<void>;
}

/** The second window of a reading: it keeps nothing, shows what the first one says, and says what is done here. */
export class SecondWindow {
  readonly state: StoreApi<SecondState> = createStore<SecondState>(() => ({ phase: 'joining' }));
  /** What may come next, for as long as the first window says so and something may be seen. */
  readonly ahead: StoreApi<AheadState> = createStore<AheadState>(() => ({}));
  readonly credentials: Credentials;
  readonly past: PastElsewhere;
  private readonly parts: SecondParts;
  private readonly history = createStore(() => ({ canUndo: false, canRedo: false }));
  private readonly life = new AbortController();
  private end: End<SaidBySecond> | undefined;
  private unsealing: Unsealing | undefined;
  private bound: BoundSecond | undefined;
  private last: { study?: StudyOfFirst; marks?: MarksOfFirst; hands?: HandsOfFirst } = {};
  private isWatched = false;
  private token: { readonly number: number; readonly token: string } | undefined;
  private readonly watchers = new Set<(token: string | undefined) => void>();
  private asking:
    { readonly done: Promise<string | undefined>; settle(token: string | undefined): void } | undefined;

  constructor(parts: SecondParts) {
    this.parts = parts;
    this.past = {
      store: this.history,
      undo: () => this.say((turn) => ({ is: 'past', turn, go: 'undo' })),
      redo: () => this.say((turn) => ({ is: 'past', turn, go: 'redo' })),
    };
    this.credentials = {
      token: () => this.token?.token,
      renew: (refused) => this.renew(refused),
      watch: (heard) => {
        this.watchers.add(heard);
        return () => void this.watchers.delete(heard);
      },
    };
  }

  /** Takes the second place, and asks the first window what to show. */
  async begin(): Promise<void> {
    const { locks, reading, open } = this.parts;
    if (!locks || globalThis.crypto?.subtle === undefined) return this.become('unsupported');
    const [place, unsealing] = await Promise.all([takePlace(locks, reading, 'second'), createUnsealing()]);
    if (!place) return this.become('refused');
    if (this.life.signal.aborted) return place();
    this.life.signal.addEventListener('abort', place);
    this.unsealing = unsealing;
    this.end = secondEnd(reading, (word) => this.hear(word), open);
    this.greet();
    this.watchFirst();
    return undefined;
  }

  /** What shows the study of now; the result ends that. */
  bind(bound: BoundSecond): () => void {
    this.bound = bound;
    const { study, marks, hands } = this.last;
    if (study) bound.take(study);
    if (hands) bound.takeHands(hands);
    if (marks && marks.turn === study?.turn) bound.takeMarks(marks);
    return () => {
      if (this.bound === bound) this.bound = undefined;
    };
  }

  /** Says something of the study that is shown. */
  say(word: (turn: string) => SaidBySecond): void {
    const { phase, study } = this.state.getState();
    if (phase === 'shown' && study) this.end?.say(word(study.turn));
  }

  touched(): void {
    this.end?.say({ is: 'touched' });
  }

  forgetSaid(): void {
    const { said: _, ...rest } = this.state.getState();
    this.state.setState(rest, true);
  }

  /** Another tab of this browser said that nobody is signed in any more, or that nothing may be seen. */
  endSession(word: 'locked' | 'signed-out'): void {
    this.cover(word === 'locked' ? 'locked' : 'over');
  }

  /** The page goes. */
  leave(): void {
    this.bound?.conclude();
    this.end?.say({ is: 'bye' });
  }

  close(): void {
    this.life.abort();
    this.end?.close();
    this.end = undefined;
  }

  private greet(): void {
    if (this.unsealing) this.end?.say({ is: 'here', key: this.unsealing.key });
  }

  private watchFirst(): void {
    const { locks, reading } = this.parts;
    if (this.isWatched || !locks) return;
    this.isWatched = true;
    whenPlaceIsFree(locks, reading, 'first', this.life.signal, () => {
      this.isWatched = false;
      if (!this.isEnded()) this.cover('away');
    });
  }

  /** Nothing leads on from here. */
  private isEnded(): boolean {
    const { phase } = this.state.getState();
    return phase === 'over' || phase === 'ended' || phase === 'refused' || phase === 'unsupported';
  }

  private hear(word: FromFirst): void {
    if (this.isEnded()) return;
    // Who speaks has the first place: its end is heard of.
    this.watchFirst();
    if (word.is === 'hello') return this.greet();
    if (word.is === 'study') return this.show(word);
    if (word.is === 'marks') return this.mark(word);
    if (word.is === 'hands') return this.choose(word);
    if (word.is === 'cover') return void this.leaveStudy(word.turn);
    if (word.is === 'ahead') return this.ahead.setState({ next: word.link });
    if (word.is === 'noneAhead') return this.ahead.setState({ next: undefined });
    if (word.is === 'locked') return this.cover('locked');
    if (word.is === 'over') return this.cover('over');
    if (word.is === 'bye') return this.cover('ended');
    if (word.is === 'token') return void this.take(word);
    if (word.turn === this.state.getState().study?.turn) this.state.setState({ said: { what: word.what } });
    return undefined;
  }

  private show(word: StudyOfFirst): void {
    const { phase, study } = this.state.getState();
    const { canUndo, canRedo } = word;
    this.history.setState({ canUndo, canRedo });
    this.last = { ...(this.last.study?.turn === word.turn ? this.last : {}), study: word };
    if (phase === 'shown' && study?.turn === word.turn) return this.bound?.take(word);
    return this.parts.atOnce(() => this.state.setState({ phase: 'shown', study: word }, true));
  }

  private mark(word: MarksOfFirst): void {
    if (word.turn !== this.last.study?.turn) return;
    this.last = { ...this.last, marks: word };
    this.bound?.takeMarks(word);
  }

  private choose(word: HandsOfFirst): void {
    if (word.turn !== this.last.study?.turn) return;
    this.last = { ...this.last, hands: word };
    this.bound?.takeHands(word);
  }

  private async leaveStudy(turn: string): Promise<void> {
    this.cover('covered');
    // What was rendered may not be painted yet: the first window shows the next study only then.
    await this.parts.painted();
    this.end?.say({ is: 'covered', turn });
  }

  /** In the turn in which it is heard nothing of the study is on this screen any more. */
  private cover(phase: SecondPhase): void {
    if (this.state.getState().phase === phase) return;
    this.bound?.conclude();
    this.last = {};
    // Nobody answers any more; and who signs in again may be another person.
    if (phase !== 'covered') {
      this.hold(undefined);
      this.settle(undefined);
      this.ahead.setState({ next: undefined });
    }
    this.parts.atOnce(() => this.become(phase));
  }

  private settle(token: string | undefined): void {
    this.asking?.settle(token);
    this.asking = undefined;
  }

  private become(phase: SecondPhase): void {
    this.state.setState({ phase }, true);
  }

  private hold(token: { readonly number: number; readonly token: string } | undefined): void {
    this.token = token;
    for (const heard of this.watchers) heard(token?.token);
  }

  private renew(refused: string | undefined): Promise<string | undefined> {
    if (this.token && this.token.token !== refused) return Promise.resolve(this.token.token);
    const key = this.unsealing?.key;
    if (key === undefined || this.isEnded()) return Promise.resolve(undefined);
    if (!this.asking) {
      let settle: (token: string | undefined) => void = () => undefined;
      const done = new Promise<string | undefined>((resolve) => {
        settle = resolve;
      });
      this.asking = { done, settle };
      const number = this.token?.number;
      this.end?.say({ is: 'token', key, ...(number === undefined ? {} : { refused: number }) });
    }
    return this.asking.done;
  }

  private async take(word: Extract<FromFirst, { is: 'token' }>): Promise<void> {
    const { to, from, sealed, number, isAway } = word;
    if (to !== this.unsealing?.key) return;
    const token =
      from === undefined || sealed === undefined ? undefined : await this.unsealing.open(from, sealed);
    if (this.isEnded()) return;
    if (token !== undefined) this.hold({ number, token });
    this.settle(token ?? (isAway ? this.token?.token : undefined));
  }
}
