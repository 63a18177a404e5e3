import type { Archive, VerifiedFrame } from '@/archive/archive';
import { askAhead } from '@/archive/askedAhead';
import { isDescribedAlike } from '@/archive/identity';
import type { Instance } from '@/dicom/instance';
import { voiLutsOf } from '@/dicom/lut';
import { Painter } from '@/painting/painter';
import { toWholePixels } from '@/painting/placement';
import type { Pane } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { Engine } from './contract';
import { drawnPlane } from './drawnPlane';
import { earlyPixels, isPlain, type EarlyPixels } from './earlyPixels';
import { toPlacement } from './paneCamera';
import { describePane } from './paneFacts';
import { lookFor } from './paneLook';
import {
  createFactsStore,
  EMPTY_PANE,
  LOADING_PANE,
  seriesKey,
  type EngineFacts,
  type FactsStore,
  type PaneStatus,
  type SeriesLoad,
} from './paneStore';
import { presented } from './presented';
import { projectPane } from './projection';
import { loadOf, openAt, openSeries, type Opening } from './seriesOpening';
import type { Sight } from './shown';
import { toStack, type Stack, type StackFrame } from './stack';
import { watchSize } from './watchSize';

/** The picture that stands before the engine does. */
interface EarlyPicture extends EarlyPixels {
  readonly pane: number;
  readonly stack: Stack;
  readonly frame: StackFrame;
  readonly index: number;
  readonly verified: VerifiedFrame;
  /** What is known of its series; undefined as long as that is described by this image's object alone. */
  readonly load: SeriesLoad | undefined;
}

/** So long the engine waits for a frame: one that takes longer leaves time for both. */
const FRAME_MS = 300;

