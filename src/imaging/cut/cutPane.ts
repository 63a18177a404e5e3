import { markersAlong, dot, type Triple } from '@/dicom/geometry/geometry';
import { voiLutsOf } from '@/dicom/transforms/lut';
import { perFrame } from '@/dicom/dataset/perFrame';
import { crossOf } from '@/view/cut';
import type { Cross, FrameName, Pane, ViewState } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { CutRefusal } from '@/imaging/contract';
import { describePane } from '@/imaging/pane/paneFacts';
import { lookFor, type PaneImageLook } from '@/imaging/pane/paneLook';
import type { CutFacts, PaneFault, PaneState, PaneStatus } from '@/imaging/pane/paneStore';
import type { Sight } from '@/imaging/pane/shown';
import type { PaneSize } from '@/imaging/projection/projection';
import { stateFor, toFault } from '@/imaging/series/fault';
import type { OpenSeries } from '@/imaging/series/openSeries';
import type { SeriesLoader } from '@/imaging/series/seriesLoader';
import type { Stack } from '@/imaging/stack/stack';
import { slicesNeeded } from '@/imaging/volume/reslice';
import { middleOfVolume } from '@/dicom/volume/volumeGrid';
import { CutCanvas, type CutCanvasParts } from './cutCanvas';
import { linesOn, pictureOf, placeCut, stepsOf, type CutPlace, type PaintedCut } from './cutPlace';
import {
  frameNameOf,
  framesHere,
  framesKept,
  imageLookedAt,
  isRendered,
  lostIn,
  nearestSlice,
  rangeHere,
  volumeOf,
  type CutVolume,
} from './cutVolume';

/** A series whose description could not be had is asked for again after this long, while the archive is away. */
const AGAIN_MS = 5_000;
/** While a series comes, a plane takes in what came this often. */
const TAKE_IN_MS = 150;

export interface CutPaneParts extends CutCanvasParts {
  readonly pane: number;
  readonly views: ViewStore;
  readonly shelf: OpenSeries;
  /** What the pane says changed; `isPicture`: with its picture. */
  readonly onFacts: (isPicture: boolean) => void;
}

const lutsOf = perFrame(voiLutsOf);

const noPlanes = (why: CutRefusal): PaneFault => ({ code: 'unsupported', details: { what: 'volume', why } });

/** A pane that shows a plane through its series. */
export class CutPane {
  private readonly parts: CutPaneParts;
  private readonly loader: SeriesLoader;
  private asked: Pane;
  private stack: Stack | undefined;
  volume: CutVolume | undefined;
  frames: ReturnType<typeof framesHere> | undefined;
  private host: HTMLElement | undefined;
  private canvas: CutCanvas | undefined;
  private size: PaneSize = { width: 0, height: 0, ratio: 1 };
  private painted: PaintedCut | undefined;
  private state: PaneState = 'loading';
  private fault: PaneFault | undefined;
  private retryAtMs: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private takesIn: ReturnType<typeof setTimeout> | undefined;
  private isGone = false;
  /** The image that is asked for before the others, while none of the plane is here. */
  private first = -1;
  /** How many images are here as pictures of the archive's. */
  private rendered = 0;

  constructor(parts: CutPaneParts, asked: Pane) {
    [this.parts, this.asked] = [parts, asked];
    this.loader = parts.shelf.take(asked.study, asked.series);
    void this.open();
  }

  /** Whether this is the series that the view asks for here. */
  isOf(pane: Pane | null | undefined): boolean {
    return pane?.cut !== undefined && pane.study === this.asked.study && pane.series === this.asked.series;
  }

  get pane(): number {
    return this.parts.pane;
  }

  get grid() {
    return this.volume?.grid;
  }

  /** Where it lies by what the view asks for, painted or not. */
  get place(): CutPlace | undefined {
    const { volume, settings, size } = this;
    const cross = this.cross;
    if (!volume || !settings?.cut || !cross || size.width === 0) return undefined;
    return placeCut(volume.grid, settings.cut, cross, settings.zoom ?? 1, size);
  }

  get of(): FrameName | undefined {
    const { volume, asked } = this;
    return volume && frameNameOf(volume.grid, asked);
  }

  get cross(): Pick<Cross, 'atLps' | 'turn'> | undefined {
    const { of, volume } = this;
    if (!of || !volume) return undefined;
    return crossOf(this.view, of) ?? { atLps: middleOfVolume(volume.grid) };
  }

  get window() {
    return this.painted?.look.window;
  }

  /** Of the values that are here. */
  get range() {
    const { volume, stack } = this;
    const middle = volume?.places[volume.places.length >> 1];
    if (!volume || !stack || middle === undefined) return undefined;
    return stack.greys.of(middle) ?? rangeHere(this.frames);
  }

  /** What is on the canvas: modality values, row by row; undefined: nothing, or coarse. */
  get picture() {
    return this.state === 'shown' ? this.canvas?.picture : undefined;
  }

