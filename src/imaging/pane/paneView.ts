import {
  cache,
  Enums,
  utilities,
  type PlanarViewport,
  type RenderingEngine,
  type Types,
} from '@cornerstonejs/core';
import { voiLutsOf } from '@/dicom/transforms/lut';
import { windowsOf } from '@/dicom/transforms/voi';
import { toWholePixels } from '@/painting/placement';
import type { Pane } from '@/view/viewState';
import type { ImagePainter } from '@/imaging/cornerstone/imagePainter';
import { quietly } from '@/imaging/cornerstone/quietly';
import type { FileGraphics, Graphics } from '@/imaging/presentation/fileGraphics';
import type { GreyRange } from '@/imaging/stack/greys';
import { GraphicsLayer } from '@/imaging/presentation/graphicsLayer';
import { toPlacement, toCamera, type Projection } from '@/imaging/projection/paneCamera';
import { lookFor, type PaneImageLook } from './paneLook';
import { rangeOf, voiFor, type Voi } from '@/imaging/presentation/paneWindow';
import { emptyGlCanvas, sizeInDevicePixels } from './deviceSize';
import { PanePresentation } from '@/imaging/presentation/panePresentation';
import { PaneAim } from './paneAim';
import type { Lie } from '@/imaging/pointer/paneGestures';
import { projectPane, type PaneSize } from '@/imaging/projection/projection';
import type { Presentations } from '@/imaging/presentation/presentations';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { ShownImage } from './shown';
import type { Stack, StackFrame } from '@/imaging/stack/stack';
import type { RenderedMark } from '@/imaging/cornerstone/renderedImage';
import type { WithColours } from '@/imaging/decoding/colourProfiles';

const displaySets = utilities.genericViewportDisplaySetMetadataProvider;

export interface PaneViewParts {
  readonly engine: RenderingEngine;
  readonly painter: ImagePainter;
  readonly graphics: FileGraphics;
  readonly presentations: Presentations;
  readonly viewportId: string;
  readonly element: HTMLDivElement;
  /** An image came on screen, or its place or window changed. */
  readonly onShown: () => void;
  /** The picture left the screen. */
  readonly onGone: () => void;
  /** Whether something else is said in the place of the picture. */
  readonly isCovered: () => boolean;
}

/** One Cornerstone viewport, told what to show and how; never asked to fetch anything. */
export class PaneView {
  private readonly parts: PaneViewParts;
  private readonly viewport: PlanarViewport;
  private mounted: Stack | undefined;
  private mounting: Promise<void> | undefined;
  private displaySetId = '';
  private generation = 0;
  private isDisposed = false;
  private pane: Pane | undefined;
  /** What the window was made of, where it is the series' own. */
  private greys: GreyRange | undefined;
  private look: PaneImageLook | undefined;
  readonly presentation: PanePresentation;
  readonly viewportId: string;
  readonly element: HTMLDivElement;
  /** Tables of grey levels by the image that brings them: read once, the same object at every draw. */
  private readonly luts = new WeakMap<StackFrame, ReturnType<typeof voiLutsOf>>();
  private readonly layer: GraphicsLayer;
  private readonly camera = new PaneAim();
  /** Of the pane, in CSS pixels. */
  private size = { width: 0, height: 0 };
  shown: ShownImage | undefined;

  constructor(parts: PaneViewParts) {
    this.parts = parts;
    const { engine, viewportId, element } = parts;
    [this.viewportId, this.element] = [viewportId, element];
    engine.enableElement({
      viewportId,
      type: Enums.ViewportType.PLANAR_NEXT,
      element,
      defaultOptions: { background: [0, 0, 0] },
    } as Types.PublicViewportInput);
    this.viewport = engine.getViewport(viewportId) as unknown as PlanarViewport;
    element.removeAttribute('tabindex'); // The pane has the keys: a press on the picture focuses it, not what lies in it.
    emptyGlCanvas(element);
    this.measure();
    sizeInDevicePixels(element, () => this.size);
    this.layer = new GraphicsLayer(element, () => this.drawGraphics());
    this.presentation = new PanePresentation(parts.presentations, this.restate);
    element.addEventListener(Enums.Events.STACK_NEW_IMAGE, this.newImage);
  }