/** The place of an early picture on the page. */
interface Hole {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

/**
 * The first picture of a view, painted while the engine is still on its way: by the same painter, window and projection, so that
 * the engine's lies where this one did. It is shown as long as the view asks for it, and goes when the engine has come to something.
 */
export interface EarlyPictures {
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
  private readonly holes = new Map<number, Hole>();
  private engine: Engine | undefined;
  private picture: EarlyPicture | undefined;
  /** The whole series was described, or refused. */
  private isAnswered = false;
  private readonly life = new AbortController();

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
      if (view.panes !== before.panes || view.active !== before.active) this.changed();
    });
    void this.begin();
    return () => {
      this.life.abort();
      unfollow();
      this.drop();
    };
  }

  mount(pane: number, element: HTMLElement): () => void {
    const canvas = document.createElement('canvas');
    canvas.dataset['layer'] = 'early';
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%' });
    // In main memory: the first canvas in graphics memory has the page stand still while the browser sets that up, up to a fifth of a second.
    canvas.getContext('2d', { willReadFrequently: true });
    const hole = { element, canvas };
    this.holes.set(pane, hole);
    const unwatch = watchSize(element, () => this.picture?.pane === pane && this.paint());
    if (this.picture?.pane === pane) this.show();
    return () => {
      unwatch();
      canvas.remove();
      if (this.holes.get(pane) === hole) this.holes.delete(pane);
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
      described.catch(() => this.picture?.load ?? this.takeOff());
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
  private async bring(at: number, opening: Opening, load: SeriesLoad | undefined): Promise<boolean> {
    const { stack, frame, index } = opening;
    if (!isPlain(frame.instance, frame.frame)) return false;
    const timer = setTimeout(this.settle, FRAME_MS);
    const verified = await opening.verified.finally(() => clearTimeout(timer));
    const pixels = earlyPixels(verified, frame);
    if (!pixels || this.life.signal.aborted) return false;
    // Another was faster, or the series has spoken.
    if (this.picture || (this.isAnswered && !load)) return true;
    this.picture = { ...pixels, pane: at, stack, frame, index, verified, load };
    this.changed();
    return true;
  }

  /** The whole series is described. */
  private async describe(at: number, pane: Pane, instances: readonly Instance[]): Promise<void> {
    const { picture } = this;
    const { signal } = this.life;
    if (signal.aborted) return;
    if (picture) return this.place(picture, pane, instances);
    const opening = openAt(this.archive.id, pane, instances, this.ask, signal);
    if (opening) await this.bring(at, opening, loadOf(opening.stack, opening.index, instances));
  }

  /**
   * Finds the place of a picture, which was described by its own object alone, in its series. Where that describes it otherwise, or
   * begins with another, the picture goes: the same link shows the same, whatever was faster.
   */
  private async place(picture: EarlyPicture, pane: Pane, instances: readonly Instance[]): Promise<void> {
    const { signal } = this.life;
    const stack = toStack(this.archive.id, pane.study, pane.series, instances);
    const index = stack.indexOf(picture.frame);
    const frame = index === undefined ? undefined : stack.frames[index];
    const isOpening = index === 0 || pane.at !== undefined;
    if (
      index !== undefined &&
      isOpening &&
      frame &&
      isDescribedAlike(frame.instance, picture.frame.instance)
    ) {
      this.picture = { ...picture, stack, frame, index, load: loadOf(stack, index, instances) };
      return this.tell();
    }
    this.takeOff();
    const opening = openAt(this.archive.id, pane, instances, this.ask, signal);
    if (opening) await this.bring(picture.pane, opening, loadOf(opening.stack, opening.index, instances));
  }

  /** Takes the picture off, and says so. */
  private takeOff(): void {
    this.drop();
    this.tell();
  }

  /** The view or what is known changed. */
  private changed(): void {
    const { picture } = this;
    if (!picture) return;
    if (this.isAsked(picture) && !this.isServed(picture.pane)) this.show();
    else this.drop();
    this.tell();
  }

  /** Whether the view still asks for the picture. */
  private isAsked({ pane: at, stack, frame, index, load }: EarlyPicture): boolean {
    const pane = this.views.getState().view.panes[at];
    if (!pane || pane.series !== stack.series || pane.study !== stack.study || pane.presentation)
      return false;
    if (!pane.at) return index === 0 || !load;
    return pane.at.sop === frame.sop && pane.at.frame === frame.frame;
  }

  /** Whether the engine has come to something in a pane. */
  private isServed(pane: number): boolean {
    const state = this.engine?.facts.getState().panes[pane]?.state ?? 'loading';
    return state !== 'loading' && state !== 'empty';
  }

  private show(): void {
    const { picture } = this;
    const hole = picture && this.holes.get(picture.pane);
    if (!hole) return;
    if (!hole.canvas.isConnected) hole.element.append(hole.canvas);
    this.paint();
  }

  private drop(): void {
    const { picture } = this;
    if (!picture) return;
    this.picture = undefined;
    this.holes.get(picture.pane)?.canvas.remove();
  }

  private paint(): void {
    const { picture } = this;
    const hole = picture && this.holes.get(picture.pane);
    if (!picture || !hole) return;
    const { canvas, element } = hole;
    const sight = this.sightOf(picture);
    const size = sizeOf(element);
    if (!sight || size.width === 0 || size.height === 0) return;
    const [width, height] = [Math.round(size.width * size.ratio), Math.round(size.height * size.ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      this.painter.forget(canvas);
    }
    this.painter.draw(canvas, {
      picture: picture.picture,
      look: this.lookOf(picture),
      placement: toWholePixels(toPlacement(sight.projection, sight.plane, width / size.width)),
      isSmooth: true,
    });
  }

  private lookOf({ pane, frame, stack, index, range = { min: 0, max: 255 } }: EarlyPicture) {
    return lookFor({
      frame,
      pane: this.views.getState().view.panes[pane] ?? undefined,
      isColour: this.picture?.picture.kind === 'colour',
      luts: voiLutsOf(frame.instance, frame.frame),
      range: stack.greys.of(index) ?? range,
      presented: undefined,
    });
  }

  private sightOf(picture: EarlyPicture) {
    const { pane: at, frame, index, isRendered } = picture;
    const pane = this.views.getState().view.panes[at];
    const hole = this.holes.get(at);
    if (!pane || !hole) return undefined;
    const { load, stack } = picture;
    const { window, lut, isColour, isOfValues = false } = this.lookOf(picture);
    const drawn = drawnPlane(frame.instance, frame.frame);
    const sight: Sight = {
      shown: {
        frame,
        index,
        window: isColour ? undefined : window,
        lut: isColour ? undefined : lut,
        drawn,
        // Of this image alone; what others bring, nobody knows yet.
        isProvisional: isOfValues && (!load || stack.greys.isProvisional(index)),
        isRendered,
        hasLostProfile: false,
      },
      projection: projectPane(pane, drawn.plane, frame, sizeOf(hole.element)),
      graphics: undefined,
      presentation: { facts: () => undefined },
      settings: () => pane,
    };
    return { ...sight, plane: drawn.plane };
  }

  private statusOf(picture: EarlyPicture): PaneStatus | undefined {
    const { view } = this.views.getState();
    const sight = this.sightOf(picture);
    if (!sight) return undefined;
    const { stack, index, frame, verified, load } = picture;
    return describePane({
      pane: view.panes[picture.pane] ?? null,
      state: 'shown',
      index,
      // Which of how many it is, only the whole series tells.
      count: load ? stack.frames.length : 0,
      view: sight,
      subject: frame.instance,
      transferSyntax: verified.transferSyntax,
      framesHeld: verified.held,
      playing: false,
      settings: view,
    });
  }

  private tell(): void {
    const { engine } = this;
    if (this.picture && (this.isServed(this.picture.pane) || !this.isAsked(this.picture))) this.drop();
    const told = engine?.facts.getState();
    const { picture } = this;
    if (!picture) {
      if (told) this.facts.setState(told);
      else this.facts.setState({ panes: [], loads: {} });
      return;
    }
    const early = this.statusOf(picture);
    const panes = this.views
      .getState()
      .view.panes.map(
        (pane, at) =>
          (at === picture.pane ? early : undefined) ?? told?.panes[at] ?? (pane ? LOADING_PANE : EMPTY_PANE),
      );
    this.facts.setState({ panes, loads: this.loadsWith(picture, told?.loads) });
  }

  /** What is known of the picture's series, until the engine has it described itself. */
  private loadsWith({ load, stack }: EarlyPicture, told: EngineFacts['loads'] = {}): EngineFacts['loads'] {
    const key = seriesKey(stack.study, stack.series);
    return !load || told[key]?.order ? told : { ...told, [key]: load };
  }
}

const sizeOf = (element: HTMLElement) => ({
  width: element.clientWidth,
  height: element.clientHeight,
  ratio: window.devicePixelRatio || 1,
});
