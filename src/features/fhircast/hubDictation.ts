import type { Archive, StudySummary } from '@/archive/contract/archive';
import type { Credentials } from '@/archive/contract/credentials';
import type { DictationLink, CastDiffers, CastGuard, CastStanding } from '@/features/contract/dictationLink';
import type { CastInsertable, CastInserted, CastInsertion } from '@/features/contract/dictationLink';
import { isOtherPatient } from '@/features/contract/toldPatient';
import type { CastCurrent, CastEntry, CastEvent, CastEventName } from '@/protocol/fhircast';
import {
  anchorIdOf,
  anchorOf,
  castSubjectOf,
  readFault,
  writeFault,
  writeStudyContext,
} from '@/protocol/fhircastContext';
import type { StudyPlace } from '@/protocol/reading';
import { findSubject, fitOf, summaryOf, isOpenedByPage, toContext, type FoundStudy } from './castFit';
import { Insertions } from './insertions';
import {
  EVENTS_HEARD,
  NOTHING_YET,
  isSameAnchor,
  isSameStanding,
  isSameStudyPlace,
  reportOf,
  type OpenContext,
} from './openContext';
import { HubLine, type HubLineParts, type HubState } from './hubLine';

/** A hub waits ten seconds for an answer: what is looked for takes less. */
const FIND_MS = 6_000;
/** Who has said neither yes nor no by then does not follow (2.5.3); what was not told by then was not told. */
const SETTLED_MS = 9_000;
/** A line that is mended within this was never away. */
const PATIENCE_MS = 2_500;

export interface HubDictationParts {
  readonly hub: string;
  readonly topic?: string | undefined;
  readonly credentials: Credentials;
  readonly archives: readonly Archive[];
  /** Puts a study on the screen, or takes the one there off. */
  readonly go: { open(place: StudyPlace): void; close(): void };
  /** Somebody sees this page: of several only such a one follows. */
  readonly isVisible: () => boolean;
  readonly line?: Pick<HubLineParts, 'open' | 'fetch'>;
}

/** The dictation beside this page: tells it what is on the screen, follows it, and says where the two differ. */
export class HubDictation implements DictationLink {
  private readonly parts: HubDictationParts;
  private readonly line: HubLine;
  private readonly followers = new Set<() => void>();
  private readonly patient = crypto.randomUUID();
  private state: CastStanding['line'] = 'joining';
  private now = NOTHING_YET;
  private context: OpenContext | undefined;
  /** The hub has said what is open: until then nothing is followed. */
  private isJoined = false;
  private wasJoined = false;
  private shown: StudyPlace | undefined;
  private wasShown = false;
  private summary: StudySummary | 'unknown' | 'none' = 'unknown';
  /** The study on the screen was chosen here, and the dictation knows nothing of that yet. */
  private isChosen = false;
  /** What this page opens because the dictation did. */
  private followed: FoundStudy | undefined;
  private guard: CastGuard | undefined;
  /** What this page told, by its event. */
  private readonly told = new Map<string, readonly CastEntry[]>();
  private telling: string | undefined;
  /** What is looked for, to be opened. */
  private sought: OpenContext | undefined;
  private learning: Promise<StudySummary | undefined> = Promise.resolve(undefined);
  private patience: ReturnType<typeof setTimeout> | undefined;
  private why: CastDiffers | undefined;
  private fault: { readonly who: string | undefined } | undefined;
  private isUntold = false;
  private readonly insertions = new Insertions({
    here: () => ({ can: this.insertable(this.differs()), ...reportOf(this.context, this.shown?.study) }),
    ask: (event) => this.line.ask(event),
    refresh: () => this.refresh(),
  });
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(parts: HubDictationParts) {
    this.parts = parts;
    const { hub, topic, credentials, line } = parts;
    this.line = new HubLine({
      ...{ hub, topic, credentials, events: EVENTS_HEARD },
      joined: (current) => this.joined(current),
      heard: (event) => this.heard(event),
      changed: (state) => this.changed(state),
      ...line,
    });
  }

