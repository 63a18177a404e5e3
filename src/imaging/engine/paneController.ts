import type { FrameRef } from '@/dicom/dataset/instance';
import { present } from '@/view/presentation/presentation';
import type { LinkedSeries } from '@/view/linked/linkedSeries';
import type { Pane } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { stateFor, toFault } from '@/imaging/series/fault';
import type { DrawingGestures, PictureGestures } from '@/imaging/pointer/gestures';
import type { OpenSeries } from '@/imaging/series/openSeries';
import { linkedSeriesOf } from '@/imaging/pane/linkedStack';
import { describePane } from '@/imaging/pane/paneFacts';
import type { PaneFault, PaneState, PaneStatus } from '@/imaging/pane/paneStore';
import type { PaneView } from '@/imaging/pane/paneView';
import type { Presentations } from '@/imaging/presentation/presentations';
import { stackIndexOf } from '@/imaging/pane/scrolling';
import type { SeriesLoader } from '@/imaging/series/seriesLoader';
import type { Stack, StackFrame } from '@/imaging/stack/stack';

/** A series whose description could not be had is asked for again after this long, while the archive is away. */
const AGAIN_MS = 5_000;

export interface ControllerParts {
  readonly pane: number;
  readonly views: ViewStore;
  readonly shelf: OpenSeries;
  readonly presentations: Presentations;
  /** The series is described: where its images lie is known. */
  readonly onStack: () => void;
  /** The pane's facts changed; `isPicture`: with its picture, which nothing said beside it may lag behind. */
  readonly onFacts: (isPicture: boolean) => void;
}

/** What is missing: the image, or a frame beyond those that it has. */
function absenceOf({ frames }: Stack, { sop, frame }: FrameRef): PaneFault {
  const count = frames.filter((one) => one.sop === sop).length;
  return count === 0
    ? { code: 'image-gone', details: { count: frames.length, sop } }
    : { code: 'frame-gone', details: { frame, count } };
}

/** Brings one pane to what the ViewState says: finds the series, the image, and says what stands in the way. */
export class PaneController {
  private readonly parts: ControllerParts;
  private pane: Pane | null = null;
  private loader: SeriesLoader | undefined;
  private stack: Stack | undefined;
  private index = 0;
  /** The image that was asked for is not in the series: nothing else is shown until something else is asked for. */
  private absence: PaneFault | undefined;
  private state: PaneState = 'empty';
  private fault: PaneFault | undefined;
  private retryAtMs: number | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private ownView: PaneView | undefined;
  playing = false;
  /** What gestures on the pane lead to, once it has its place on the page. */
  gestures: (PictureGestures & DrawingGestures) | undefined;

  constructor(parts: ControllerParts) {
    this.parts = parts;
  }

  get view(): PaneView | undefined {
    return this.ownView;
  }

  /** The pane got or lost its place on the page. */
  setView(view: PaneView | undefined): void {
    this.ownView = view;
    if (view && this.stack && !this.absence) this.goTo(this.index);
  }

  /** Absent below a sentence: what lies there is what was shown before. */
  get frameOnScreen(): StackFrame | undefined {
    return this.state === 'shown' ? this.view?.shown?.frame : undefined;
  }

  /** Whether something is said in the place of the picture: what lies below is not what the reader sees. */
  get isCovered(): boolean {
    return this.state !== 'shown' && this.state !== 'stale';
  }

  get series(): SeriesLoader | undefined {
    return this.loader;
  }

  /** Whether this is the series that is here or on its way. */
  holds(pane: Pane | null | undefined): boolean {
    return this.pane?.series === pane?.series && this.pane?.study === pane?.study;
  }

  /** Place of the image that settings of this series ask for, from 0; -1 where the series lacks it. */
  placeOf(pane: Pane | null | undefined): number {
    const { stack } = this;
    return stack && pane ? stackIndexOf(stack, pane) : this.wanted;
  }

  get count(): number {
    return this.stack?.frames.length ?? 0;
  }

  /** Place of the image that is asked for, from 0; -1 where the series lacks it. */
  get wanted(): number {
    return this.absence ? -1 : this.index;
  }

  /** The stack of the series that the image stands in: what a loop plays. */
  get part(): { readonly from: number; readonly count: number } {
    const at = (part: { from: number; count: number }) =>
      this.index >= part.from && this.index < part.from + part.count;
    return this.stack?.parts.find(at) ?? { from: 0, count: this.count };
  }

