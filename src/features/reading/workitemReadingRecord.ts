import type { WorkAsked, WorkOfStudy } from '@/archive/contract/studyWork';
import type {
  NotMarked,
  ReadingRecord,
  ReadingSaid,
  ReadingStanding,
  StudyState,
  WorkSaid,
} from '@/features/contract/studyReading';
import type { ReadingAct, StudyPlace, StudyReading } from '@/protocol/reading';

/** An archive that has workitems. */
export interface WorkSource {
  /** What people read. */
  readonly name: string;
  /** What is known of each of the studies; rejects where it cannot be told. */
  of(asked: readonly WorkAsked[], signal: AbortSignal): Promise<ReadonlyMap<string, WorkOfStudy>>;
}

interface Kept {
  readonly asked: WorkAsked;
  readonly said: WorkSaid | undefined;
  readonly atMs: number;
}

/** What an archive said of a study holds so long, and is asked again then while somebody looks. */
const TRUE_MS = 60_000;
/** Studies of an archive that are asked again: the ones that were looked at last. */
const MOST_AGAIN = 200;
/** Of more, those asked for longest ago are forgotten. */
const MOST_KEPT = 5_000;

const EMPTY: StudyReading = { bookmarks: [], open: [] };
const keyOf = ({ archive, study }: StudyPlace): string => `${archive} ${study}`;
const isSame = (a: WorkSaid | undefined, b: WorkSaid | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * The state of studies with what the workitems of their archives say beside it. It looks and never claims or changes one; marks are made
 * where they were made before.
 */
export class WorkitemReadingRecord implements ReadingRecord {
  private readonly record: ReadingRecord & { close(): void };
  private readonly sources: ReadonlyMap<string, WorkSource>;
  private readonly now: () => number;
  private readonly kept = new Map<string, Kept>();
  private readonly states = new Map<string, { readonly of?: StudyReading; readonly state: StudyState }>();
  private readonly followers = new Set<() => void>();
  private readonly ends = new AbortController();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(
    record: ReadingRecord & { close(): void },
    sources: ReadonlyMap<string, WorkSource>,
    now = () => performance.now(),
  ) {
    this.record = record;
    this.sources = sources;
    this.now = now;
    const stop = record.subscribe(() => this.tell());
    this.ends.signal.addEventListener('abort', stop);
    this.timer = setInterval(() => void this.askAgain(), TRUE_MS);
  }

  subscribe(changed: () => void): () => void {
    this.followers.add(changed);
    return () => void this.followers.delete(changed);
  }

  standing(): ReadingStanding {
    return this.record.standing();
  }

  of(place: StudyPlace): StudyState | undefined {
    const of = this.record.of(place);
    const key = keyOf(place);
    const work = this.kept.get(key)?.said;
    if (work === undefined) return of;
    const known = this.states.get(key);
    if (known && known.of === of && known.state.work === work) return known.state;
    const state = { ...(of ?? EMPTY), work };
    this.states.set(key, { ...(of ? { of } : {}), state });
    return state;
  }

  async ask(archive: string, studies: readonly string[], named: readonly WorkAsked[] = []): Promise<void> {
    const facts = new Map(
      named.map(({ study, accession, patientId }) => [study, { study, accession, patientId }]),
    );
    const asked = studies
      .map((study) => facts.get(study) ?? this.kept.get(keyOf({ archive, study }))?.asked ?? { study })
      .filter(({ study }) => !this.isTrue({ archive, study }));
    await Promise.all([this.record.ask(archive, studies), this.askWork(archive, asked)]);
  }

  show(place: StudyPlace | undefined): void {
    this.record.show(place);
  }

  act(act: ReadingAct, place: StudyPlace, own?: boolean): Promise<NotMarked | undefined> {
    return this.record.act(act, place, own);
  }

  said(): ReadingSaid | undefined {
    return this.record.said();
  }

  say(said: ReadingSaid | undefined): void {
    this.record.say(said);
  }

  close(): void {
    clearInterval(this.timer);
    this.ends.abort();
    this.followers.clear();
    this.record.close();
  }

  private isTrue(place: StudyPlace): boolean {
    const kept = this.kept.get(keyOf(place));
    return kept !== undefined && this.now() - kept.atMs < TRUE_MS && kept.said?.state !== 'unasked';
  }

  private async askAgain(): Promise<void> {
    if (globalThis.document?.visibilityState === 'hidden') return;
    await Promise.all(
      [...this.sources.keys()].map((archive) => {
        const mine = [...this.kept].filter(([key]) => key.startsWith(`${archive} `));
        return this.askWork(
          archive,
          mine.slice(-MOST_AGAIN).map(([, { asked }]) => asked),
        );
      }),
    );
  }

  private async askWork(archive: string, asked: readonly WorkAsked[]): Promise<void> {
    const source = this.sources.get(archive);
    if (!source || asked.length === 0) return;
    const { signal } = this.ends;
    // Where it does not answer, nothing of before is taken for what is so now.
    const found = await source.of(asked, signal).catch(() => undefined);
    if (signal.aborted) return;
    const atMs = this.now();
    let isChanged = false;
    for (const one of asked) {
      const key = keyOf({ archive, study: one.study });
      const before = this.kept.get(key);
      const work = found?.get(one.study);
      const told: WorkSaid | undefined = found
        ? work && { ...work, archive: source.name }
        : { state: 'unasked', by: [], archive: source.name };
      const said = isSame(before?.said, told) ? before?.said : told;
      isChanged ||= said !== before?.said;
      this.kept.delete(key);
      this.kept.set(key, { asked: one, said, atMs });
    }
    for (const key of [...this.kept.keys()].slice(0, Math.max(0, this.kept.size - MOST_KEPT))) {
      this.kept.delete(key);
      this.states.delete(key);
    }
    if (isChanged) this.tell();
  }

  private tell(): void {
    for (const follow of [...this.followers]) follow();
  }
}