  subscribe(changed: () => void): () => void {
    this.followers.add(changed);
    return () => void this.followers.delete(changed);
  }

  standing(): CastStanding {
    return this.now;
  }

  show(place: StudyPlace | undefined): void {
    const isFirst = !this.wasShown;
    this.wasShown = true;
    if (isSameStudyPlace(place, this.shown)) return;
    const before = this.shown;
    const followed = isSameStudyPlace(place, this.followed?.place) ? this.followed : undefined;
    this.followed = undefined;
    this.shown = place;
    this.summary = followed?.summary ?? 'unknown';
    this.isUntold = false;
    this.fault = undefined;
    this.why = undefined;
    // What the address named when the page was loaded nobody chose just now.
    this.isChosen = place !== undefined && !followed && !isFirst;
    if (place && !followed) this.learning = this.learn(place);
    if (place) this.settle();
    else if (before) this.closed(before);
    this.tell();
  }

  guardBy(guard: CastGuard): () => void {
    this.guard = guard;
    return () => {
      if (this.guard === guard) this.guard = undefined;
    };
  }

  openHere(): void {
    if (this.context) void this.follow(this.context);
  }

  tellAgain(): void {
    if (this.shown) void this.tellOpen(this.shown);
  }

  insert(asked: CastInsertion): Promise<CastInserted> {
    return this.insertions.insert(asked).finally(() => this.tell());
  }

  /** Nobody is told anything any more: whoever looked is gone. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    clearTimeout(this.patience);
    this.line.leave();
    this.followers.clear();
  }

  private changed(state: HubState): void {
    if (state.is !== 'open') {
      this.isJoined = false;
      this.telling = undefined;
    }
    if (state.is === 'lost') {
      this.patience ??= setTimeout(() => this.stand('lost'), PATIENCE_MS);
      return;
    }
    this.stand(state.is === 'refused' ? (state.why === 'role' ? 'refusedRole' : 'refusedHub') : state.is);
  }

  private stand(state: CastStanding['line']): void {
    clearTimeout(this.patience);
    this.patience = undefined;
    this.state = state;
    this.tell();
  }

  private async refresh(): Promise<void> {
    const current = await this.line.current();
    if (current && this.isJoined) this.joined(current);
  }

  /** Of what is open at the hub nothing is opened here by itself: whoever has just come looks at what they chose. */
  private joined(current: CastCurrent | undefined): void {
    const before = this.context;
    if (current) {
      const subject = current.type === undefined ? undefined : castSubjectOf(current.context, current.type);
      const isSame = subject !== undefined && before !== undefined && isSameAnchor(subject, before.subject);
      this.context = subject && {
        ...(isSame ? before : {}),
        subject,
        versionId: current.versionId,
      };
      // Whatever was chosen while the line was lost came after what is open, unless that has changed too.
      if (this.wasJoined && this.context && !isSame) this.isChosen = false;
    }
    this.isJoined = this.wasJoined = true;
    this.settle();
    this.tell();
  }

  /** Tells what is on the screen, where the dictation shows nothing or what was there before. */
  private settle(): void {
    const { shown, context } = this;
    if (!shown || !this.isJoined) return;
    const isOther = context && this.fit(context) !== 'same';
    // What a page of this product told is no dictation's wish: whoever looks at another study now is told of instead.
    const isFollowing = context && isOpenedByPage(context.subject) && this.parts.isVisible();
    if (!context || (isOther && (this.isChosen || isFollowing))) void this.tellOpen(shown);
  }

  private fit({ subject }: OpenContext): ReturnType<typeof fitOf> {
    return this.shown ? fitOf(subject, this.shown.study, this.summary) : 'unknown';
  }