  /** The series as links see it, once it is described. */
  get linked(): LinkedSeries | undefined {
    return this.stack && linkedSeriesOf(this.stack);
  }

  get frames(): Stack['frames'] {
    return this.stack?.frames ?? [];
  }

  /** Another series (or none) in this pane. */
  place(pane: Pane | null): void {
    this.pane = pane;
    this.leave();
    if (pane) void this.open(pane);
    this.tell();
  }

  /** Another image of the series, perhaps with other settings. */
  moveTo(pane: Pane): void {
    this.pane = pane;
    if (this.stack) this.seek(this.stack, pane);
  }

  /** Other settings, same image. */
  adjust(pane: Pane): void {
    this.pane = pane;
    this.view?.adjust(pane);
    this.tell();
  }

  /** Asks again for what failed. */
  retry(): void {
    if (!this.pane) return;
    if (!this.stack || this.absence) {
      // The image may have arrived since, or the first question hang: the series is asked for anew.
      this.parts.shelf.forget(this.pane.study, this.pane.series);
      this.place(this.pane);
      return;
    }
    this.loader?.retry(this.index, this);
    this.goTo(this.index);
  }

  /** Something arrived or failed in the series. */
  loaded(loader: SeriesLoader): void {
    if (loader !== this.loader || !this.stack || this.absence) return;
    this.view?.loaded();
    if (this.state === 'shown') return;
    const isBetter = loader.has(this.index);
    const error = loader.errorAt(this.index);
    if (isBetter) this.goTo(this.index);
    else if (error && this.state === 'loading') this.fail(error);
    else this.retryAtMs = loader.facts().waiting?.retryAtMs;
  }

  /** A frame turned out to be doubtful after it was delivered. */
  doubted(loader: SeriesLoader, index: number): void {
    const error = loader.errorAt(index);
    if (loader === this.loader && index === this.index && error && !this.absence) this.fail(error);
  }

  /**
   * An error that nobody caught: a pane that waits may wait for what it broke, and one that is to hold something and is
   * empty may never have been told. What comes all the same is shown.
   */
  broke(): void {
    const { pane, views } = this.parts;
    // Asking again then asks for it.
    if (this.state === 'empty') this.pane = views.getState().view.panes[pane] ?? null;
    const isWaiting = this.state === 'loading' || (this.state === 'empty' && this.pane !== null);
    if (isWaiting) this.fail({ code: 'defect', details: {} });
  }

  /** An image came on screen. */
  shown(): void {
    const { loader, index } = this;
    // What was found doubtful lies below its sentence still, and is drawn anew there when the window of the series grows.
    const isDoubted = loader?.errorAt(index) !== undefined && !loader.has(index);
    if (this.view?.shown?.index === index && !isDoubted) {
      this.state = 'shown';
      this.fault = undefined;
      this.retryAtMs = undefined;
    }
    this.parts.onFacts(true);
  }

  status(): PaneStatus {
    const { pane, state, fault, retryAtMs, playing, view } = this;
    const count = this.absence ? 0 : this.count; // No place among the others is its own.
    // A number beside a picture is that picture's, also in the moment before the next one is drawn.
    const index = (state === 'shown' ? view?.shown?.index : undefined) ?? this.index;
    const settings = this.parts.views.getState().view;
    const transferSyntax = view?.shown && this.loader?.syntaxOf(view.shown.frame);
    const subject = this.stack?.frames[index]?.instance ?? this.loader?.objectOf(this.pane?.at?.sop);
    const facts = { pane, state, fault, retryAtMs, index, count, view, playing, settings };
    const framesHeld = view?.shown && this.loader?.framesHeld(view.shown.frame);
    const asked = this.absence ? undefined : this.stack?.frames[this.index];
    const told = describePane({ ...facts, transferSyntax, framesHeld, subject, asked });
    const describing = this.stack ? undefined : this.loader?.describing;
    return state === 'loading' && describing ? { ...told, describing } : told;
  }

  dispose(): void {
    this.leave();
    this.ownView?.dispose();
    this.ownView = undefined;
  }

  private leave(): void {
    clearTimeout(this.retryTimer);
    if (this.loader) this.parts.shelf.release(this.loader, this);
    this.loader = undefined;
    this.stack = undefined;
    this.index = 0;
    this.absence = undefined;
    this.playing = false;
    this.fault = undefined;
    this.retryAtMs = undefined;
    this.state = this.pane ? 'loading' : 'empty';
    this.view?.clear();
  }

