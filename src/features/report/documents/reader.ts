import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Archive, ObjectPlace, SeriesSummary } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Instance } from '@/dicom/dataset/instance';
import { believedPlaces, evidencePlaces } from '@/dicom/sr/places';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Engine } from '@/imaging/contract';
import { isSameValue } from '@/measurement/same';
import { adoptFindings } from './adoptFindings';
import type { DocumentsState, Listing, Undrawn } from './documentsState';
import type { ViewStore } from '@/view/viewStore';
import { newestStars, readDocument, type StudyDocument } from '@/view/reports/documents';
import type { SavedView } from '@/view/link/codec';
import type { Adopted } from '@/measurement/measurement';

/** What an archive that is away did not give is asked for this often. */
const AGAIN_MS = 5_000;

const DOCUMENT_MODALITIES: ReadonlySet<string> = new Set(['SR', 'KO', 'PR']);
/** Series that hold no images to draw on. */
const NO_IMAGES: ReadonlySet<string> = new Set([
  ...DOCUMENT_MODALITIES,
  ...['SEG', 'RTSTRUCT', 'RTPLAN', 'RTRECORD', 'REG', 'FID', 'RWV', 'DOC', 'ECG', 'HD', 'EPS', 'AU', 'M3D'],
]);

type Listed = Pick<SeriesSummary, 'study' | 'series'>;

const keyOf = (study: StudyUid, series: SeriesUid): string => `${study} ${series}`;

/** The document that a link's view was saved as. */
export interface NamedView extends SavedView {
  readonly study: StudyUid;
}

/** What the reader works on; changes when the engine starts or a list of series arrives. */
export interface Place {
  readonly archive: Archive;
  /** Absent while no pane holds images: documents are read, and drawn once there is one. */
  readonly engine: Engine | undefined;
  readonly views: ViewStore;
  /** Asks for the engine, to draw. */
  summonEngine(): void;
  readonly series: readonly SeriesSummary[];
  readonly listing: Listing;
  /** Asks the archive for the lists of series again. */
  askAgain(): Promise<void>;
}

/**
 * Reads the documents of the studies on screen, after their pictures: lists them, and draws what readers saved here, the
 * newest version of each. What was drawn since is never replaced.
 */
export class DocumentReader {
  readonly store: StoreApi<DocumentsState> = createStore<DocumentsState>(() => ({
    phase: 'waiting',
    documents: [],
    failed: 0,
    stars: [],
    listing: 'asked',
    isBare: false,
    shown: new Map(),
  }));
  private place: Place | undefined;
  private readonly asked = new Set<string>();
  /** Of these, what could not be read. */
  private readonly unread = new Map<string, Listed>();
  /** How many readings are under way. */
  private reading = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly images = new Map<string, Promise<readonly Instance[]>>();
  private readonly offered = new Set<SopUid>();
  /** Asked for by hand before there was an engine. */
  private readonly awaited: StudyDocument[] = [];
  private unfollow: (() => void)[] = [];
  private ended = new AbortController();
  /** The saved view that the link named, until it was shown. */
  private saved: NamedView | undefined;

  constructor(saved?: NamedView) {
    this.saved = saved;
  }

  /** Begins, or goes on with a longer list of series. */
  enter(place: Place): void {
    const isNew = !this.place || this.place.engine !== place.engine;
    this.place = place;
    const { listing, series } = place;
    this.store.setState({ listing, isBare: series.length === 0 });
    if (!isNew) return void this.readNew(place.series);
    for (const stop of this.unfollow) stop();
    const { engine } = place;
    const look = () => {
      const isSettledHere = !engine || engine.facts.getState().panes.some(isSettled);
      if (this.store.getState().phase !== 'waiting' || !isSettledHere) return;
      this.store.setState({ phase: 'loading' });
      void this.readNew(this.place?.series ?? []);
    };
    this.unfollow = [];
    // What a view was saved with is drawn with it, or said to be gone.
    if (!engine && this.saved) place.summonEngine();
    if (!engine) return look();
    this.unfollow = [engine.facts.subscribe(look), engine.measures.subscribe(() => void this.meet())];
    look();
    if (this.store.getState().phase === 'here') void this.drawRead();
  }

  /** Draws what was read, once there is an engine to draw it. */
  private async drawRead(): Promise<void> {
    if (!this.place?.engine) return;
    this.showStars();
    await this.showSaved();
    await this.showNamed();
    for (const document of this.awaited.splice(0)) await this.show(document);
  }

  /** The engine did not come: nothing is drawn that was asked for, and `summonEngine` is the way to ask again. */
  forgo(summonEngine: () => void): void {
    if (this.place) this.place = { ...this.place, summonEngine };
    this.awaited.length = 0;
    this.store.setState({ busy: undefined });
  }

  leave(): void {
    this.ended.abort();
    this.ended = new AbortController();
    for (const stop of this.unfollow) stop();
    this.unfollow = [];
    this.place = undefined;
    clearTimeout(this.timer);
    this.reading = 0;
    this.asked.clear();
    this.unread.clear();
    this.images.clear();
    this.awaited.length = 0;
    this.store.setState({ phase: 'waiting' });
  }

