import type { Archive } from '@/archive/contract/archive';
import { askAhead } from '@/archive/studies/askedAhead';
import { Painter } from '@/painting/painter';
import type { Pane } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { EarlyPictureHand, Engine, WaitsFor } from '@/imaging/contract';
import { EarlyLoads } from './earlyLoads';
import { EarlyPlace, type EarlyPane } from './earlyPane';
import { EarlySeries } from './earlySeries';
import { createEngineNeed, needOf, type EngineNeedStore, type ListedModality } from './engineNeed';
import { createStreamFirst } from './streamFirst';
import { createFrameGate } from '@/imaging/pane/frameGate';
import {
  createFactsStore,
  EMPTY_PANE,
  ENGINELESS_PANE,
  LOADING_PANE,
  seriesKey,
  type FactsStore,
} from '@/imaging/pane/paneStore';
import { presented } from '@/imaging/presentation/presented';
import { earlyBytes } from '@/imaging/stack/cacheSize';
import { toOneToOne } from '@/imaging/pane/scrolling';
import { watchSize } from '@/imaging/pane/watchSize';

/** Kept beside what a stream that is begun ahead brings before it waits. */
const SPARE_BYTES = 32 * 2 ** 20;
/** How many series are kept beside those that stand there: what was chosen before comes back at once. */
const MOST_RESTING = 2;

/**
 * Panes before the engine: at first the one that is active, then each that is made active or given a series. Painted by the same painter,
 * window and projection, so that the engine's picture lies where this one did, and moved by the same gestures. A picture is shown as long
 * as the view asks for its series, and goes when the engine has come to something.
 */
export interface EarlyPictures extends EarlyPictureHand {
  /** What the page is told of its panes: by the early picture, then by the engine. */
  readonly facts: FactsStore;
  /** The archive, with the answers that the early picture asked for. */
  readonly archive: Archive;
  /** Resolves when the picture stands, when it is plain that there will be none, or when its pixels are long in coming. */
  readonly settled: Promise<void>;
  /** Resolves when the machine is free for the engine's code: after `settled`, and what comes of the series fast. */
  readonly free: Promise<void>;
  /** Whether the engine is needed for what the panes hold. */
  readonly need: EngineNeedStore;
  /** Told of what the lists of series say. */
  listed(modalityOf: ListedModality): void;
  /** Something that only the engine can do is asked for, whatever the panes hold. */
  summon(): void;
  /** Begins; the result ends it. Once. */
  start(): () => void;
  /** Gives a pane's early picture its place on the page; the result takes it back. */
  mount(pane: number, element: HTMLElement): () => void;
  /** Hands over to an engine; the result leaves it. */
  follow(engine: Engine): () => void;
  /** No engine will come, or one is awaited again: until then all panes are shown from here, and what fails is said. */
  setLast(isLast: boolean): void;
  /** Asks again for what failed in a pane. */
  retry(pane: number): void;
}

export const createEarlyPictures = (archive: Archive, views: ViewStore): EarlyPictures =>
  new OwnEarlyPictures(archive, views);

class OwnEarlyPictures implements EarlyPictures {
  readonly facts = createFactsStore();
  readonly archive: Archive;
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;
  private readonly stream = createStreamFirst();
  readonly free = this.stream.over;
  readonly need = createEngineNeed();
  private listedModality: ListedModality = () => undefined;
  private readonly loads = new EarlyLoads(() => this.tell());
  private readonly ask;
  private readonly views: ViewStore;
  private readonly painter = new Painter();
  private readonly places = new Map<number, EarlyPlace>();
  private engine: Engine | undefined;
  private isOver = false;
  private isLast = false;
  /** What stands in each pane. */
  private readonly standing = new Map<number, EarlySeries>();
  /** Panes that were shown from here once. */
  private readonly hasStood = new Set<number>();
  /** What stood there before, the latest last. */
  private resting: EarlySeries[] = [];
  /** What the hand does, and what comes, is painted with the next picture of the page: the newest, once. */
  private readonly gate = createFrameGate(() => this.update());

