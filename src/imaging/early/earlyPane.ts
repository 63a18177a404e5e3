import type { VerifiedFrame } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { countObjects } from '@/dicom/series/counts';
import { voiLutsOf } from '@/dicom/transforms/lut';
import { perFrame } from '@/dicom/dataset/perFrame';
import type { Painter } from '@/painting/painter';
import { toWholePixels } from '@/painting/placement';
import type { Pane } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import { isSettled, stateFor, toFault } from '@/imaging/series/fault';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { underField } from '@/imaging/projection/fieldRest';
import { EarlyFrames, type EarlyFrame, type EarlyFrameParts } from './earlyFrames';
import type { EarlyPixels } from './earlyPixels';
import { toPlacement } from '@/imaging/projection/paneCamera';
import { describePane } from '@/imaging/pane/paneFacts';
import { PaneGestures, type Lie } from '@/imaging/pointer/paneGestures';
import { lookFor, type PaneImageLook } from '@/imaging/pane/paneLook';
import { ENGINELESS_PANE, type PaneFault, type PaneStatus, type SeriesLoad } from '@/imaging/pane/paneStore';
import { projectPane, type PaneSize } from '@/imaging/projection/projection';
import { stackIndexOf, scrollTo } from '@/imaging/pane/scrolling';
import { loadOf } from '@/imaging/series/seriesOpening';
import type { Sight } from '@/imaging/pane/shown';
import type { Stack, StackFrame } from '@/imaging/stack/stack';

function createCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.dataset['layer'] = 'early';
  canvas.setAttribute('aria-hidden', 'true');
  Object.assign(canvas.style, { display: 'block', width: '100%', height: '100%' });
  // In main memory: the first canvas in graphics memory has the page stand still while the browser sets that up, up to a fifth of a second.
  canvas.getContext('2d', { willReadFrequently: true });
  return canvas;
}

/** The place of an early picture on the page. */
export class EarlyPlace {
  readonly element: HTMLElement;
  private made: HTMLCanvasElement | undefined = createCanvas();

  constructor(element: HTMLElement) {
    this.element = element;
  }

  get canvas(): HTMLCanvasElement {
    return (this.made ??= createCanvas());
  }

  /** The picture goes for good, and what it was painted with: the place is there as long as the pane. */
  clear(): void {
    const { made } = this;
    this.made = undefined;
    made?.remove();
    // At once: no garbage is collected in a page that rests.
    if (made) Object.assign(made, { width: 0, height: 0 });
  }
}

export interface EarlyPaneParts extends Omit<EarlyFrameParts, 'onCame'> {
  readonly pane: number;
  /** All that the series holds; undefined as long as only the object of its first image is described. */
  readonly instances: readonly Instance[] | undefined;
  readonly views: ViewStore;
  readonly painter: Painter;
  /** Its place on the page, once there is one. */
  readonly place: () => EarlyPlace | undefined;
  /** Whether no engine will come: what it would ask for once more is said to fail then. */
  readonly isLast: () => boolean;
  /** Told how much of the series can be painted, from 0 to 1. */
  readonly onCame: (share: number) => void;
}

/** What of a series is here first: its place, and the image. */
export interface EarlyFirst {
  readonly index: number;
  readonly verified: VerifiedFrame;
  readonly pixels: EarlyPixels;
}

const lutsOf = perFrame(voiLutsOf);

/** An image that is painted, or was last. */
interface Painted {
  readonly index: number;
  readonly frame: StackFrame;
  readonly pixels: EarlyFrame;
}

/** How an image is shown, and whether that is as long as others have not come. */
interface EarlyLook extends PaneImageLook {
  readonly isProvisional: boolean;
}

/**
 * A pane before the engine: it shows what the ViewState says, by the same rules, as far as that is here. One image of its series that
 * is not here yet takes the picture off, and is said to be on its way.
 */