  /** Looks for documents that have come since. */
  async refresh(): Promise<void> {
    const { signal } = this.ended;
    if (!this.place) return;
    this.store.setState({ phase: 'loading' });
    for (const { instance } of this.store.getState().documents)
      this.asked.delete(keyOf(instance.study, instance.series));
    for (const key of this.unread.keys()) this.asked.delete(key);
    await this.place.askAgain();
    if (signal.aborted) return;
    const others = [...this.unread].filter(([key]) => !this.asked.has(key)).map(([, one]) => one);
    const listed = this.place.series.filter((one) => !this.unread.has(keyOf(one.study, one.series)));
    await Promise.all([this.readNew(listed), this.readSeries(others)]);
  }

  /** What an archive that was away did not give is read once it is back. */
  private readAgain(error: unknown): void {
    if (!(error instanceof ArchiveError) || error.fault !== 'unreachable') return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.readSeries([...this.unread.values()]), AGAIN_MS);
  }

  /** The archive, listened to: some makers put their reports into the series of the images, where no list names them. */
  listenTo(archive: Archive): Archive {
    return {
      ...archive,
      instances: async (study, series, signal, tell) => {
        const list = await archive.instances(study, series, signal, tell);
        this.note(list);
        return list;
      },
    };
  }

  private note(instances: readonly Instance[]): void {
    const here = new Set(this.store.getState().documents.map(({ instance }) => instance.sop));
    const read = instances
      .filter(({ frames, sop }) => frames === 0 && !here.has(sop))
      .map(readDocument)
      .filter((one) => one !== undefined);
    if (read.length === 0) return;
    this.store.setState(({ documents }) => ({ documents: [...documents, ...read] }));
    if (this.store.getState().phase !== 'here') return;
    this.showStars();
    void this.showSaved();
  }

  /** A measurement that was just saved stands in a document that is not listed yet. */
  private async meet(): Promise<void> {
    const { list } = this.place?.engine?.measures.getState() ?? { list: [] };
    const { documents, phase } = this.store.getState();
    if (phase !== 'here') return;
    const listed = new Set<string>(documents.map(({ instance }) => instance.sop));
    const missing = list.filter(
      ({ origin, study }) =>
        origin && !listed.has(origin.sop) && !this.asked.has(keyOf(study, origin.series)),
    );
    for (const { study, origin } of missing)
      if (origin) await this.readSeries([{ study, series: origin.series }]);
  }

  private async readNew(series: readonly SeriesSummary[]): Promise<void> {
    if (this.store.getState().phase === 'waiting') return;
    const fresh = series.filter(
      ({ modality, study, series: uid }) =>
        DOCUMENT_MODALITIES.has(modality) && !this.asked.has(keyOf(study, uid)),
    );
    await this.readSeries(fresh);
  }

  private async readSeries(series: readonly Listed[]): Promise<void> {
    const { archive } = this.place ?? {};
    const { signal } = this.ended;
    if (!archive) return;
    this.reading += 1;
    let reason: unknown;
    const found = await Promise.all(
      series.map(async ({ study, series: uid }) => {
        const key = keyOf(study, uid);
        this.asked.add(key);
        try {
          const list = await archive.instances(study, uid, signal);
          this.unread.delete(key);
          return list;
        } catch (error) {
          if (!signal.aborted) this.unread.set(key, { study, series: uid });
          reason = error;
          return [];
        }
      }),
    );
    if (signal.aborted) return;
    this.reading -= 1;
    this.readAgain(reason);
    const read = found
      .flat()
      .map(readDocument)
      .filter((one) => one !== undefined);
    this.store.setState(({ documents, reason: before }) => {
      const all = new Map([...documents, ...read].map((one) => [one.instance.sop, one]));
      return {
        phase: this.reading === 0 ? 'here' : 'loading',
        documents: [...all.values()],
        failed: this.unread.size,
        reason: this.unread.size > 0 ? (reason ?? before) : undefined,
      };
    });
    await this.drawRead();
  }

  /**
   * Shows the stars that were saved here, the newest version, where the page has none of the study. Once: whoever takes one
   * away meanwhile has taken it away.
   */
  private showStars(): void {
    const { engine, views } = this.place ?? {};
    if (!engine || !views) return;
    const { documents } = this.store.getState();
    for (const { study, stars, document } of newestStars(documents)) {
      if (this.offered.has(document.sop)) continue;
      this.offered.add(document.sop);
      const here = views.getState().view.keyImages?.filter((one) => one.study === study) ?? [];
      if (here.length > 0 && !isSameValue(here, stars)) continue;
      // Known before they are here: they are no work of this page.
      this.store.setState((state) => ({ stars: [...state.stars, { study, stars, document }] }));
      if (here.length === 0) engine.measuring.star(stars);
    }
  }

  /** Draws the reports that the named document lists, whoever wrote them. What is seen comes from the link itself. */
  private async showNamed(): Promise<void> {
    const { saved } = this;
    if (!saved || !this.place?.engine) return;
    const { study } = saved;
    this.saved = undefined;
    if (!this.asked.has(keyOf(study, saved.series))) await this.readSeries([{ study, series: saved.series }]);
    const { documents } = this.store.getState();
    const named = documents.find(({ instance }) => instance.sop === saved.sop);
    if (named?.kind !== 'keyImages') return this.store.setState({ isSavedLost: true });
    const listed = evidencePlaces(named.instance.dataset);
    for (const document of documents) {
      const { sop } = document.instance;
      if (document.kind !== 'report' || !listed.has(sop) || this.offered.has(sop)) continue;
      this.offered.add(sop);
      await this.show(document, true);
    }
  }

  /** Draws what was saved here, the newest version of each reader, and what a link asks for, whoever wrote it. */
  private async showSaved(): Promise<void> {
    if (!this.place?.engine) return;
    const { documents } = this.store.getState();
    const { tracking } = this.place.engine.measuring.sought.getState();
    const superseded = new Set(documents.flatMap(({ predecessors }) => predecessors));
    for (const document of documents) {
      const { instance, isOurs, kind } = document;
      if (kind !== 'report' || superseded.has(instance.sop) || this.offered.has(instance.sop)) continue;
      const isSought = document.content.findings.some((finding) => finding.tracking === tracking);
      if (!isOurs && !isSought) continue;
      this.offered.add(instance.sop);
      await this.show(document, true);
    }
  }

  /** Where an image stands: as the document says, else where the archive finds it in the document's study. */
  async placeOf({ instance }: StudyDocument, sop: SopUid): Promise<ObjectPlace | undefined> {
    const said = this.placesIn(instance).get(sop);
    return (
      said ?? this.place?.archive.locate?.(sop, instance.study, this.ended.signal).catch(() => undefined)
    );
  }

  /** Where a document says that its images stand, as far as its study has such series. */
  private placesIn({ dataset, study }: Instance) {
    const own = this.place?.series.filter((one) => one.study === study).map(({ series }) => series);
    return believedPlaces(evidencePlaces(dataset), study, own && new Set(own));
  }

  private imagesOf(study: StudyUid, series: SeriesUid): Promise<readonly Instance[]> {
    const key = keyOf(study, series);
    const before = this.images.get(key);
    if (before) return before;
    const asked = (
      this.place?.archive.instances(study, series, this.ended.signal) ?? Promise.resolve([])
    ).catch(() => {
      this.images.delete(key);
      return [];
    });
    this.images.set(key, asked);
    return asked;
  }

  /**
   * Draws the findings of a report on their images. Those that are here already stay as they are: `isQuiet` by their
   * tracking UID, whatever became of them since; else only at the same place.
   */
  async show(document: StudyDocument, isQuiet = false): Promise<void> {
    const { engine, series, summonEngine } = this.place ?? {};
    if (document.kind !== 'report' || !series) return;
    const { instance, content } = document;
    this.store.setState({ busy: instance.sop });
    if (!engine) {
      this.awaited.push(document);
      return summonEngine?.();
    }
    const places = this.placesIn(instance);
    const wanted = new Map<string, { study: StudyUid; series: SeriesUid }>();
    const want = (place: { study: StudyUid; series: SeriesUid } | undefined) => {
      if (place) wanted.set(keyOf(place.study, place.series), place);
    };
    for (const { image } of content.findings) want(image && places.get(image.sop));
    const isSomewhere = content.findings.some(
      ({ image, frameOfReference }) => frameOfReference !== undefined || (image && !places.has(image.sop)),
    );
    if (isSomewhere)
      for (const one of series) if (one.study === instance.study && !NO_IMAGES.has(one.modality)) want(one);
    const found = (
      await Promise.all([...wanted.values()].map((one) => this.imagesOf(one.study, one.series)))
    ).flat();
    const bySop = new Map(found.map((one) => [one.sop, one]));
    const adopted: Adopted[] = [];
    const undrawn: Undrawn[] = [];
    for (const finding of content.findings) {
      const made = finding.toMeasurement((sop) => bySop.get(sop), found);
      if ('reason' in made) undrawn.push({ finding, reason: made.reason });
      else adopted.push(made);
    }
    const lost = await adoptFindings(engine, adopted, isQuiet);
    for (const one of lost) {
      const finding = content.findings.find(({ tracking }) => tracking === one.tracking);
      if (finding) undrawn.push({ finding, reason: 'noImage' });
    }
    const here = new Map(engine.measures.getState().list.map(({ tracking, id }) => [tracking, id]));
    const drawn = adopted.map(({ tracking }) => here.get(tracking));
    if (!isQuiet && drawn[0] !== undefined) engine.measuring.show(drawn[0]);
    this.store.setState(({ shown }) => {
      const result = { drawn: drawn.filter((id) => id !== undefined).length, undrawn };
      return {
        busy: undefined,
        shown: new Map([...shown, [instance.sop, result]]),
      };
    });
  }
}

const isSettled = ({ state }: { state: string }): boolean => state !== 'empty' && state !== 'loading';