  /** What the archive says of the study on the screen: whose it is. */
  private async learn(place: StudyPlace): Promise<StudySummary | undefined> {
    const signal = AbortSignal.timeout(FIND_MS);
    const summary = await summaryOf(this.parts.archives, place, signal).catch(() => undefined);
    if (isSameStudyPlace(place, this.shown)) {
      this.summary = summary ?? 'none';
      this.tell();
    }
    return summary;
  }

  private async tellOpen(place: StudyPlace): Promise<void> {
    const id = crypto.randomUUID();
    this.telling = id;
    this.isUntold = false;
    this.fault = undefined;
    this.isChosen = false;
    this.tell();
    if (this.summary === 'none') this.learning = this.learn(place);
    const known = typeof this.summary === 'object' ? this.summary : await this.learning;
    if (this.telling !== id || !isSameStudyPlace(place, this.shown)) return;
    // Whose it is cannot be told: nobody is to dictate into the wrong report.
    const context =
      known && known.conflicting !== true ? writeStudyContext(toContext(known), this.patient) : undefined;
    if (context) this.told.set(id, context);
    const asked = context ? await this.ask('ImagingStudy-open', context, id) : 400;
    if (asked !== 'done') this.notTold(id);
    else this.later(() => this.notTold(id));
  }

  private notTold(id: string): void {
    if (this.telling !== id) return;
    this.telling = undefined;
    this.isUntold = true;
    this.tell();
  }

  private ask(name: CastEventName, context: readonly CastEntry[], id: string = crypto.randomUUID()) {
    return this.line.ask({ id, name, context, timestamp: new Date().toISOString() });
  }

  /** What this page opened there it closes there; a report that the dictation opened is the dictation's. */
  private closed(before: StudyPlace): void {
    const { context } = this;
    if (context?.told && context.subject.studies.some(({ uid }) => uid === before.study))
      void this.ask('ImagingStudy-close', context.told);
  }

  /** The status that an event is answered with. */
  private async heard(event: CastEvent): Promise<number> {
    const { name } = event;
    if (name.endsWith('-open')) return this.heardOpen(event);
    if (name.endsWith('-close')) return this.heardClose(event);
    if (name === 'SyncError') {
      const { eventId, subscriber } = readFault(event.context);
      const isAboutNow = eventId === undefined || eventId === this.context?.eventId || this.told.has(eventId);
      if (isAboutNow) this.fault = { who: subscriber };
      if (eventId !== undefined && eventId === this.telling) this.telling = undefined;
      this.tell();
    }
    const { context } = this;
    const isOurs = context && anchorIdOf(event.context, anchorOf(event)) === context.subject.anchorId;
    if (name === 'DiagnosticReport-update' && isOurs)
      this.context = { ...context, versionId: event.versionId };
    return 200;
  }

  private async heardOpen(event: CastEvent): Promise<number> {
    const atMs = Date.parse(event.timestamp);
    // What is older than what is open is left out (2.5.1); the hub says what holds.
    if (this.context?.atMs !== undefined && atMs < this.context.atMs) {
      void this.refresh();
      return 202;
    }
    const anchor = anchorOf(event);
    const isEmpty = anchor === 'Home';
    const told = this.told.get(event.id);
    const subject = castSubjectOf(event.context, anchor);
    const { id: eventId, versionId } = event;
    const context: OpenContext = { subject, eventId, versionId, told, ...(atMs > 0 ? { atMs } : {}) };
    this.context = isEmpty ? undefined : context;
    this.fault = undefined;
    this.why = undefined;
    this.isUntold = false;
    if (this.telling === event.id) this.telling = undefined;
    const status = isEmpty || told ? 200 : await this.answerOpen(context);
    this.tell();
    return status;
  }