  /** Shows an image that is in the cache. Another stack replaces the mounted one. */
  async show(stack: Stack, index: number, pane: Pane): Promise<void> {
    this.pane = pane;
    if (this.mounted !== stack) return this.mount(stack, index);
    if (this.mounting) await this.mounting;
    if (this.isDisposed || this.mounted !== stack) return;
    const { shown } = this;
    // The camera names the image, too. Another one than that on the screen tells when it comes (`newImage`).
    quietly(this.viewport, () => this.present(index));
    if (shown?.index !== index) return;
    this.viewport.render();
    this.tell();
  }

  /** Where an image lies by these settings, painted or not; undefined while the pane shows nothing. */
  lieOf(frame: StackFrame | undefined, pane: Pane): (Lie & { readonly settings: Pane }) | undefined {
    if (!frame || !this.shown) return undefined;
    const { plane } = drawnPlane(frame.instance, frame.frame);
    const size = this.paneSize();
    const settings = this.presentation.under(pane, frame, size);
    return { image: frame, plane, projection: projectPane(settings, plane, frame, size), size, settings };
  }

  /** Other settings for the image on screen. */
  adjust(pane: Pane): void {
    this.pane = pane;
    if (!this.shown) return;
    const { index } = this.shown;
    quietly(this.viewport, () => this.present(index));
    this.viewport.render();
    this.tell();
  }

  /** More images came: the one window of a series without any takes them in. */
  loaded(): void {
    const { mounted, shown, pane } = this;
    if (shown && pane && mounted && this.isOutOfDate(mounted, shown)) this.adjust(pane);
  }

  private isOutOfDate({ greys }: Stack, { index, isProvisional = false }: ShownImage): boolean {
    return greys.of(index) !== this.greys || (isProvisional && !greys.isProvisional(index));
  }

  /** Takes the picture off the screen. */
  clear(): void {
    this.forgetCanvases();
    this.generation++;
    this.mounted = undefined;
    this.shown = undefined;
    this.camera.left();
    this.layer.hide();
    if (this.displaySetId) {
      this.viewport.removeData(this.displaySetId);
      displaySets.remove(this.displaySetId);
      this.displaySetId = '';
      this.viewport.render();
    }
    this.parts.onGone();
  }

  /** The pane has another size. Asked of the page each time, it would be laid out anew in the middle of every step. */
  measure(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    this.size = { width, height };
  }

  /** Cornerstone compares the hidden GL canvas and would keep a wrong CPU canvas after a resize. */
  resized(): void {
    if (this.isDisposed) return;
    this.viewport.resize();
    this.forgetCanvases();
    // The displayed area of a state, or a field, fits the pane's new size.
    if (this.shown && (this.pane?.presentation ?? this.pane?.field)) {
      const { index } = this.shown;
      quietly(this.viewport, () => this.present(index));
    }
    this.viewport.render();
    if (this.shown) this.tell();
  }

  /** What the reader sees: what is drawn, moved or taken is on this, never on what lies below a cover. */
  get seen(): ShownImage | undefined {
    return this.parts.isCovered() ? undefined : this.shown;
  }

  /** Of the image on the screen, as it was painted; of the one that comes where there is none. */
  get projection(): Projection {
    return this.camera.projection(this.paneSize());
  }

  private paneSize(): PaneSize {
    return { ...this.size, ratio: window.devicePixelRatio || 1 };
  }

  /** The canvas that shows the picture, as sharp as the screen is and as large as the pane: somebody is about to copy it. */
  sharpCanvas(): HTMLCanvasElement {
    this.parts.painter.sharpen();
    return this.viewport.getCanvas();
  }

  /** Of the pane, in CSS pixels. */
  get extent(): Readonly<Record<'width' | 'height', number>> {
    return this.size;
  }

