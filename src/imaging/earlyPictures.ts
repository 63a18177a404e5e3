import type { Archive } from '@/archive/archive';
import { askAhead } from '@/archive/askedAhead';
import { isDescribedAlike } from '@/archive/identity';
import type { Instance } from '@/dicom/instance';
import { Painter } from '@/painting/painter';
import type { Pane } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { EarlyPictureHand, Engine, WaitsFor } from './contract';
import { EarlyPane, EarlyPlace } from './earlyPane';
import { earlyPixels, isPlain } from './earlyPixels';
import { createFrameGate } from './frameGate';
import {
  createFactsStore,
  EMPTY_PANE,
  LOADING_PANE,
  seriesKey,
  type EngineFacts,
  type FactsStore,
} from './paneStore';
import { presented } from './presented';
import { toOneToOne } from './scrolling';
import { openAt, openSeries, type Opening } from './seriesOpening';
import { toStack } from './stack';
import { watchSize } from './watchSize';

/** So long the engine waits for a frame: one that takes longer leaves time for both. */
const FRAME_MS = 300;

/**
 * The pane of a view that is active first, before the engine: painted by the same painter, window and projection, so that the engine's
 * picture lies where this one did, and moved by the same gestures. It is shown as long as the view asks for its series, and goes when
 * the engine has come to something.
 */
export interface EarlyPictures extends EarlyPictureHand {
  /** What the page is told of its panes: by the early picture, then by the engine. */
  readonly facts: FactsStore;
  /** The archive, with the answers that the early picture asked for. */
  readonly archive: Archive;
  /** Resolves when the picture stands, when it is plain that there will be none, or when its pixels are long in coming. */
  readonly settled: Promise<void>;
  /** Begins; the result ends it. Once. */
  start(): () => void;
  /** Gives a pane's early picture its place on the page; the result takes it back. */
  mount(pane: number, element: HTMLElement): () => void;
  /** Hands over to an engine; the result leaves it. */
  follow(engine: Engine): () => void;
}

export const createEarlyPictures = (archive: Archive, views: ViewStore): EarlyPictures =>
  new OwnEarlyPictures(archive, views);

