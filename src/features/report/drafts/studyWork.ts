import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { WrittenObject } from '@/dicom/objects/written';
import type { Instance } from '@/dicom/dataset/instance';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Engine } from '@/imaging/contract';
import { ownOf, type Measurement } from '@/measurement/measurement';
import type { PresentedPane } from '@/view/presentation/presentation';
import type { SavingStore, StarsRead, Unheld } from '@/view/saving';
import type { KeyImage } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { Pending } from './draft';
import { DraftKeeper } from './draftKeeper';
import { Ledger } from '@/features/report/state/ledger';
import { savingOf, tellSaving } from '@/features/report/state/savingOf';

/** Whose work it is, where somebody has signed in. */
export interface Reader {
  /** One name for them that nobody else has: their drafts are theirs alone. */
  readonly id: string;
  /** Signs what is saved. */
  readonly name: string;
  readonly mayStore: boolean;
  readonly mayExport: boolean;
  /** Told of what leaves the page as a file. */
  exported(studies: readonly StudyUid[]): void;
}

export interface StudyWorkParts {
  readonly archive: Archive;
  readonly engine: Engine;
  readonly views: ViewStore;
  /** Told of what is saved. */
  readonly saving: SavingStore;
  readonly reader: Reader | undefined;
  readonly unheld?: Unheld | undefined;
  /** Told of what stands in the archive now. */
  stored(object: WrittenObject): void;
}

export interface ShownPicture {
  readonly instance: Instance;
  /** From 1. */
  readonly frame: number;
  readonly presented?: PresentedPane;
}

/** What a reader works on in one opened study: what is saved of it, its drafts, what is on its way. */
export class StudyWork {
  readonly archive: Archive;
  readonly engine: Engine;
  readonly reader: Reader | undefined;
  readonly ledger = new Ledger();
  readonly drafts: DraftKeeper;
  /** Objects that were sent, or are about to be, and are not known to stand in the archive. */
  readonly pending: Pending[] = [];
  private readonly views: ViewStore;
  private readonly saving: SavingStore;
  private readonly ends: (() => void)[] = [];
  /** Told of what stands in the archive now. */
  readonly stored: StudyWorkParts['stored'];
  private readonly atStart = new Map<StudyUid, ReadonlyMap<string, number>>();
  private readonly listedNow = new Set<StudyUid>();

  constructor({ archive, engine, views, saving, reader, unheld, stored }: StudyWorkParts) {
    this.archive = archive;
    this.engine = engine;
    this.reader = reader;
    this.views = views;
    this.saving = saving;
    this.stored = stored;
    this.drafts = new DraftKeeper({
      archive: archive.id,
      owner: reader?.id,
      engine,
      views,
      ledger: this.ledger,
      pending: () => this.pending,
      recall: (sent) => void this.pending.push(...sent),
    });
    // What was drawn or starred before this began is work like any other: only the address's own is held elsewhere.
    this.ledger.meet(this.now().list);
    this.ledger.begin(engine.measuring.linked(), views.getInitialState().view.keyImages ?? [], unheld);
    this.drafts.look().catch(() => undefined); // The keeper says that it has no place.
    this.ends.push(
      engine.measures.subscribe(({ list }, before) => list !== before.list && this.changed()),
      views.subscribe(({ view }, { view: before }) => {
        const isOther =
          view.keyImages !== before.keyImages ||
          view.calibrations !== before.calibrations ||
          view.petUnit !== before.petUnit;
        if (isOther) this.changed();
      }),
      this.watchThePage(),
    );
    this.changed();
  }

  /** What is under way. */
  now(): { list: readonly Measurement[]; stars: readonly KeyImage[]; studies: readonly StudyUid[] } {
    const list = ownOf(this.engine.measures.getState().list);
    const { view } = this.views.getState();
    const studies = new Set([...view.studies, ...list.map(({ study }) => study)]);
    return { list, stars: view.keyImages ?? [], studies: [...studies] };
  }

  /** Documents that were read hold these stars. */
  meetStars(read: readonly StarsRead[]): void {
    for (const { study, stars, document } of read) this.ledger.meetStars(study, stars, document);
    this.changed();
  }

  /** Something was drawn, changed, starred or saved. */
  changed(): void {
    const { list, stars, studies } = this.now();
    this.ledger.meet(list);
    // What was sent and is now read out of the archive has arrived.
    const read = new Set(list.map(({ origin }) => origin?.sop));
    for (const sent of this.pending.filter(({ object }) => read.has(object.sop)))
      this.pending.splice(this.pending.indexOf(sent), 1);
    const saved = new Set(list.filter((one) => this.ledger.isSaved(one)).map(({ id }) => id));
    tellSaving(this.saving, { ...savingOf(this.ledger, studies, list, stars), saved });
    this.drafts.touch();
  }

  /** Resolves when the draft on the disk is as things are now, or cannot be. */
  async noted(): Promise<void> {
    this.drafts.touch();
    await this.drafts.flush();
  }

  /**
   * The list of series as it was when the study was opened: what comes into it later is news. `isNow`: the archive said so since; one
   * of before counts until then.
   */
  meetSeries(series: readonly SeriesSummary[], isNow: boolean): void {
    for (const study of new Set(series.map((one) => one.study))) {
      if (this.listedNow.has(study)) continue;
      if (isNow) this.listedNow.add(study);
      const own = series.filter((one) => one.study === study);
      this.atStart.set(study, new Map(own.map((one) => [one.series, one.instanceCount ?? 0])));
    }
  }

  seriesAtStart(study: StudyUid): ReadonlyMap<string, number> | undefined {
    return this.atStart.get(study);
  }

  /** What the active pane shows, resolved. */
  shownPane(): PresentedPane | undefined {
    return this.engine.presented(this.views.getState().view.active);
  }

  /** The images of a study that are on the screen, with what a presentation state can say of each. */
  shownPictures(study: StudyUid): readonly ShownPicture[] {
    return this.engine.facts.getState().panes.flatMap(({ state, instance, frame = 1 }, pane) => {
      if (state !== 'shown' || instance?.study !== study) return [];
      const presented = this.engine.presented(pane);
      return [{ instance, frame, ...(presented ? { presented } : {}) }];
    });
  }

  /** The browser asks before the page goes with unsaved work; whatever it answers, the draft is written. */
  private watchThePage(): () => void {
    const ends = new AbortController();
    const { signal } = ends;
    const flush = () => void this.drafts.flush();
    addEventListener(
      'pagehide',
      () => {
        this.engine.measuring.conclude();
        flush();
      },
      { signal },
    );
    document.addEventListener('visibilitychange', flush, { signal });
    addEventListener(
      'beforeunload',
      (event) => {
        flush();
        const { unsaved } = this.saving.getState();
        if (unsaved > 0 || this.engine.measuring.unfinished()) event.preventDefault();
      },
      { signal },
    );
    return () => ends.abort();
  }

  /** Once is enough, twice does no harm. */
  async close(): Promise<void> {
    // However the study is left: a path that could end is in the draft.
    if (this.ends.length > 0) this.engine.measuring.conclude();
    for (const end of this.ends.splice(0)) end();
    await this.drafts.close();
  }
}