export class EarlyPane {
  readonly gestures: PaneGestures;
  /** The image that it began with. */
  readonly first: {
    readonly frame: StackFrame;
    readonly verified: VerifiedFrame;
    readonly pixels: EarlyPixels;
  };
  private readonly parts: EarlyPaneParts;
  private readonly frames: EarlyFrames;
  /** What is on the screen, or was last. */
  private painted: Painted | undefined;
  /** What it was painted with: the series' window may be another since, whose picture comes with the next update. */
  private look: EarlyLook | undefined;
  private isShown = false;
  private told: SeriesLoad | undefined;
  private described: SeriesLoad['described'];

  /** @param first What of the series is here: its place in it, and the frame. */
  constructor(parts: EarlyPaneParts, { index, verified, pixels }: EarlyFirst) {
    this.parts = parts;
    const frame = parts.stack.frames[index];
    if (!frame) throw new RangeError(`no image ${index} in this series`);
    this.first = { frame, verified, pixels };
    const onCame = () => {
      this.told = undefined;
      parts.onCame(this.frames.share);
    };
    this.frames = new EarlyFrames({ ...parts, onCame });
    this.frames.put(index, verified, pixels);
    if (parts.instances) this.frames.follow();
    const { pane, views, stack } = parts;
    this.gestures = new PaneGestures({
      pane,
      views,
      lie: () => this.lie,
      windowNow: () => {
        const look = this.painted && this.lookOf(this.painted);
        return look?.isColour === false ? look.window : undefined;
      },
      range: () => (this.frames.get(this.wanted) ?? this.painted?.pixels)?.range,
      count: () => stack.frames.length,
      heightPx: () => parts.place()?.element.clientHeight ?? 1,
      wanted: () => this.wanted,
      scrollBy: (images) => this.scrollTo(this.wanted + images),
      onBegin: () => undefined,
    });
  }

  get pane(): number {
    return this.parts.pane;
  }

  get stack(): Stack {
    return this.parts.stack;
  }

  /** Whether the whole series is described. */
  get isPlaced(): boolean {
    return this.parts.instances !== undefined;
  }

  /** Whether the image that the view asks for is on the screen. */
  get isArrived(): boolean {
    return this.isShown && this.painted?.index === this.wanted;
  }

  /** Whether the view asks for an image of this series that is to be shown as its file wants it. */
  get isAsked(): boolean {
    const { stack } = this.parts;
    const pane = this.settings;
    if (!pane || pane.series !== stack.series || pane.study !== stack.study || pane.presentation || pane.cut)
      return false;
    return stackIndexOf(stack, pane) >= 0;
  }

  /** index from 0, clamped to the series. */
  scrollTo(index: number): void {
    const { views, pane, stack } = this.parts;
    scrollTo(views, pane, stack.frames, this.wanted, index);
  }

  /** Shows what the view asks for, or nothing. */
  update(): void {
    const index = this.wanted;
    const frame = this.stack.frames[index];
    this.frames.want(index);
    const pixels = this.frames.get(index);
    this.isShown = frame !== undefined && pixels !== undefined;
    if (frame && pixels) {
      this.painted = { index, frame, pixels };
      this.look = this.lookOf(this.painted);
    }
    this.paint();
  }

  /** Another series takes its place for now. */
  rest(): void {
    this.frames.rest();
    this.isShown = false;
  }

  /** The engine goes on, or another picture. */
  end(): void {
    this.frames.end();
  }

  /** What is known of the series, once it is described; the same object until that changes. */
  get load(): SeriesLoad | undefined {
    const { instances, stack } = this.parts;
    if (!instances) return undefined;
    // The same object as long as the series is: what only came further is told less often.
    this.described ??= countObjects(instances);
    this.told ??= loadOf(stack, this.frames.had, this.described);
    return this.told;
  }

  get status(): PaneStatus | undefined {
    const { painted, isShown, isPlaced, stack, wanted } = this;
    const { views, pane } = this.parts;
    const { view } = views.getState();
    if (!painted) return undefined;
    const { verified } = painted.pixels;
    const fault = isShown ? undefined : this.faultAt(wanted);
    return describePane({
      pane: view.panes[pane] ?? null,
      state: isShown ? 'shown' : fault ? stateFor(fault) : 'loading',
      fault,
      // A number beside a picture is that picture's.
      index: isShown ? painted.index : wanted,
      // Which of how many it is, only the whole series tells.
      count: isPlaced ? stack.frames.length : 0,
      view: this.sightOf(painted),
      subject: (isShown ? painted.frame : stack.frames[wanted])?.instance,
      asked: isPlaced ? stack.frames[wanted] : undefined,
      transferSyntax: verified.transferSyntax,
      framesHeld: verified.held,
      playing: false,
      settings: view,
    });
  }