class OwnEarlyPictures implements EarlyPictures {
  readonly facts = createFactsStore();
  readonly archive: Archive;
  readonly settled: Promise<void>;
  private settle: () => void = () => undefined;
  private readonly ask;
  private readonly views: ViewStore;
  private readonly painter = new Painter();
  private readonly places = new Map<number, EarlyPlace>();
  private engine: Engine | undefined;
  private picture: EarlyPane | undefined;
  /** The whole series was described, or refused. */
  private isAnswered = false;
  private readonly life = new AbortController();
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
    const { views } = this;
    const unfollow = views.subscribe(({ view }, { view: before }) => {
      if (this.picture && (view.panes !== before.panes || view.active !== before.active)) this.gate.ask();
    });
    void this.begin();
    return () => {
      this.life.abort();
      this.gate.stop();
      unfollow();
      this.drop();
    };
  }

  mount(pane: number, element: HTMLElement): () => void {
    const place = new EarlyPlace(element);
    this.places.set(pane, place);
    const paint = () => this.picture?.pane === pane && this.picture.update();
    const unwatch = watchSize(element, paint);
    paint();
    return () => {
      unwatch();
      place.clear();
      if (this.places.get(pane) === place) this.places.delete(pane);
    };
  }

  follow(engine: Engine): () => void {
    this.engine = engine;
    const stop = engine.facts.subscribe(() => this.tell());
    this.tell();
    return () => {
      stop();
      if (this.engine === engine) this.engine = undefined;
    };
  }

  serves(pane: number, after: WaitsFor): boolean {
    const picture = this.at(pane);
    if (!picture?.isAsked) return false;
    if (after === 'place') return true;
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

  private at(pane: number): EarlyPane | undefined {
    return this.picture?.pane === pane ? this.picture : undefined;
  }

  /** What the active pane asks for, as soon as it asks for something. */
  private wanted(): Promise<{ readonly at: number; readonly pane: Pane }> {
    const now = () => {
      const { panes, active } = this.views.getState().view;
      const pane = panes[active];
      return pane && { at: active, pane };
    };
    return new Promise((resolve) => {
      const first = now();
      if (first) return resolve(first);
      const stop = this.views.subscribe(() => {
        const asked = now();
        if (!asked) return;
        stop();
        resolve(asked);
      });
      this.life.signal.addEventListener('abort', stop);
    });
  }

  private async begin(): Promise<void> {
    try {
      const { at, pane } = await this.wanted();
      // A presentation state comes from a series of its own.
      if (pane.presentation) return;
      const { signal } = this.life;
      const { alone, whole } = openSeries(this.archive.id, pane, this.ask, signal);
      const described = whole
        .finally(() => (this.isAnswered = true))
        .then((instances) => this.describe(at, pane, instances));
      // The engine asks for itself, and says why; what nobody vouches for does not wait for it.
      described.catch(() => this.picture?.isPlaced || this.takeOff());
      const opening = await alone;
      if (!opening || !(await this.bring(at, opening, undefined))) await described;
      // On the screen, not only painted: the engine's code takes the page's time.
      if (this.picture) await presented();
    } catch {
      // The engine asks for itself, and says why there is no picture.
    } finally {
      this.settle();
    }
  }

  /** Shows the image that a series opens with; false where it is none that can be shown without the engine. */
  private async bring(
    at: number,
    opening: Opening,
    instances: readonly Instance[] | undefined,
  ): Promise<boolean> {
    const { stack, frame, index } = opening;
    if (!isPlain(frame.instance, frame.frame)) return false;
    const timer = setTimeout(this.settle, FRAME_MS);
    const verified = await opening.verified.finally(() => clearTimeout(timer));
    if (!earlyPixels(verified, frame) || this.life.signal.aborted) return false;
    // Another was faster, or the series has spoken.
    if (this.picture || (this.isAnswered && !instances)) return true;
    this.picture = this.paneOf(at, stack, instances, { index, verified });
    this.update();
    return true;
  }

  private paneOf(
    pane: number,
    stack: Opening['stack'],
    instances: readonly Instance[] | undefined,
    first: { readonly index: number; readonly verified: Awaited<Opening['verified']> },
  ): EarlyPane {
    const { views, painter, ask, archive } = this;
    return new EarlyPane(
      {
        pane,
        stack,
        instances,
        views,
        painter,
        ask,
        overhear: archive.frames.overhear,
        signal: this.life.signal,
        place: () => this.places.get(pane),
        onCame: () => this.gate.ask(),
      },
      first,
    );
  }

  /** The whole series is described. */
  private async describe(at: number, pane: Pane, instances: readonly Instance[]): Promise<void> {
    const { picture } = this;
    const { signal } = this.life;
    if (signal.aborted) return;
    if (picture) return this.place(picture, pane, instances);
    const opening = openAt(this.archive.id, pane, instances, this.ask, signal);
    if (opening) await this.bring(at, opening, instances);
  }

  /**
   * Finds the place of a picture, which was described by its own object alone, in its series. Where that describes it otherwise, or
   * begins with another, the picture goes: the same link shows the same, whatever was faster.
   */
  private async place(picture: EarlyPane, pane: Pane, instances: readonly Instance[]): Promise<void> {
    const { first } = picture;
    const stack = toStack(this.archive.id, pane.study, pane.series, instances);
    const index = stack.indexOf(first.frame);
    const frame = index === undefined ? undefined : stack.frames[index];
    const isOpening = index === 0 || pane.at !== undefined;
    if (index !== undefined && isOpening && frame && isDescribedAlike(frame.instance, first.frame.instance)) {
      this.picture = this.paneOf(picture.pane, stack, instances, { index, verified: first.verified });
      return this.update();
    }
    this.takeOff();
    const opening = openAt(this.archive.id, pane, instances, this.ask, this.life.signal);
    if (opening) await this.bring(picture.pane, opening, instances);
  }

  /** Takes the picture off, and says so. */
  private takeOff(): void {
    this.drop();
    this.tell();
  }

  /** The view or what is here changed. */
  private update(): void {
    const { picture } = this;
    if (!picture) return;
    if (this.isGone(picture)) this.drop();
    else picture.update();
    this.tell();
  }

  /** Whether the view asks for something else, or the engine shows what it asks for. */
  private isGone(picture: EarlyPane): boolean {
    return !picture.isAsked || this.isServed(picture.pane);
  }

  /** Whether the engine has come to what the view asks for in a pane: its picture, or why there is none. */
  private isServed(pane: number): boolean {
    const status = this.engine?.facts.getState().panes[pane];
    if (!status || status.state === 'loading' || status.state === 'empty') return false;
    const asked = this.views.getState().view.panes[pane]?.at;
    if (status.state !== 'shown' || !asked) return true;
    return status.instance?.sop === asked.sop && status.frame === asked.frame;
  }

  private drop(): void {
    this.picture?.end();
    this.picture = undefined;
  }

  private tell(): void {
    const { engine } = this;
    if (this.picture && this.isGone(this.picture)) this.drop();
    const told = engine?.facts.getState();
    const { picture } = this;
    if (!picture) {
      if (told) this.facts.setState(told);
      else this.facts.setState({ panes: [], loads: {} });
      return;
    }
    const early = picture.status;
    const panes = this.views
      .getState()
      .view.panes.map(
        (pane, at) =>
          (at === picture.pane ? early : undefined) ?? told?.panes[at] ?? (pane ? LOADING_PANE : EMPTY_PANE),
      );
    this.facts.setState({ panes, loads: this.loadsWith(picture, told?.loads) });
  }

  /** What is known of the picture's series, until the engine has it described itself. */
  private loadsWith({ load, stack }: EarlyPane, told: EngineFacts['loads'] = {}): EngineFacts['loads'] {
    const key = seriesKey(stack.study, stack.series);
    return !load || told[key]?.order ? told : { ...told, [key]: load };
  }
}