  dispose(): void {
    this.isDisposed = true;
    this.presentation.dispose();
    this.element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, this.newImage);
    this.parts.engine.disableElement(this.viewportId);
    if (this.displaySetId) displaySets.remove(this.displaySetId);
  }

  private async mount(stack: Stack, index: number): Promise<void> {
    const generation = ++this.generation;
    const before = this.displaySetId;
    this.mounted = stack;
    this.shown = undefined;
    this.camera.left();
    this.parts.onGone();
    this.displaySetId = `${this.viewportId}:${generation}`;
    const imageIds = stack.frames.map(({ imageId }) => imageId);
    displaySets.add(this.displaySetId, { kind: 'planar', imageIds, initialImageIdIndex: index } as never);
    this.prepareLook(stack, index);
    const frame = stack.frames[index];
    // Cornerstone draws while it mounts: there already the picture lies in its place.
    if (frame) this.camera.point(frame, this.settings(frame));
    this.mounting = this.viewport.setDisplaySets({ displaySetId: this.displaySetId });
    try {
      await this.mounting;
    } catch (error) {
      if (this.isDisposed || generation !== this.generation) return; // A later series or an unmount overtook it.
      throw error;
    }
    if (before) displaySets.remove(before);
    if (this.isDisposed || generation !== this.generation) return;
    this.forgetCanvases();
    this.registerCanvases();
    quietly(this.viewport, () => this.present(index));
    this.viewport.render();
    this.arrived(index);
  }

  /** Window, inversion and camera for the image at `index`; Cornerstone is told only of changes by value. */
  private present(index: number): void {
    const { mounted, pane, viewport } = this;
    const frame = mounted?.frames[index];
    if (!mounted || !frame || !pane) return;
    const look = this.prepareLook(mounted, index);
    if (!look) return;
    this.registerCanvases();
    viewport.setDisplaySetPresentation(this.displaySetId, {
      ...(look.isColour
        ? {}
        : { voiRange: rangeOf(look.window), voiLUTFunction: look.window.curve as never }),
      invert: look.isInverted,
    });
    this.point(frame, index);
    if (this.shown?.index === index) this.note(index);
  }

  private point(frame: StackFrame, index: number): void {
    const { plane } = drawnPlane(frame.instance, frame.frame);
    const settings = this.settings(frame);
    this.camera.point(frame, settings);
    this.viewport.setViewState(toCamera(settings, index, plane, frame) as never);
  }

  /** The pane's settings on top of those of its presentation state. */
  settings(frame: StackFrame): Pane {
    const { pane } = this;
    if (!pane) throw new Error('the pane shows nothing');
    return this.presentation.under(pane, frame, this.paneSize());
  }

  /** The state on its way has arrived. */
  private readonly restate = (): void => {
    if (!this.isDisposed && this.pane) this.adjust(this.pane);
  };

  private prepareLook(stack: Stack, index: number): PaneImageLook | undefined {
    const frame = stack.frames[index];
    if (!frame) return undefined;
    const image = cache.getImage(frame.imageId);
    this.greys = stack.greys.of(index);
    this.look = lookFor({
      frame,
      pane: this.pane,
      isColour: image?.color === true,
      luts: this.lutsOf(frame),
      range: this.greys ?? { min: image?.minPixelValue ?? 0, max: image?.maxPixelValue ?? 1 },
      presented: this.presentation.of(this.pane, frame),
    });
    return this.look;
  }

  /** What another image of the stack is windowed with; undefined where only its pixels could tell. */
  voiOf(frame: StackFrame): Voi | undefined {
    const image = cache.getImage(frame.imageId);
    const at = this.mounted?.indexOfId(frame.imageId);
    const shared = at === undefined ? undefined : this.mounted?.greys.of(at);
    const range = shared ?? (image && { min: image.minPixelValue, max: image.maxPixelValue });
    const { pane } = this;
    const isOwn = pane?.window !== undefined || pane?.voiLut !== undefined;
    const hasOwn = windowsOf(frame.instance, frame.frame).length > 0 || this.lutsOf(frame).length > 0;
    const presented = this.presentation.of(pane, frame)?.voi;
    if (!isOwn && presented) return presented;
    if (!range && !isOwn && !hasOwn) return undefined;
    return voiFor(pane, frame.instance, frame.frame, this.lutsOf(frame), range ?? { min: 0, max: 1 });
  }

  /** Whether low values are bright now, whoever wants it so. */
  get isInverted(): boolean {
    return this.look?.isInverted === true;
  }

  private lutsOf(frame: StackFrame): ReturnType<typeof voiLutsOf> {
    const known = this.luts.get(frame) ?? voiLutsOf(frame.instance, frame.frame);
    this.luts.set(frame, known);
    return known;
  }

  /** The CPU path has a canvas of its own beside the GL one; both are told. */
  private registerCanvases(): void {
    const { look, parts } = this;
    if (!look) return;
    for (const canvas of this.element.querySelectorAll('canvas'))
      parts.painter.setLook(canvas, { ...look, place: (image) => this.place(image) });
  }

  private forgetCanvases(): void {
    for (const canvas of this.element.querySelectorAll('canvas')) this.parts.painter.forget(canvas);
  }

  private place(image: Types.IImage) {
    const index = this.mounted?.indexOfId(image.imageId);
    const frame = index === undefined ? undefined : this.mounted?.frames[index];
    const { width } = this.size;
    if (!frame || width === 0) return undefined;
    const { plane } = drawnPlane(frame.instance, frame.frame);
    const projection = () => this.camera.projectionOf(frame, this.paneSize());
    return (widthPx: number) => toWholePixels(toPlacement(projection(), plane, widthPx / width));
  }

  private readonly newImage = (event: Event): void => {
    const { imageId } = (event as CustomEvent<{ imageId?: string }>).detail;
    const index = imageId === undefined ? undefined : this.mounted?.indexOfId(imageId);
    if (index !== undefined) this.arrived(index);
  };

  /** What the file wants drawn over the image on screen; undefined = nothing, or not here yet. */
  get graphics(): Graphics | undefined {
    const { shown, pane } = this;
    return shown && this.parts.graphics.of(shown.frame, this.redraw, this.presentation.of(pane, shown.frame));
  }

  /** The canvas above the picture that shows them. */
  get graphicsCanvas(): HTMLCanvasElement | undefined {
    return this.layer.shown;
  }

  private readonly redraw = (): void => {
    if (!this.isDisposed && this.shown) this.tell();
  };

  /** An image came on screen, or its place, window or graphics changed. */
  private tell(): void {
    this.drawGraphics();
    this.parts.onShown();
  }

  private drawGraphics(): void {
    const { shown, graphics, pane, size } = this;
    if (!shown || !graphics || pane?.bare === true || size.width === 0) {
      this.layer.hide();
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    const placement = toWholePixels(toPlacement(this.projection, shown.drawn.plane, width / size.width));
    this.layer.draw(graphics, shown.frame, placement, { width, height, ratio });
  }

  private arrived(index: number): void {
    if (this.note(index)) this.tell();
  }

  /** Notes what is on the screen; false where the series has no such image. */
  private note(index: number): boolean {
    const frame = this.mounted?.frames[index];
    if (!frame) return false;
    const image = cache.getImage(frame.imageId) as (Types.IImage & RenderedMark & WithColours) | undefined;
    this.camera.arrived(frame);
    this.shown = {
      frame,
      index,
      window: image?.color ? undefined : this.look?.window,
      lut: image?.color ? undefined : this.look?.lut,
      isProvisional: this.look?.isOfValues === true && this.mounted?.greys.isProvisional(index) === true,
      drawn: drawnPlane(frame.instance, frame.frame),
      isRendered: image?.isRendered === true,
      hasLostProfile: image?.hasLostProfile === true,
      ...(image && !image.color ? { range: { min: image.minPixelValue, max: image.maxPixelValue } } : {}),
    };
    return true;
  }
}
