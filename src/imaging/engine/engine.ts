import { cache, imageLoader, RenderingEngine } from '@cornerstonejs/core';
import { deviceStorage } from '@/archive/contract/capabilities';
import type { Measurement } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';
import { capturePane } from './capture';
import { FileGraphics } from '@/imaging/presentation/fileGraphics';
import { playPane } from './playPane';
import { ColourProfiles } from '@/imaging/decoding/colourProfiles';
import type { Engine, EngineParts, Measuring } from '@/imaging/contract';
import { CutPanes, storedView } from '@/imaging/cut/cutPanes';
import { bootCornerstone } from '@/imaging/cornerstone/cornerstone';
import { ImagePainter } from '@/imaging/cornerstone/imagePainter';
import { pageCodecs } from '@/imaging/decoding/pageCodecs';
import { fewAtOnce } from '@/archive/http/fewAtOnce';
import { DrawingTools } from '@/imaging/drawing/drawingTools';
import { createFrameGate } from '@/imaging/pane/frameGate';
import { QUIET_MS } from '@/imaging/early/patientTarget';
import { historyFrom } from './history';
import { createHost } from '@/imaging/cornerstone/host';
import { toImageId } from '@/imaging/stack/imageId';
import { OpenSeries } from '@/imaging/series/openSeries';
import { MeasurementStore } from '@/imaging/measuring/measurementStore';
import { createReader } from '@/imaging/measuring/reader';
import { PaneLinking } from './linking';
import { createMeasuring } from './measuring';
import { mountPane, type MountParts } from './mountPane';
import { PaneController } from './paneController';
import { createFactsStore } from '@/imaging/pane/paneStore';
import { pixelBytes, pixelFacts } from './pixelFacts';
import type { SeriesLoader } from '@/imaging/series/seriesLoader';
import { plan, type Step } from './plan';
import { pressingOn } from './pressing';
import { providePlanes } from '@/imaging/cornerstone/planes';
import { OwnOverlays } from '@/imaging/overlays/ownOverlays';
import { Presentations } from '@/imaging/presentation/presentations';
import { scrollTo, toOneToOne } from '@/imaging/pane/scrolling';
import { presentedPane } from '@/imaging/pane/presentedPane';
import { isSpent } from './toolInHand';
import { runAlone, watchUncaught } from '@/imaging/cornerstone/uncaught';
import { createTogether } from './showRemote';
import { suppressWebGl } from '@/imaging/cornerstone/suppressWebGl';

const ENGINE_ID = 'isocenter';
/** Codecs run in workers; more at once only makes the visible image wait. */
const DECODES_AT_ONCE = 3;

/** Cornerstone is global: it is started once for the life of the page. */
let isBooted = false;

/** Starts the engine on a view store. */
export async function startEngine(parts: EngineParts): Promise<Engine> {
  if (!isBooted) bootCornerstone();
  isBooted = true;
  return new OwnEngine(parts);
}

