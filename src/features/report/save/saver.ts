import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SeriesSummary } from '@/archive/contract/archive';
import { isAborted } from '@/archive/contract/archiveError';
import type { Instance } from '@/dicom/dataset/instance';
import { toPersonName, type Writing, type WrittenObject } from '@/dicom/objects/written';
import type { Evidence, Predecessor } from '@/dicom/sr/document';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Pending } from '@/features/report/drafts/draft';
import { isSameState, stateOf } from '@/features/report/state/state';
import type { StudyWork } from '@/features/report/drafts/studyWork';
import type { ImageOfInterest } from '@/view/reports/keyImages';
import type { Measurement } from '@/measurement/measurement';
import type { PresentedPane } from '@/view/presentation/presentation';
import type { KeyImage } from '@/view/viewState';
import { saveObject, type ObjectState } from './saveObject';

/** Who made a document, and when, as far as it says. */
export interface Signature {
  readonly author?: string;
  /** ISO 8601. */
  readonly at?: string;
}

/** Makes objects of what is on the screen. */
export interface Writers {
  report(
    writing: Writing,
    measurements: readonly Measurement[],
    imageOf: (one: Measurement) => Instance | undefined,
    predecessors: readonly Predecessor[],
  ): WrittenObject;
  keyImages(
    writing: Writing,
    images: readonly ImageOfInterest[],
    predecessors: readonly Predecessor[],
    documents?: readonly Evidence[],
  ): WrittenObject;
  presentation(writing: Writing, shown: PresentedPane): WrittenObject;
  signature(document: Instance): Signature;
}

export interface SaveRow {
  readonly key: string;
  readonly kind: WrittenObject['kind'];
  readonly study: StudyUid;
  /** Measurements or images in it. */
  readonly count: number;
  /** Of these, images that did not come: they are not in what was written last, and stay unsaved. */
  readonly leftOut?: number;
  readonly isChosen: boolean;
  readonly state: ObjectState | { readonly phase: 'new' | 'unwritten' | 'failed' };
}

interface StarredImage {
  readonly star: KeyImage;
  readonly instance: Instance;
}

export interface SaveState {
  readonly rows: readonly SaveRow[];
  /** Reports that others saved since this page opened the study. */
  readonly newer: readonly Signature[];
  readonly isBusy: boolean;
}

const COMPREHENSIVE_3D = '1.2.840.10008.5.1.4.1.1.88.34';
const KEY_OBJECTS = '1.2.840.10008.5.1.4.1.1.88.59';

const areSameHeld = (one: readonly Pending['held'][number][], other: readonly Pending['held'][number][]) =>
  one.length === other.length &&
  one.every((held, i) => {
    const twin = other[i];
    return twin !== undefined && twin.id === held.id && isSameState(stateOf(held), stateOf(twin));
  });

/** Brings the work on a page into the archive, object by object, and says of each how far it has gone. */
export class Saver {
  readonly store: StoreApi<SaveState> = createStore<SaveState>(() => ({
    rows: [],
    newer: [],
    isBusy: false,
  }));
  private readonly work: StudyWork;
  private readonly writers: Writers;
  private readonly life = new AbortController();
  /** Of what was sent: what the archive is known not to have. */
  private readonly refused = new Set<Pending>();
  private readonly wakers = new Set<() => void>();
  /** Series of documents that this page made: never another reader's. */
  private readonly ownSeries = new Set<string>();

  constructor(work: StudyWork, writers: Writers) {
    this.work = work;
    this.writers = writers;
  }

  /** Lists what there is to save now. */
  plan(): void {
    if (this.store.getState().isBusy) return;
    const { ledger } = this.work;
    const { list, stars, studies } = this.work.now();
    const rows: SaveRow[] = [];
    const add = (kind: SaveRow['kind'], study: StudyUid, count: number, isChosen = true) =>
      rows.push({ key: `${kind} ${study}`, kind, study, count, isChosen, state: { phase: 'new' } });
    for (const study of studies) {
      const own = list.filter((one) => one.study === study);
      const { removed, areStarsChanged } = ledger.work(study, list, stars);
      if (own.some((one) => !ledger.isSaved(one)) || removed.length > 0) add('report', study, own.length);
      const marked = stars.filter((one) => one.study === study);
      if (areStarsChanged || (marked.length > 0 && !ledger.starDocument(study)))
        add('keyImages', study, marked.length);
    }
    const shown = this.work.shownPane();
    if (shown) add('presentation', shown.pane.study, 1, false);
    this.store.setState({ rows, newer: [] });
  }

