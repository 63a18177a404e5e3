import type { Credentials } from '@/archive/contract/credentials';
import { Line, type LineParts } from '@/archive/http/line';
import type {
  NotMarked,
  ReadingRecord,
  ReadingSaid,
  ReadingStanding,
} from '@/features/contract/studyReading';
import {
  MOST_ASKED,
  readReadingMessage,
  writeFromReader,
  type ReadingMessage,
  type FromReader,
  type ReadingAct,
  type StudyPlace,
  type StudyReading,
} from '@/protocol/reading';

/** How long a line that is lost may be mended before what it told is no longer shown as that of now. */
const PATIENCE_MS = 5_000;
/** Studies of which this page asks at once, after a line was mended; the list loads no more by itself. */
const MOST_KNOWN = 5_000;

const keyOf = ({ archive, study }: StudyPlace): string => `${archive} ${study}`;
const NOBODY: ReadingStanding = { you: undefined, marks: false, isLive: false, isHereOnly: false };

interface SharedParts {
  /** Path of the line on this origin. */
  readonly service: string;
  readonly credentials: Credentials;
  readonly open?: LineParts<ReadingMessage>['open'];
}

/** The state of studies as the companion shares it, told live. */
export class SharedReadingRecord implements ReadingRecord {
  private readonly line: Line<ReadingMessage>;
  private readonly followers = new Set<() => void>();
  private readonly states = new Map<string, StudyReading>();
  /** What this page wants to know of, by archive, in the order it asked. */
  private readonly wanted = new Map<string, Set<string>>();
  private readonly questions = new Map<number, { archive: string; studies: readonly string[] }>();
  private readonly known = new Set<string>();
  private readonly acts = new Map<number, (not: NotMarked | undefined) => void>();
  private waiting: { readonly keys: Set<string>; readonly done: () => void }[] = [];
  private now: ReadingStanding = NOBODY;
  private shown: StudyPlace | undefined;
  private last: ReadingSaid | undefined;
  private n = 0;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor({ service, credentials, open }: SharedParts) {
    this.line = new Line<ReadingMessage>({
      url: `${location.origin.replace(/^http/, 'ws')}${service}`,
      credentials,
      read: readReadingMessage,
      greet: () => ({}),
      heard: (message) => this.heard(message),
      changed: ({ is }) => (is === 'open' ? undefined : this.lost(is === 'over')),
      ...(open ? { open } : {}),
    });
  }

  subscribe(changed: () => void): () => void {
    this.followers.add(changed);
    return () => void this.followers.delete(changed);
  }

  standing(): ReadingStanding {
    return this.now;
  }

  of(place: StudyPlace): StudyReading | undefined {
    return this.states.get(keyOf(place));
  }

  ask(archive: string, studies: readonly string[]): Promise<void> {
    const wanted = this.wanted.get(archive) ?? new Set<string>();
    this.wanted.set(archive, wanted);
    const fresh = studies.filter((study) => !wanted.has(study));
    for (const study of fresh) wanted.add(study);
    for (const study of wanted) {
      if (wanted.size <= MOST_KNOWN) break;
      wanted.delete(study);
    }
    if (this.now.isLive) this.question(archive, fresh);
    const unknown = studies.map((study) => keyOf({ archive, study })).filter((key) => !this.known.has(key));
    if (unknown.length === 0) return Promise.resolve();
    return new Promise((done) => {
      this.waiting.push({ keys: new Set(unknown), done });
      // On a line that holds an answer comes; its end has a patience of its own.
      if (!this.line.isOpen) this.patience ??= setTimeout(() => this.giveUp(), PATIENCE_MS);
    });
  }

  show(place: StudyPlace | undefined): void {
    this.shown = place;
    this.send({ is: 'show', place });
  }

  act(act: ReadingAct, place: StudyPlace, own = false): Promise<NotMarked | undefined> {
    const n = (this.n += 1);
    if (!this.send({ is: 'act', n, act, place, own })) return Promise.resolve('offline');
    return new Promise((done) => this.acts.set(n, done));
  }

  said(): ReadingSaid | undefined {
    return this.last;
  }

  say(said: ReadingSaid | undefined): void {
    if (this.last === said) return;
    this.last = said;
    this.tell();
  }

  /** Nobody is told anything any more: whoever looked is gone. */
  close(): void {
    clearTimeout(this.patience);
    this.line.leave();
    this.followers.clear();
  }

  private send(message: FromReader): boolean {
    return this.line.send(writeFromReader(message));
  }

  private question(archive: string, studies: readonly string[]): void {
    for (let at = 0; at < studies.length; at += MOST_ASKED) {
      const part = studies.slice(at, at + MOST_ASKED);
      const n = (this.n += 1);
      if (this.send({ is: 'ask', n, archive, studies: part }))
        this.questions.set(n, { archive, studies: part });
    }
  }

  private heard(message: ReadingMessage): void {
    if (message.is === 'welcome') {
      clearTimeout(this.patience);
      this.patience = undefined;
      this.now = { you: message.you, marks: message.marks, isLive: true, isHereOnly: false };
      this.questions.clear();
      if (this.shown) this.send({ is: 'show', place: this.shown });
      for (const [archive, studies] of this.wanted) this.question(archive, [...studies]);
      this.tell();
    } else if (message.is === 'states') this.learn(message);
    else if (message.is === 'done' || message.is === 'refused') {
      this.acts.get(message.n)?.(message.is === 'refused' ? message.why : undefined);
      this.acts.delete(message.n);
    }
  }

  private learn({ archive, n, states }: ReadingMessage & { readonly is: 'states' }): void {
    const question = n === undefined ? undefined : this.questions.get(n);
    if (n !== undefined) this.questions.delete(n);
    // What was asked for and is not among the answers has no state.
    for (const study of question?.studies ?? []) {
      const key = keyOf({ archive, study });
      this.known.add(key);
      if (!states.has(study)) this.states.delete(key);
    }
    for (const [study, state] of states) {
      const isNew = !state.read && state.bookmarks.length === 0 && state.open.length === 0;
      const key = keyOf({ archive, study });
      // Of what this page lists nothing of, it keeps nothing.
      if (isNew || this.wanted.get(archive)?.has(study) !== true) this.states.delete(key);
      else this.states.set(key, state);
    }
    this.settle((keys) => {
      for (const key of keys) if (this.known.has(key)) keys.delete(key);
      return keys.size === 0;
    });
    this.tell();
  }

  private lost(isOver: boolean): void {
    for (const done of this.acts.values()) done('offline');
    this.acts.clear();
    if (isOver) this.giveUp();
    else this.patience ??= setTimeout(() => this.giveUp(), PATIENCE_MS);
  }

  /** Who has what open now nobody can tell; what was read and bookmarked stays as it was last known. */
  private giveUp(): void {
    this.patience = undefined;
    if (this.line.isOpen) return;
    this.now = { ...this.now, isLive: false };
    for (const [key, state] of this.states)
      if (state.open.length > 0) this.states.set(key, { ...state, open: [] });
    this.settle(() => true);
    this.tell();
  }

  private settle(isDone: (keys: Set<string>) => boolean): void {
    const still: typeof this.waiting = [];
    for (const one of this.waiting) {
      if (isDone(one.keys)) one.done();
      else still.push(one);
    }
    this.waiting = still;
  }

  private tell(): void {
    for (const follow of [...this.followers]) follow();
  }
}