  constructor(archive: Archive, views: ViewStore) {
    const ahead = askAhead(archive);
    this.archive = ahead.archive;
    this.ask = ahead.ask;
    this.views = views;
    this.settled = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  start(): () => void {
    const unfollow = this.views.subscribe(({ view }, { view: before }) => {
      if (view.panes !== before.panes || view.active !== before.active) this.follows();
      else if (view.keyImages !== before.keyImages) this.weigh();
    });
    this.isOver = false;
    this.hang();
    return () => {
      this.isOver = true;
      this.gate.stop();
      this.loads.stop();
      this.stream.end();
      unfollow();
      for (const series of [...this.standing.values(), ...this.resting]) series.end();
      this.standing.clear();
      this.resting = [];
    };
  }

  mount(pane: number, element: HTMLElement): () => void {
    const place = new EarlyPlace(element);
    this.places.set(pane, place);
    const paint = () => this.standing.get(pane)?.shown?.update();
    const unwatch = watchSize(element, () => {
      paint();
      // With its picture: a scale bar is as long as that shows it.
      if (this.standing.has(pane)) this.tell();
    });
    paint();
    return () => {
      unwatch();
      place.clear();
      if (this.places.get(pane) === place) this.places.delete(pane);
    };
  }

  follow(engine: Engine): () => void {
    this.engine = engine;
    this.isLast = false;
    const stop = engine.facts.subscribe(() => this.tell());
    this.tell();
    return () => {
      stop();
      if (this.engine === engine) this.engine = undefined;
    };
  }

  listed(modalityOf: ListedModality): void {
    this.listedModality = modalityOf;
    this.weigh();
  }

  summon(): void {
    this.need.setState({ need: 'some' });
  }

  /** Finds out anew whether the engine is needed. */
  private weigh(): void {
    if (this.isOver || this.need.getState().need === 'some') return;
    const need = needOf(
      this.views.getState().view,
      (at) => this.standing.get(at)?.nature ?? 'unknown',
      this.listedModality,
    );
    // What is not known yet changes nothing: beside a document, or in its place, it is described first.
    if (need !== 'unknown') this.need.setState({ need, ...(need === 'none' ? { hasRested: true } : {}) });
    // What stands beside a document is described from here: nobody else will.
    const isAlone = [...this.standing.values()].some(({ nature }) => nature === 'other');
    if (need !== 'some' && isAlone) this.hang(true);
  }

  setLast(isLast: boolean): void {
    this.isLast = isLast;
    if (this.isOver) return;
    this.hang();
    this.tell();
  }

  retry(pane: number): void {
    this.standing.get(pane)?.end();
    this.standing.delete(pane);
    this.hang();
    this.tell();
  }

  serves(pane: number, after: WaitsFor): boolean {
    const picture = this.at(pane);
    // Nothing is done to what is no image, and nothing waits for it.
    const standing = this.standing.get(pane);
    if (standing?.isAsked && standing.nature === 'other') return true;
    if (!picture) return false;
    if (after === 'place' || after === 'seen') return true;
    return after === 'series' ? picture.isPlaced : picture.isArrived;
  }

  gestures(pane: number) {
    return this.at(pane)?.gestures;
  }

  scrollBy(pane: number, images: number): void {
    this.at(pane)?.gestures.scroll(images);
  }

  scrollTo(pane: number, index: number): void {
    this.at(pane)?.scrollTo(index);
  }

  oneToOne(pane: number): void {
    toOneToOne(this.views, pane, this.facts.getState().panes[pane]);
  }

  private at(pane: number) {
    const series = this.standing.get(pane);
    return series?.isAsked ? series.shown : undefined;
  }

  /** The view changed. */
  private follows(): void {
    const before = [...this.standing.values()];
    this.hang();
    const now = [...this.standing.values()];
    // What stands in a pane is told with the change itself, never under the name of before.
    if (before.length !== now.length || now.some((series, at) => series !== before[at])) this.tell();
    if (now.length > 0 || this.isLast) this.gate.ask();
    this.weigh();
  }

  /** Gives panes what the view asks for there, as long as there is no engine to do it. */
  private hang(isAll = this.isLast): void {
    const { panes, active } = this.views.getState().view;
    for (const [at, series] of this.standing) if (!series.isAsked) this.rest(at, series);
    if (this.engine) return;
    panes.forEach((pane, at) => {
      const isWanted = isAll || at === active || this.hasStood.has(at);
      // A presentation state comes from a series of its own; planes are the engine's.
      const isLater = (pane?.presentation ?? pane?.cut) !== undefined;
      if (isLater && at === active) this.came(undefined);
      if (!pane || isLater || this.standing.has(at) || !isWanted) return;
      this.hasStood.add(at);
      this.standing.set(at, this.returned(at, pane) ?? this.seriesOf(at, pane));
    });
  }

  /** The first picture stands, or there is none: what comes of its series fast goes before the engine. */
  private came(picture: EarlyPane | undefined): void {
    this.settle();
    this.weigh();
    const { panes } = this.views.getState().view;
    const isOnly = panes.every((pane, at) => !pane || at === picture?.pane);
    // What is coded has to be decoded, which the engine does.
    const isPlain = picture !== undefined && picture.first.verified.form !== 'encoded';
    const isStreamed = picture !== undefined && this.archive.streamsAhead?.() === picture.stack.series;
    if (isStreamed && isOnly && isPlain) this.stream.begin();
    else this.stream.end();
  }

  /** How much of a series can be painted, from 0 to 1. */
  private shared(share: number): void {
    if (share < 1) this.stream.came(share);
    // On the screen first: the engine's code takes the page's time.
    else void presented().then(() => this.stream.end());
  }

  private rest(at: number, series: EarlySeries): void {
    this.stream.end();
    this.standing.delete(at);
    this.places.get(at)?.clear();
    series.rest();
    this.resting.push(series);
    while (this.resting.length > (this.engine ? 0 : MOST_RESTING)) this.resting.shift()?.end();
  }

  /** A series that stood in a pane before. */
  private returned(at: number, { study, series }: Pane): EarlySeries | undefined {
    const known = this.resting.find(
      (one) => one.pane === at && one.study === study && one.series === series && !one.hasFailed,
    );
    this.resting = this.resting.filter((one) => one !== known);
    return known;
  }

  private seriesOf(pane: number, asked: Pane): EarlySeries {
    const { views, painter, ask, archive } = this;
    return new EarlySeries(
      {
        archiveId: archive.id,
        pane,
        views,
        painter,
        ask,
        overhear: archive.frames.overhear,
        place: () => this.places.get(pane),
        isLast: () => this.isLast,
        onChange: () => this.gate.ask(),
        mostBytes: earlyBytes() + SPARE_BYTES,
        settle: (picture) => this.came(picture),
        onShare: (share) => this.shared(share),
      },
      asked,
    );
  }

  /** The view or what is here changed. */
  private update(): void {
    this.weigh();
    for (const [at, series] of this.standing) {
      if (!series.isAsked) this.rest(at, series);
      else if (this.isServed(at)) this.drop(at);
      else if (series.shown) series.shown.update();
      else this.places.get(at)?.clear();
    }
    this.tell();
  }

  /** Whether the engine has come to what the view asks for in a pane: its picture, or why there is none. */
  private isServed(pane: number): boolean {
    const status = this.engine?.facts.getState().panes[pane];
    if (!status || status.state === 'loading' || status.state === 'empty') return false;
    const { at: asked, cut } = this.views.getState().view.panes[pane] ?? {};
    if (status.state !== 'shown' || !asked || cut) return true;
    return status.instance?.sop === asked.sop && status.frame === asked.frame;
  }

  private drop(at: number): void {
    this.standing.get(at)?.end();
    this.standing.delete(at);
    for (const series of this.resting.splice(0)) series.end();
  }

  private tell(): void {
    const { engine, standing } = this;
    for (const [at, series] of standing)
      if (!series.isAsked) this.rest(at, series);
      else if (this.isServed(at)) this.drop(at);
    const told = engine?.facts.getState();
    if (standing.size === 0 && !this.isLast) {
      this.facts.setState({ panes: told?.panes ?? [], loads: this.loads.next([], told?.loads) });
      return;
    }
    const panes = this.views.getState().view.panes.map((pane, at) => {
      const series = standing.get(at);
      if (!pane) return told?.panes[at] ?? EMPTY_PANE;
      const isHopeless = this.isLast && !series?.isTrying;
      return series?.status ?? told?.panes[at] ?? (isHopeless ? ENGINELESS_PANE : LOADING_PANE);
    });
    const early = [...standing.values()].flatMap(({ shown, study, series }) =>
      shown?.load ? [{ key: seriesKey(study, series), load: shown.load }] : [],
    );
    this.facts.setState({ panes, loads: this.loads.next(early, told?.loads) });
  }
}
