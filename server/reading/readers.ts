import { createHash } from 'node:crypto';
import { isUid } from '@/dicom/dataset/uid';
import {
  writeStates,
  type FromReader,
  type ReadingAct,
  type ReadingRefusal,
  type StudyPlace,
  type StudyReading,
} from '@/protocol/reading';
import { personId, type Person } from '../access/person';
import type { Audit, AuditAction } from '../audit/audit';
import { agentOf, type Visitors } from '../gate/visitor';
import { RequestPace } from '../http/pace';
import type { Archives } from '../share/archives';
import type { ReadingLimits } from './limits';
import { Presence, type Present } from './presence';
import { placeKey, ReadingFile, type KeptMark } from './readingFile';

export interface ReadersParts {
  readonly visitors: Visitors;
  readonly archives: Archives;
  readonly audit: Audit;
  /** The file of acts. */
  readonly path: string;
  /** Ms since 1970, for what is kept. */
  readonly now: () => number;
  /** Ms since whenever, for what passes: the clock of the machine may be set anew at any moment. */
  readonly steady: () => number;
  readonly limits: ReadingLimits;
  /** Says something to whoever looks after the companion. */
  readonly say: (line: string) => void;
}

/** What came of showing a study: too many, too fast; the archive does not answer whether it holds it. */
export type ShowOutcome = 'done' | 'hasty' | 'unknown';

/** A line, as those who tell it something see it. */
export interface ReaderLine {
  send(kind: string, message: object): void;
}

const ACTIONS: Readonly<Record<ReadingAct, AuditAction>> = {
  read: 'mark-read',
  unread: 'mark-unread',
  bookmark: 'bookmark',
  unbookmark: 'unbookmark',
};

/** What others know a person by: the same for all their sign-ins, and nothing that an issuer would know. */
const readerId = (person: string): string =>
  createHash('sha256').update(person).digest('base64url').slice(0, 22);

/** Who marks studies as read: those who may store what they found. Others look. */
const mayMark = (person: Person): boolean => person.may.has('store');

export const presentOf = (person: Person): Present => ({
  id: readerId(personId(person)),
  name: person.name,
  reads: mayMark(person),
});

/** The state of reading of every archive here, who is told of it, and what each may do to it. */
export class Readers {
  private readonly parts: ReadersParts;
  private readonly file: ReadingFile;
  private readonly presence: Presence;
  private readonly pace: RequestPace;
  private readonly showing: RequestPace;
  /** What each line wants to show while the archive is asked for it. */
  private readonly asked = new WeakMap<ReaderLine, object>();
  /** Lines by the archives of which they have asked. */
  private readonly watching = new Map<string, Set<ReaderLine>>();
  private readonly counts = new Map<string, number>();
  private lines = 0;

  constructor(parts: ReadersParts) {
    this.parts = parts;
    const { path, limits, steady, say } = parts;
    const tell = (place: StudyPlace): void => this.tell(place);
    this.presence = new Presence(tell, limits);
    this.file = new ReadingFile(path, { changed: tell, limits, say });
    this.pace = new RequestPace(steady, { perS: limits.actsPerS, burst: limits.actsAtOnce });
    this.showing = new RequestPace(steady, { perS: limits.showsPerS, burst: limits.showsAtOnce });
  }

  /** What was kept is known: whoever comes before is asked to come again. */
  get isReady(): boolean {
    return this.file.isRead;
  }

  /** Who a token stands for; undefined: nobody who may see what is read here, which is put on record of those who are known. */
  async admit(token: string): Promise<Person | undefined> {
    const visitor = await this.parts.visitors.of(token);
    if (visitor.is === 'person' && visitor.person.may.has('read')) return visitor.person;
    // A token that has run out is what happens to every page that is left open.
    if (visitor.is !== 'nobody') {
      const reason = visitor.is === 'guest' ? 'route' : 'read';
      this.parts.audit.note({ action: 'refuse', agent: agentOf(visitor), reason });
    }
    return undefined;
  }

  /** Gives a person's line a place; false where there is none. */
  enter(person: string): boolean {
    const { linesEach, lines } = this.parts.limits;
    const count = this.counts.get(person) ?? 0;
    if (count >= linesEach || this.lines >= lines) return false;
    this.counts.set(person, count + 1);
    this.lines += 1;
    return true;
  }

  /** A line that had a place is gone; `isFinal`: for good, as far as it is known. */
  leave(person: string, line: ReaderLine, isFinal: boolean): void {
    const left = (this.counts.get(person) ?? 1) - 1;
    if (left > 0) this.counts.set(person, left);
    else this.counts.delete(person);
    this.lines -= 1;
    this.asked.delete(line);
    for (const [archive, lines] of this.watching)
      if (lines.delete(line) && lines.size === 0) this.watching.delete(archive);
    this.presence.end(line, isFinal ? undefined : this.parts.steady());
  }