  /** Its canvas, drawn whole: to be copied. */
  shownCanvas(): HTMLCanvasElement | undefined {
    this.canvas?.finish();
    return this.state === 'shown' ? this.canvas?.canvas : undefined;
  }

  /** The pane got, or lost, its place on the page. */
  setHost(host: HTMLElement | undefined): void {
    if (host === this.host) return;
    this.canvas?.dispose();
    this.host = host;
    this.canvas = host && new CutCanvas(host, this.parts, () => this.paint());
    if (host) this.resized();
  }

  /** Its place has another size, or the screen another density. */
  resized(): void {
    const { host } = this;
    if (!host) return;
    this.size = { width: host.clientWidth, height: host.clientHeight, ratio: window.devicePixelRatio || 1 };
    this.update(this.asked);
  }

  /** The view changed: this pane, or where the planes meet. */
  update(asked: Pane): void {
    const isOther = asked.at?.sop !== this.asked.at?.sop;
    this.asked = asked;
    if (isOther && this.stack) this.choose(this.stack);
    else this.paint();
  }

  /** Something of the series came, left or failed. */
  loaded(loader: SeriesLoader): void {
    if (loader !== this.loader || !this.volume) return;
    // What stands on the screen takes in what comes now and then; what waits for its first picture at once.
    if (this.state !== 'shown') return this.takeIn();
    this.takesIn ??= setTimeout(() => this.takeIn(), TAKE_IN_MS);
  }

  retry(): void {
    this.fault = undefined;
    if (!this.stack) {
      this.state = 'loading';
      void this.open();
      return;
    }
    this.loader.retry(Math.max(0, this.first), this);
    this.first = -1;
    this.choose(this.stack);
  }

  dispose(): void {
    this.isGone = true;
    clearTimeout(this.timer);
    clearTimeout(this.takesIn);
    this.canvas?.dispose();
    this.parts.shelf.release(this.loader, this);
  }

  status(): PaneStatus {
    const { asked, state, fault, retryAtMs, stack, loader } = this;
    const view = this.sight();
    const index = view?.shown?.index ?? 0;
    const frame = stack?.frames[index];
    const told = describePane({
      pane: this.settings ?? asked,
      ...{ state, fault, retryAtMs, index, view },
      count: stack?.frames.length ?? 0,
      subject: frame?.instance ?? loader.objectOf(asked.at?.sop),
      asked: undefined,
      transferSyntax: frame && loader.syntaxOf(frame),
      framesHeld: frame && loader.framesHeld(frame),
      playing: false,
      settings: this.view,
    });
    // Nothing is done here that is about one stored image, and no number is read off its pixels.
    const { image: _, spacing: __, mmPerCssPx: ___, graphics: ____, ...rest } = told;
    const cut = this.facts();
    const describing = stack ? undefined : loader.describing;
    if (!cut) return state === 'loading' && describing ? { ...rest, describing } : rest;
    const instance = view?.shown?.frame.instance;
    return {
      ...{ ...rest, cut, mmPerCssPx: 1 / cut.cssPerMm, scale: cut.cssPerMm },
      ...(instance ? { markers: markersAlong(instance, cut.axes.right, cut.axes.down) } : {}),
    };
  }

  private get view(): ViewState {
    return this.parts.views.getState().view;
  }

  private get settings(): Pane | undefined {
    const pane = this.view.panes[this.parts.pane];
    return pane && this.isOf(pane) ? pane : undefined;
  }

  private async open(): Promise<void> {
    const { loader } = this;
    try {
      const stack = await loader.stack;
      if (this.isGone) return;
      this.stack = stack;
      this.choose(stack);
    } catch (error) {
      if (!this.isGone) this.failSeries(toFault(error));
    }
  }

  private failSeries(fault: PaneFault): void {
    if (fault.code === 'unreachable') {
      this.retryAtMs = Date.now() + AGAIN_MS;
      this.timer = setTimeout(() => this.retry(), AGAIN_MS);
    }
    this.fail(fault);
  }

  /** The volume that the view asks for, or why there is none. */
  private choose(stack: Stack): void {
    const volume = volumeOf(stack, this.asked.at);
    if ('refused' in volume) return this.refuse(volume.refused);
    if (this.loader.facts().atOnce !== undefined) return this.refuse('too-large');
    this.volume = volume;
    this.takeIn();
  }

  private refuse(why: CutRefusal): void {
    this.volume = undefined;
    this.fail(noPlanes(why));
  }

  private takeIn(): void {
    clearTimeout(this.takesIn);
    this.takesIn = undefined;
    if (!this.volume || this.isGone) return;
    const frames = framesHere(this.volume);
    this.frames = framesKept(this.frames, frames);
    this.rendered = frames.rendered;
    if (isRendered(frames)) return this.refuse('rendered');
    this.paint();
  }