  private async open(pane: Pane): Promise<void> {
    const loader = this.parts.shelf.take(pane.study, pane.series);
    this.loader = loader;
    try {
      const { presentations } = this.parts;
      // The state comes first: nobody is to see the picture in another look for a moment.
      const state = pane.presentation && presentations.want(pane.study, pane.presentation);
      const [stack] = await Promise.all([loader.stack, state]);
      if (this.loader !== loader) return;
      if (stack.frames.length === 0 && (await this.presentInstead(pane))) return;
      if (this.loader !== loader) return;
      this.stack = stack;
      this.parts.onStack();
      const asked = this.parts.views.getState().view.panes[this.parts.pane];
      this.seek(stack, asked && this.holds(asked) ? asked : (this.pane ?? pane));
    } catch (error) {
      if (this.loader === loader) this.failSeries(toFault(error), pane);
    }
  }

  /** A series of presentation states: its images are shown as the newest of them wants it, or the one that was named. */
  private async presentInstead(pane: Pane): Promise<boolean> {
    const states = await this.parts.presentations.ofSeries(pane.study, pane.series);
    const state = pane.at ? states.find(({ sop }) => sop === pane.at?.sop) : states.at(-1);
    if (this.pane !== pane || states.length === 0) return false;
    if (!state) {
      this.fail({ code: 'image-gone', details: { count: states.length, sop: pane.at?.sop ?? '' } });
      return true;
    }
    if (state.images.length === 0) {
      this.fail({ code: 'unsupported', details: { what: 'presentation' } });
      return true;
    }
    updateView(this.parts.views, (view) => present(view, this.parts.pane, state));
    return true;
  }

  /** To the image that the pane names; one that the series lacks is said to be missing, and none takes its place. */
  private seek(stack: Stack, { at }: Pane): void {
    const index = at ? stack.indexOf(at) : 0;
    this.absence = at && index === undefined && stack.frames.length > 0 ? absenceOf(stack, at) : undefined;
    if (!this.absence) return this.goTo(index ?? 0);
    this.index = 0;
    this.view?.clear();
    this.fail(this.absence);
  }

  private failSeries(fault: PaneFault, pane: Pane): void {
    this.parts.shelf.forget(pane.study, pane.series);
    if (fault.code === 'unreachable') {
      this.retryAtMs = Date.now() + AGAIN_MS;
      this.retryTimer = setTimeout(() => this.pane && this.place(this.pane), AGAIN_MS);
    }
    this.fail(fault);
  }

  private goTo(index: number): void {
    const { loader, stack } = this;
    if (!loader || !stack) return;
    if (stack.frames.length === 0) {
      this.fail({ code: 'no-images', details: {} });
      return;
    }
    this.index = Math.min(Math.max(index, 0), stack.frames.length - 1);
    loader.look(this, this.index);
    const error = loader.errorAt(this.index);
    if (loader.has(this.index)) this.bring(loader, stack);
    else if (error && error.code !== 'unreachable') this.fail(error);
    else void this.fetch(loader, stack);
  }

  private async fetch(loader: SeriesLoader, stack: Stack): Promise<void> {
    const index = this.index;
    this.state = 'loading';
    this.fault = undefined;
    this.tell();
    try {
      await loader.want(index, this);
      if (this.loader === loader && this.index === index) this.bring(loader, stack);
    } catch (error) {
      const isStill = this.loader === loader && this.index === index;
      if (isStill && !loader.has(index)) this.fail(toFault(error));
    } finally {
      // What came first is here: the rest may follow, around where the hand is by now.
      const isBegun = this.index === index || this.view?.shown !== undefined || loader.has(this.index);
      if (this.loader === loader && isBegun) loader.stream(this.index, this);
    }
  }

  private bring(loader: SeriesLoader, stack: Stack): void {
    const { view, pane, index } = this;
    if (!view || !pane) return;
    view.show(stack, index, pane).catch((error: unknown) => {
      if (this.loader === loader && this.index === index) this.fail(toFault(error));
    });
    loader.stream(index, this);
    if (view.shown?.index === index) this.shown();
  }

  private fail(fault: PaneFault): void {
    if (fault.code === 'aborted') return;
    this.fault = fault;
    this.state = stateFor(fault);
    this.tell();
  }

  private tell(): void {
    this.parts.onFacts(false);
  }
}