  private async answerOpen(context: OpenContext): Promise<number> {
    // Somebody else's is newer than what was being told.
    this.telling = undefined;
    const fit = this.fit(context);
    if (fit === 'same') return 200;
    if (context.subject.studies.length === 0) return fit === 'other' ? 409 : 200;
    if (!this.isJoined || !this.parts.isVisible()) return 202;
    return this.follow(context);
  }

  /** Opens here what is open there: with the patient's identity checked, and never away from unsaved work unasked. */
  private async follow(context: OpenContext): Promise<number> {
    this.sought = context;
    this.tell();
    const found = await findSubject(this.parts.archives, context.subject, AbortSignal.timeout(FIND_MS));
    if (this.sought === context) this.sought = undefined;
    if (this.context !== context) return 202;
    this.why = typeof found === 'string' ? found : this.guard?.isInRoom() === true ? 'room' : undefined;
    this.tell();
    if (typeof found === 'string' || this.why !== undefined) return 409;
    let isGone = false;
    const leave = (then: () => void) => (this.guard ? this.guard.leave(then) : then());
    leave(() => {
      isGone = true;
      // Whoever was asked may answer when another is open there.
      if (this.context !== context) return void (this.context && this.follow(this.context));
      if (isSameStudyPlace(found.place, this.shown)) return;
      this.followed = found;
      this.parts.go.open(found.place);
    });
    if (isGone) return 200;
    this.later(() => {
      if (this.context !== context || this.fit(context) === 'same') return;
      const { eventId } = context;
      const fault = { eventId, eventName: `${context.subject.anchor}-open`, subscriber: 'Isocenter' };
      void this.ask('SyncError', writeFault(fault, 'Isocenter has unsaved work and does not follow'));
    });
    return 202;
  }

  private heardClose(event: CastEvent): number {
    const subject = castSubjectOf(event.context, anchorOf(event));
    const { context, shown } = this;
    if (!context || !isSameAnchor(context.subject, subject)) return 200;
    this.context = undefined;
    this.fault = undefined;
    this.why = undefined;
    this.tell();
    const isShown = shown && fitOf(context.subject, shown.study, this.summary) === 'same';
    if (!isShown || !this.parts.isVisible() || this.guard?.isInRoom() === true) return 200;
    if (this.guard) this.guard.back();
    else this.parts.go.close();
    return 200;
  }

  private later(run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, SETTLED_MS);
    this.timers.add(timer);
  }

  private differs(): CastDiffers | undefined {
    const { context, shown } = this;
    if (this.telling !== undefined || (context && this.sought === context)) return undefined;
    if (!shown) return context ? this.why : undefined;
    const fit = context && this.fit(context);
    if (fit === 'other') return this.why ?? 'study';
    if (fit === 'patient') return 'patient';
    if (typeof this.summary === 'object' && context && isOtherPatient(context.subject.patient, this.summary))
      return 'patient';
    return this.fault ? 'unfollowed' : this.isUntold ? 'untold' : undefined;
  }

  private insertable(differs: CastDiffers | undefined): CastInsertable {
    const { context } = this;
    if (!this.isJoined) return 'line';
    if (differs !== undefined) return 'differs';
    if (context?.subject.anchor !== 'DiagnosticReport' || this.fit(context) !== 'same') return 'noReport';
    // By its UID it is this study's: that it is this patient's only the archive can say.
    return typeof this.summary === 'object' ? 'yes' : 'unknown';
  }

  private tell(): void {
    const differs = this.differs();
    const next: CastStanding = {
      line: this.state,
      differs,
      who: differs === 'unfollowed' ? this.fault?.who : undefined,
      canInsert: this.insertable(differs),
      inserted: this.insertions.of(this.context?.subject.anchorId),
      canTell: differs !== undefined && this.shown !== undefined,
      canOpen:
        (differs === 'study' || differs === 'archive') && (this.context?.subject.studies.length ?? 0) > 0,
    };
    if (isSameStanding(next, this.now)) return;
    this.now = next;
    for (const follow of [...this.followers]) follow();
  }
}