  private paint(): void {
    const { volume, frames, canvas, place, cross, settings } = this;
    if (this.isGone || !volume || !frames || !settings?.cut || !place || !cross || !canvas)
      return this.tell(false);
    const picture = pictureOf(place, settings.cut, this.size.ratio);
    const needed = slicesNeeded(volume.grid, picture);
    const isAnyHere = needed.length === 0 || needed.some((slice) => frames.values[slice]);
    this.bring(needed[0] ?? nearestSlice(volume, cross.atLps), isAnyHere);
    const look = this.lookOf(settings);
    if (!isAnyHere || !look) {
      // A plane of pictures alone has nothing to wait for: moved to others, it is shown.
      const isOfPictures = needed.every((slice) => this.loader.has(volume.places[slice] ?? -1));
      if (!isAnyHere && isOfPictures) return this.fail(noPlanes('rendered'));
      canvas.hide();
      this.painted = undefined;
      if (this.state === 'shown') this.state = 'loading';
      return this.tell(false);
    }
    const { isWaiting } = canvas.show(frames, picture, look);
    this.painted = { place, look, cross, isWaiting, isOutside: needed.length === 0 };
    [this.state, this.fault, this.retryAtMs] = ['shown', undefined, undefined];
    this.tell(true);
  }

  /** Asks for what the plane needs first, and then for all. */
  private bring(slice: number, isAnyHere: boolean): void {
    const { loader, volume } = this;
    const index = volume?.places[slice];
    if (index === undefined) return;
    loader.look(this, index);
    if (isAnyHere || loader.has(index)) {
      this.first = index;
      return loader.stream(index, this);
    }
    if (this.first === index) return;
    this.first = index;
    const error = loader.errorAt(index);
    if (error && error.code !== 'unreachable') this.fail(error);
    void loader
      .want(index, this)
      .catch((reason: unknown) => {
        if (!this.isGone && this.first === index && !loader.has(index)) this.fail(toFault(reason));
      })
      .finally(() => {
        if (!this.isGone) loader.stream(index, this);
      });
  }

  private lookOf(pane: Pane): PaneImageLook | undefined {
    const { volume, range } = this;
    const frame = volume && imageLookedAt(volume, pane.at);
    if (!frame || !range) return undefined;
    const luts = lutsOf(frame.instance, frame.frame);
    return lookFor({ frame, pane, isColour: false, luts, range, presented: undefined });
  }

  private fail(fault: PaneFault): void {
    if (fault.code === 'aborted') return;
    this.canvas?.hide();
    this.painted = undefined;
    this.fault = fault;
    this.state = stateFor(fault);
    this.tell(false);
  }

  private tell(isPicture: boolean): void {
    if (!this.isGone) this.parts.onFacts(isPicture);
  }

  private nearest(): number | undefined {
    const { volume, cross } = this;
    return volume && cross && volume.places[nearestSlice(volume, cross.atLps)];
  }

  /** What is said beside the plane, of the image nearest to where the planes meet. */
  private sight(): Sight | undefined {
    const { painted, stack, settings } = this;
    const index = this.nearest();
    const frame = index === undefined ? undefined : stack?.frames[index];
    if (!painted || !frame || index === undefined || !settings) return undefined;
    const { axes, centreLps, toCanvas, toLps } = painted.place;
    const plane = {
      ...{
        positionLps: centreLps,
        rowDirection: axes.right,
        columnDirection: axes.down,
        normal: axes.normal,
      },
      ...{ rowSpacingMm: 1, columnSpacingMm: 1 },
    };
    const { range } = this;
    return {
      shown: {
        ...{ frame, index, window: painted.look.window, lut: painted.look.lut },
        ...(range ? { range } : {}),
        drawn: { plane, isReal: true, frameOfReference: this.volume?.grid.frameOfReference ?? '' },
        ...{ isRendered: false, hasLostProfile: false },
      },
      projection: { worldToCanvas: (world) => toCanvas(world), canvasToWorld: (at) => toLps(at) },
      graphics: undefined,
      presentation: { facts: () => undefined },
      settings: () => settings,
    };
  }

  private facts(): CutFacts | undefined {
    const { painted, volume, of, settings, frames } = this;
    const nearest = this.nearest();
    const image = nearest === undefined ? undefined : this.stack?.frames[nearest];
    if (!painted || !volume || !of || !settings?.cut || !frames || !image) return undefined;
    const { plane, slab } = settings.cut;
    const { place, cross, isWaiting, isOutside } = painted;
    const { atLps, turn } = cross;
    return {
      ...{ plane, of, atLps, isWaiting, isOutside },
      ...(slab ? { slab } : {}),
      ...(turn ? { turn } : {}),
      ...{ axes: place.axes, cssPerMm: place.cssPerMm, size: place.size },
      placeMm: dot(atLps as Triple, place.axes.normal),
      ...stepsOf(volume.grid, atLps, place.axes.normal),
      crossPx: place.toCanvas(atLps),
      lines: linesOn(plane, turn),
      ...{ had: frames.had, images: volume.images.length, lost: lostIn(volume, this.rendered, this.loader) },
      nearest: { sop: image.sop, frame: image.frame },
    };
  }
}