  /** Why an image is not shown, where no engine would bring it. */
  private faultAt(index: number): PaneFault | undefined {
    const error = this.frames.errorAt(index);
    const isLast = this.parts.isLast();
    if (error !== undefined && (isLast || isSettled(error))) return toFault(error);
    return isLast && !this.frames.isComing(index) ? ENGINELESS_PANE.fault : undefined;
  }

  private get settings(): Pane | undefined {
    return this.parts.views.getState().view.panes[this.parts.pane] ?? undefined;
  }

  /** Place of the image that the view asks for, from 0. */
  private get wanted(): number {
    const { settings } = this;
    return settings ? stackIndexOf(this.stack, settings) : -1;
  }

  private get size(): PaneSize | undefined {
    const element = this.parts.place()?.element;
    const ratio = window.devicePixelRatio || 1;
    return element && { width: element.clientWidth, height: element.clientHeight, ratio };
  }

  private get lie(): Lie | undefined {
    const frame = this.stack.frames[this.wanted];
    return frame && this.lieOf(frame);
  }

  private lieOf(image: StackFrame): Lie | undefined {
    const { settings, size } = this;
    if (!settings || !size) return undefined;
    const { plane } = drawnPlane(image.instance, image.frame);
    const placed = underField(settings, image, plane, size);
    return { image, plane, size, projection: projectPane(placed, plane, image, size) };
  }

  private lookOf({ frame, index, pixels }: Painted): EarlyLook {
    const { picture, range = { min: 0, max: 255 } } = pixels;
    const look = lookFor({
      frame,
      pane: this.settings,
      isColour: picture.kind === 'colour',
      luts: lutsOf(frame.instance, frame.frame),
      range: this.stack.greys.of(index) ?? range,
      presented: undefined,
    });
    // Of this image alone; what others bring, nobody knows yet.
    const isOfFew = !this.isPlaced || this.stack.greys.isProvisional(index);
    return { ...look, isProvisional: look.isOfValues === true && isOfFew };
  }

  private sightOf(painted: Painted): Sight | undefined {
    const { frame, index, pixels } = painted;
    const { settings, look = this.lookOf(painted) } = this;
    const lie = this.lieOf(frame);
    if (!settings || !lie) return undefined;
    const { window, lut, isColour, isProvisional } = look;
    return {
      shown: {
        frame,
        index,
        window: isColour ? undefined : window,
        lut: isColour ? undefined : lut,
        drawn: drawnPlane(frame.instance, frame.frame),
        isProvisional,
        isRendered: pixels.isRendered,
        hasLostProfile: false,
      },
      projection: lie.projection,
      graphics: undefined,
      presentation: { facts: () => undefined },
      settings: () => settings,
    };
  }

  private paint(): void {
    const { painted, look, isShown } = this;
    const { painter } = this.parts;
    const place = this.parts.place();
    if (!place) return;
    const { canvas, element } = place;
    if (!canvas.isConnected) element.append(canvas);
    // Never the picture of before under what is said of another.
    canvas.style.visibility = isShown ? 'visible' : 'hidden';
    if (!isShown) return;
    const lie = painted && this.lieOf(painted.frame);
    const { size } = this;
    if (!lie || !look || !size || size.width === 0 || size.height === 0) return;
    const [width, height] = [Math.round(size.width * size.ratio), Math.round(size.height * size.ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      painter.forget(canvas);
    }
    painter.draw(canvas, {
      picture: painted.pixels.picture,
      look,
      placement: toWholePixels(toPlacement(lie.projection, lie.plane, width / size.width)),
      isSmooth: true,
    });
  }
}