  /** Answers what is known of these studies, and tells of the archive's changes from then on. */
  ask(line: ReaderLine, { archive, studies, n }: FromReader & { readonly is: 'ask' }): void {
    if (!this.parts.archives.has(archive)) return;
    const lines = this.watching.get(archive) ?? new Set();
    this.watching.set(archive, lines.add(line));
    const states = studies
      .map((study) => [study, this.stateOf({ archive, study })] as const)
      .filter((one): one is readonly [string, StudyReading] => one[1] !== undefined);
    line.send(`ask ${n}`, writeStates(archive, states, n));
  }

  /** A line has another study on the screen, which others are told where the archive holds it. */
  async show(line: ReaderLine, person: Person, place: StudyPlace | undefined): Promise<ShowOutcome> {
    const turn = {};
    this.asked.set(line, turn);
    if (place && !this.presence.has(place)) {
      if (!this.showing.takes(personId(person))) return 'hasty';
      this.presence.show(line, presentOf(person), undefined);
      const isHeld = await this.holds(place).catch(() => undefined);
      // Another study by then, or nobody.
      if (this.asked.get(line) !== turn) return 'done';
      if (isHeld === undefined) return 'unknown';
      this.presence.show(line, presentOf(person), isHeld ? place : undefined);
    } else this.presence.show(line, presentOf(person), place);
    return 'done';
  }

  /** Does what somebody asked for, or says why not. What is done is on the disk and on record. */
  async act(
    person: Person,
    { act, place, own }: FromReader & { readonly is: 'act' },
  ): Promise<ReadingRefusal | undefined> {
    const by = personId(person);
    const { archive, study } = place;
    const refused = (why: ReadingRefusal): ReadingRefusal => {
      this.parts.audit.note({
        action: 'refuse',
        agent: agentOf({ is: 'person', person }),
        reason: `${ACTIONS[act]} ${why}`,
        // What names nothing here is anybody's text.
        ...(this.parts.archives.has(archive) ? { archive } : {}),
        ...(isUid(study) ? { studies: [study] } : {}),
      });
      return why;
    };
    if ((act === 'read' || act === 'unread') && !mayMark(person)) return refused('role');
    if (!this.pace.takes(by)) return refused('pace');
    try {
      if (!(await this.holds(place))) return refused('study');
    } catch {
      return refused('archive');
    }
    const why = await this.note(person, act, place, own).catch(() => 'disk' as const);
    return why && refused(why);
  }

  /** Whether there is such a study. Rejects where the archive does not answer. */
  private async holds({ archive, study }: StudyPlace): Promise<boolean> {
    const held = this.parts.archives.get(archive);
    if (held === undefined || !isUid(study)) return false;
    return (await held.holdings.seriesOf(study)) !== undefined;
  }

  /** Time passes: who is not back is gone, and other companions may have written. */
  tick(): void {
    this.presence.tick(this.parts.steady());
    void this.file.refresh();
  }

  close(): void {
    this.file.close();
  }

  private async note(
    person: Person,
    is: ReadingAct,
    place: StudyPlace,
    own: boolean,
  ): Promise<ReadingRefusal | undefined> {
    const { now, audit } = this.parts;
    const at = now();
    const { archive, study } = place;
    const by = personId(person);
    const { name } = person;
    const done = await this.file.note({ is, at, archive, study, by, name, ...(own ? { own } : {}) });
    if (done === 'many' || done === 'full' || done === 'other') return done;
    const agent = agentOf({ is: 'person', person });
    if (done === 'done') audit.note({ action: ACTIONS[is], agent, archive, studies: [study] });
    return undefined;
  }

  private stateOf(place: StudyPlace): StudyReading | undefined {
    const kept = this.file.of(place);
    const open = this.presence.of(place);
    if (!kept && open.length === 0) return undefined;
    const mark = ({ by, name, at }: KeptMark) => ({ by: { id: readerId(by), name }, atMs: at });
    return {
      ...(kept?.read ? { read: mark(kept.read) } : {}),
      bookmarks: (kept?.bookmarks ?? []).map(mark),
      open,
    };
  }

  private tell(place: StudyPlace): void {
    const lines = this.watching.get(place.archive);
    if (lines === undefined) return;
    const state = this.stateOf(place) ?? { bookmarks: [], open: [] };
    const message = writeStates(place.archive, [[place.study, state]]);
    for (const line of lines) line.send(placeKey(place), message);
  }
}