class OwnEngine implements Engine {
  readonly facts = createFactsStore();
  readonly measures;
  readonly measuring: Measuring;
  readonly history;
  private readonly parts: EngineParts;
  private readonly cornerstone = new RenderingEngine(ENGINE_ID);
  private readonly painter = new ImagePainter(deviceStorage());
  readonly painting = () => this.painter.facts;
  private readonly graphics: FileGraphics;
  private readonly presentations: Presentations;
  private readonly colours: ColourProfiles;
  private readonly shelf: OpenSeries;
  private readonly measurements: MeasurementStore;
  private readonly drawing: DrawingTools;
  /** Undo or redo is bringing things back: nothing of it is a step. */
  private isTravelling = false;
  private readonly past;
  private readonly controllers: PaneController[] = [];
  private readonly unmounts = new Map<number, () => void>();
  readonly gestures = (pane: number) => this.planes.gestures(pane) ?? this.controllers[pane]?.gestures;
  readonly planes: CutPanes;
  readonly overlays: OwnOverlays;
  private readonly mounting: MountParts;
  private readonly cines = new Map<number, () => void>();
  private readonly ends: (() => void)[] = [];
  readonly together = createTogether(
    (pane) => this.controllers[pane]?.view,
    (view) => this.travel(view),
  );
  readonly linked = (pane: number) => this.links.seriesOf(pane);
  readonly lookOf: Engine['lookOf'] = (...asked) => this.links.lookOf(...asked);
  private readonly links;
  private applied: ViewState | undefined;
  private mounts = 0;
  /** What steps change is told once, at their end. */
  private isApplying = false;
  private readonly follow = createFrameGate(() => this.apply());
  private readonly tell = createFrameGate(() => this.writeFacts());

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.links = new PaneLinking(parts.views, this.controllers);
    this.graphics = new FileGraphics(parts.archive);
    this.presentations = new Presentations(parts.archive);
    this.colours = new ColourProfiles(parts.archive);
    suppressWebGl(this.cornerstone);
    const onLoad = (loader: SeriesLoader) => {
      for (const controller of this.controllers) controller.loaded(loader);
      this.planes.loaded(loader);
      this.tell.ask();
      this.measurements.refresh();
    };
    const onDoubt = (...of: [SeriesLoader, number]) => this.controllers.forEach((one) => one.doubted(...of));
    const decodes = fewAtOnce(DECODES_AT_ONCE);
    const [{ painter, colours }, { archive }] = [this, parts];
    const loading = { archive, codecs: pageCodecs(), painter, colours, decodes, onLoad, onDoubt };
    this.overlays = new OwnOverlays({ ...loading, views: parts.views });
    this.shelf = new OpenSeries(loading, () => this.tell.ask());
    this.measurements = new MeasurementStore({
      reader: createReader(() => parts.views.getState().view),
      views: parts.views,
      frameOf: (mark) => this.shelf.find(toImageId(archive.id, mark)),
    });
    this.measures = this.measurements.store;
    this.drawing = new DrawingTools(this.measurements, {
      askText: parts.askText,
      edit: (id) => this.measuring.editing.setState({ id }),
      onDrawn: (pointer) =>
        isSpent(parts.tool.getState(), pointer) && parts.tool.setState({ tool: 'scroll', isKept: false }),
    });
    this.measuring = createMeasuring({
      views: parts.views,
      measurements: this.measurements,
      shelf: this.shelf,
      ends: this.ends,
      past: () => this.past,
      receive: (change) => this.receive(change),
      sizeOf: (pane) => {
        const element = this.controllers[pane]?.view?.element;
        return element && { width: element.clientWidth, height: element.clientHeight };
      },
      drawing: this.drawing,
      activeView: () => this.controllers[parts.views.getState().view.active]?.view,
    });
    this.mounting = this.mountParts();
    this.planes = new CutPanes({
      ...{ views: parts.views, shelf: this.shelf, ...this.pressing },
      draw: (canvas, drawing) => painter.drawPicture(canvas, drawing),
      layAbove: (...place) => this.overlays.mountPlane(...place),
      onFacts: (isPicture) => (isPicture && !this.isApplying ? this.tell.now() : this.tell.ask()),
      storedIn: (pane) => this.controllers[pane]?.series,
    });
    this.past = historyFrom(parts.hand.began, this.moment(), QUIET_MS, parts.past);
    this.history = this.past.store;
    this.listen(parts);
    this.drawing.activate(parts.tool.getState().tool);
    this.apply();
  }

  /** Follows what the page and Cornerstone tell, until the engine ends. */
  private listen({ views, tool }: EngineParts): void {
    imageLoader.registerImageLoader('frame', (imageId) => ({
      promise: this.shelf.owner(imageId)?.imageFor(imageId) ?? Promise.reject(new Error('unknown image')),
    }));
    this.ends.push(
      providePlanes(this.shelf.find),
      views.subscribe(() => this.follow.ask()),
      this.measures.subscribe(() => this.note()),
      tool.subscribe((now) => this.drawing.activate(now.tool)),
      watchUncaught(() => this.controllers.forEach((one) => one.broke())),
    );
  }

  mount(pane: number, hole: HTMLDivElement): () => void {
    this.unmounts.get(pane)?.();
    const element = createHost(hole);
    const place = { pane, element, viewportId: `pane-${pane}-${++this.mounts}` };
    const leave = mountPane(this.mounting, this.controller(pane), place);
    // Beside Cornerstone's element: it takes each canvas in that for its own.
    const leaveCut = this.planes.mount(pane, hole);
    const unmount = () => {
      if (this.unmounts.get(pane) !== unmount) return;
      this.unmounts.delete(pane);
      leaveCut();
      leave();
    };
    this.unmounts.set(pane, unmount);
    return unmount;
  }

  scrollBy(pane: number, images: number): void {
    if (this.planes.scrollBy(pane, images)) return this.follow.soon();
    this.scrollTo(pane, this.wanted(pane) + images);
  }

  scrollTo(pane: number, index: number): void {
    if (this.planes.scrollTo(pane, index)) return this.follow.soon();
    const controller = this.controller(pane);
    scrollTo(this.parts.views, pane, controller.frames, this.wanted(pane), index);
    // In the wheel's own event: the frame that follows it has the picture already.
    this.follow.soon();
  }

  /** Place of the image that the ViewState asks for, painted or not: wheel events outrun frames, and each counts. */
  private wanted(pane: number): number {
    const controller = this.controller(pane);
    const asked = this.asked(pane);
    if (!controller.holds(asked)) this.apply();
    return controller.placeOf(asked);
  }

  play(pane: number, on: boolean): void {
    this.cines.get(pane)?.();
    this.cines.delete(pane);
    const controller = this.controller(pane);
    controller.playing = on;
    const hand = {
      cine: () => this.asked(pane)?.cine,
      wanted: () => this.wanted(pane),
      show: (index: number) => this.scrollTo(pane, index),
      ended: () => this.play(pane, false),
    };
    if (on) this.cines.set(pane, playPane(controller, hand));
    this.tell.ask();
  }

  retry(pane: number): void {
    if (!this.planes.retry(pane)) this.controller(pane).retry();
  }

  oneToOne(pane: number): void {
    toOneToOne(this.parts.views, pane, this.facts.getState().panes[pane]);
  }

  undo(): void {
    this.settle();
    this.drawing.hand.letGo();
    this.goTo(this.past.undo());
  }

  redo(): void {
    this.settle();
    this.drawing.hand.letGo();
    this.goTo(this.past.redo());
  }

  seal(): void {
    this.settle();
    this.past.seal();
  }

  async capture(pane: number): Promise<Blob> {
    const plane = this.planes.at(pane)?.shownCanvas();
    if (plane?.parentElement)
      return capturePane(plane.parentElement, plane, undefined, this.planes.status(pane)?.cut?.layer);
    const { view } = this.controller(pane);
    const isShown = this.facts.getState().panes[pane]?.state === 'shown';
    if (!view || !isShown) throw new Error('nothing is shown in this pane');
    return capturePane(view.element, view.sharpCanvas(), view.graphicsCanvas);
  }

  presented(pane: number) {
    const controller = this.controllers[pane];
    if (controller?.status().state !== 'shown') return undefined;
    return presentedPane(controller.view, controller.frames, this.asked(pane), this.measures.getState().list);
  }

  async pixels(pane: number) {
    return pixelFacts(this.planes.at(pane)?.picture ?? this.controllers[pane]?.frameOnScreen);
  }

  pixelBytes(pane: number) {
    return pixelBytes(this.planes.at(pane)?.picture ?? this.controllers[pane]?.frameOnScreen);
  }

  dispose(): void {
    for (const stop of this.cines.values()) stop();
    for (const unmount of this.unmounts.values()) unmount();
    for (const end of this.ends) end();
    this.links.stop();
    for (const part of [this.planes, this.overlays]) part.dispose();
    for (const controller of this.controllers) controller.dispose();
    this.follow.stop();
    this.tell.stop();
    this.measurements.dispose();
    this.drawing.dispose();
    this.shelf.dispose();
    this.presentations.dispose();
    this.colours.dispose();
    this.painter.dispose();
    this.cornerstone.destroy();
    cache.purgeCache();
  }

  readonly pressing = pressingOn(
    () => this.past,
    () => this.settle(),
  );

  private mountParts(): MountParts {
    const { cornerstone: engine, painter, graphics, presentations, drawing, overlays, parts } = this;
    return {
      ...{ engine, painter, graphics, presentations, drawing, overlays, ...this.pressing },
      ...{ views: parts.views, tool: parts.tool },
      wanted: (pane) => this.wanted(pane),
      scrollBy: (pane, images) => this.scrollBy(pane, images),
      locate: (pane, at) => this.links.locate(pane, at),
      onSize: (pane) => this.planes.resized(pane),
    };
  }

  private asked = (pane: number) => this.parts.views.getState().view.panes[pane];

  private controller(pane: number): PaneController {
    if (this.controllers[pane]) return this.controllers[pane];
    const made = new PaneController({
      pane,
      views: this.parts.views,
      shelf: this.shelf,
      presentations: this.presentations,
      onStack: () => this.tell.ask(),
      onFacts: (isPicture) => (isPicture && !this.isApplying ? this.tell.now() : this.tell.ask()),
    });
    for (let i = this.controllers.length; i < pane; i++) this.controller(i);
    this.controllers[pane] = made;
    return made;
  }

  private apply(): void {
    const { view } = this.parts.views.getState();
    if (view === this.applied) return;
    const steps = plan(this.applied && storedView(this.applied), storedView(view));
    [this.applied, this.isApplying] = [view, true];
    runAlone(() => this.planes.follow(view));
    for (const step of steps) runAlone(() => this.run(step));
    this.isApplying = false;
    this.note();
    // What a pane says changes with its picture: another image tells itself once it is painted, in this very task.
    if (steps.some((step) => step.do !== 'image')) this.tell.now();
    else this.tell.ask();
  }

  private run(step: Step): void {
    const controller = this.controller(step.pane);
    if (step.do === 'clear' || step.do === 'place') this.play(step.pane, false);
    if (step.do === 'clear') controller.place(null);
    else if (step.do === 'place') controller.place(step.to);
    else if (step.do === 'image') controller.moveTo(step.to);
    else controller.adjust(step.to);
  }

  private goTo(moment: { view: ViewState; measurements: readonly Measurement[] } | undefined): void {
    if (moment) this.travel(moment.view, () => this.measurements.replace(moment.measurements));
  }

  /** Shows a view that nobody here has made. */
  private travel(view: ViewState, then?: () => void): void {
    this.isTravelling = true;
    this.parts.views.setState({ view });
    this.apply();
    then?.();
    this.isTravelling = false;
    this.past.arrive(this.moment());
  }

  /** Changes measurements by what nobody here did: no step of undo. */
  private receive<T>(change: () => T): T {
    this.settle();
    const [before, wasTravelling] = [this.moment(), this.isTravelling];
    this.isTravelling = true;
    const result = change();
    this.isTravelling = wasTravelling;
    this.past.receive(before, this.moment());
    return result;
  }

  /** What was done since the last animation frame is noted first, so that undo takes back the newest step. */
  private settle(): void {
    this.apply();
  }

  private note(): void {
    if (!this.isTravelling) this.past.note(this.moment());
  }

  private moment() {
    return { view: this.parts.views.getState().view, measurements: this.measurements.own };
  }

  private writeFacts(): void {
    this.facts.setState({
      panes: this.links.told(
        this.parts.views
          .getState()
          .view.panes.map((_, pane) => this.planes.status(pane) ?? this.controller(pane).status()),
      ),
      loads: this.shelf.loads(this.facts.getState().loads),
    });
    this.links.draw();
  }
}