  choose(key: string, isChosen: boolean): void {
    this.patch(key, { isChosen });
  }

  private patch(key: string, patch: Partial<SaveRow>): void {
    this.store.setState(({ rows }) => ({
      rows: rows.map((row) => (row.key === key ? { ...row, ...patch } : row)),
    }));
  }

  /** Whatever waits for an archive to come back is tried at once. */
  wake(): void {
    for (const wake of this.wakers) wake();
  }

  private readonly pause = (ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const { signal } = this.life;
      const end = () => {
        clearTimeout(timer);
        this.wakers.delete(end);
        if (signal.aborted) reject(new DOMException('', 'AbortError'));
        else resolve();
      };
      const timer = setTimeout(end, ms);
      this.wakers.add(end);
      signal.addEventListener('abort', end, { once: true });
    });

  /** Saves what is chosen and not saved, one object after the other; each for itself. */
  async save(): Promise<void> {
    if (this.store.getState().isBusy) return this.wake();
    const rows = this.store
      .getState()
      .rows.filter(({ isChosen, state }) => isChosen && state.phase !== 'saved');
    if (rows.length === 0) return;
    this.store.setState({ isBusy: true });
    for (const { key } of rows) this.patch(key, { state: { phase: 'waiting' } });
    try {
      await this.lookForNewer(new Set(rows.map(({ study }) => study)));
      for (const row of rows) await this.saveRow(row).catch((error: unknown) => this.failed(row, error));
    } catch (error) {
      if (!isAborted(error)) throw error;
    } finally {
      this.store.setState({ isBusy: false });
    }
  }

  /** A defect of this program: the other objects go on, and the draft stays. */
  private failed({ key }: SaveRow, error: unknown): void {
    if (isAborted(error)) throw error;
    this.patch(key, { state: { phase: 'failed' } });
  }

  private async saveRow(row: SaveRow): Promise<void> {
    const pending = await this.pendingOf(row);
    if (!pending) return this.patch(row.key, { state: { phase: 'unwritten' } });
    const wasSent = this.work.pending.includes(pending) && !this.refused.has(pending);
    this.refused.delete(pending);
    this.ownSeries.add(pending.object.series);
    const told: { last?: ObjectState['phase'] } = {};
    if (!this.work.pending.includes(pending)) {
      this.work.pending.push(pending);
      // What is about to be sent is known after a crash: it is then looked for, and not written a second time.
      await this.work.noted();
    }
    const state = await saveObject(
      {
        archive: this.work.archive,
        signal: this.life.signal,
        pause: this.pause,
        tell: (next) => {
          told.last = next.phase;
          this.patch(row.key, { state: next });
        },
      },
      pending.object,
      wasSent,
    );
    if (state.phase === 'saved') this.settle(pending);
    // The archive's own answer to the sending: it is not there, and need not be looked for.
    else if (told.last === 'sending') this.refused.add(pending);
    this.patch(row.key, { state });
    await this.work.noted();
  }

  /** An object stands in the archive: what is in it is saved. */
  private settle(pending: Pending): void {
    const { object, held, stars } = pending;
    this.work.pending.splice(this.work.pending.indexOf(pending), 1);
    const document = { sop: object.sop, series: object.series };
    this.work.stored(object);
    if (object.kind === 'keyImages') this.work.ledger.savedStars(object.study, stars, document);
    if (object.kind === 'report') {
      this.work.ledger.saved(held, document);
      this.work.engine.measuring.signed(
        held.map(({ id }) => id),
        { ...document, at: new Date().toISOString() },
      );
    }
    this.work.changed();
  }

  /** The object of a row: the one that was sent already, where it still says what is on the screen, or a new one. */
  private async pendingOf({ key, kind, study }: SaveRow): Promise<Pending | undefined> {
    // Statistics need the pixels: a report without them would say less than the screen.
    await this.work.engine.measuring.readAll();
    const { list, stars } = this.work.now();
    const held = kind === 'report' ? list.filter((one) => one.study === study) : [];
    const marked = kind === 'keyImages' ? stars.filter((one) => one.study === study) : [];
    for (const sent of this.work.pending.filter(
      ({ object }) => object.kind === kind && object.study === study,
    )) {
      const isSame =
        kind !== 'presentation' &&
        areSameHeld(sent.held, held) &&
        JSON.stringify(sent.stars) === JSON.stringify(marked);
      if (isSame) return sent;
      // Another state of the work was sent before: if it arrived, it is the version that this one follows.
      if (await this.isThere(sent.object)) this.settle(sent);
    }
    const images = await this.imagesOf(marked);
    this.patch(key, { leftOut: marked.length - images.length });
    const object = await this.write(kind, study, held, images);
    return object && { object, held, stars: images.map(({ star }) => star) };
  }

  /** The key images that are there. */
  private async imagesOf(marked: readonly KeyImage[]): Promise<readonly StarredImage[]> {
    const { measuring } = this.work.engine;
    const images: StarredImage[] = [];
    for (const star of marked) {
      const { study, series, sop } = star;
      const instance = measuring.instanceOf(star) ?? (await this.fetchInstance(study, series, sop));
      if (instance && star.frame <= instance.frames) images.push({ star, instance });
    }
    return images;
  }

  private async isThere({ study, series, sop }: WrittenObject): Promise<boolean> {
    const found = await this.work.archive.instances(study, series, this.life.signal).catch(() => []);
    return found.some((one) => one.sop === sop);
  }

  private async write(
    kind: SaveRow['kind'],
    study: StudyUid,
    held: readonly Measurement[],
    images: readonly StarredImage[],
  ): Promise<WrittenObject | undefined> {
    const { measuring } = this.work.engine;
    const { writers } = this;
    const imageOf = (place: KeyImage) => measuring.instanceOf(place);
    const shown = kind === 'presentation' ? this.work.shownPane() : undefined;
    const source =
      shown?.shown.instance ?? held.map(imageOf).find((one) => one !== undefined) ?? images[0]?.instance;
    if (!source) return undefined;
    const { reader } = this.work;
    const author = reader && { name: toPersonName(reader.name) };
    const writing: Writing = { source, at: new Date(), ...(author ? { author } : {}) };
    if (kind === 'presentation') return shown && writers.presentation(writing, shown);
    if (kind === 'report') {
      const documents = this.work.ledger.documents(study, held);
      return writers.report(
        writing,
        held,
        imageOf,
        await this.predecessors(study, documents, COMPREHENSIVE_3D),
      );
    }
    const before = this.work.ledger.starDocument(study);
    const predecessors = await this.predecessors(study, before ? [before] : [], KEY_OBJECTS);
    return writers.keyImages(
      writing,
      images.map(({ star: { frame }, instance }) => ({ instance, frame })),
      predecessors,
    );
  }

  private async fetchInstance(
    study: StudyUid,
    series: SeriesUid,
    sop: SopUid,
  ): Promise<Instance | undefined> {
    const all = await this.work.archive.instances(study, series, this.life.signal).catch(() => []);
    return all.find((one) => one.sop === sop);
  }

  private predecessors(
    study: StudyUid,
    documents: readonly { readonly series: SeriesUid; readonly sop: SopUid }[],
    usual: string,
  ): Promise<readonly Predecessor[]> {
    return Promise.all(
      documents.map(async ({ series, sop }) => {
        const found = await this.fetchInstance(study, series, sop);
        return { study, series, sop, sopClass: found?.sopClass || usual };
      }),
    );
  }

  /** Reports that came into these studies since the page opened them, and not from here. */
  private async lookForNewer(studies: ReadonlySet<StudyUid>): Promise<void> {
    const { archive } = this.work;
    const newer: Signature[] = [];
    for (const study of studies) {
      const known = this.work.seriesAtStart(study);
      if (!known) continue;
      const isNew = ({ series, modality, instanceCount = 0 }: SeriesSummary) =>
        modality === 'SR' && !this.ownSeries.has(series) && (known.get(series) ?? -1) < instanceCount;
      try {
        for (const { series } of (await archive.series(study, this.life.signal)).filter(isNew)) {
          const documents = await archive.instances(study, series, this.life.signal);
          newer.push(...documents.map(this.writers.signature));
        }
      } catch (error) {
        // Whoever cannot be asked for a list is asked to store all the same, and says then what is wrong.
        if (isAborted(error)) throw error;
      }
    }
    this.store.setState({ newer });
  }

  /** The objects of the chosen rows as they would be sent, for a person to keep. */
  async objects(): Promise<readonly WrittenObject[]> {
    const chosen = this.store.getState().rows.filter(({ isChosen }) => isChosen);
    const objects: WrittenObject[] = [];
    for (const row of chosen) {
      const pending = await this.pendingOf(row);
      if (pending) objects.push(pending.object);
    }
    return objects;
  }

  stop(): void {
    this.life.abort();
  }
}
