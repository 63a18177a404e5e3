import { isSameDrawing, type Drawing } from './drawing';
import { FrameTimes } from './frameTimes';
import { copyLook } from './look';
import { ONE_TO_ONE, slanted, type Placement } from './placement';
import { Sharpness, STILL_MS } from './sharpness';

const OWN_STYLE = ['width', 'height', 'transform', 'transformOrigin', 'imageRendering'] as const;
type OwnStyle = Readonly<Record<(typeof OWN_STYLE)[number], string>>;

/** A canvas that is drawn with fewer pixels now, and what it was before. */
interface Reduced {
  readonly width: number;
  readonly height: number;
  readonly style: OwnStyle;
  /** Drawn with its own pixels. */
  readonly isOwn: boolean;
}

/** A picture with its own pixels is to have so many times fewer than the screen has for it, or they gain nothing. */
const GAIN = 1.25;

/** What is to be drawn on a canvas that `width` x `height` device pixels are for. */
export interface MovingPicture {
  readonly width: number;
  readonly height: number;
  /** With all of them. */
  readonly drawing: Drawing;
  /** Where it lies on a canvas of so many pixels across. */
  readonly place: (widthPx: number) => Placement;
}

/**
 * Gives canvases fewer pixels while pictures move, and all of them when they rest. A picture that is enlarged on the screen
 * moves with the pixels that it has: the browser enlarges what it puts on the screen anyway, with the levels between two pixels
 * that the painter would give. Others, on screens of high density, get fewer where this device is too slow for all
 * (`Sharpness`).
 */
export class MovingCanvases {
  private readonly sharpness = new Sharpness();
  private readonly reduced = new Map<HTMLCanvasElement, Reduced>();
  /** What each canvas was last prepared for. */
  private readonly last = new WeakMap<HTMLCanvasElement, Drawing>();
  private readonly redraw: (canvas: HTMLCanvasElement) => void;
  /** A picture with its own pixels tells nothing of the others. */
  private readonly times = new FrameTimes(
    (tookMs, as) => {
      if (window.devicePixelRatio > 1 && as !== 'own') this.sharpness.note(tookMs, as === 'less');
    },
    (nowMs) => {
      this.sharpness.rested(nowMs);
      // Counted from here: what was drawn takes a slow device longer than this to bring to the screen.
      if (this.reduced.size > 0) this.resting = setTimeout(this.rest, STILL_MS);
    },
  );
  private isLess = false;
  private resting: ReturnType<typeof setTimeout> | undefined;

  /** @param redraw Draws what a canvas shows anew, after it got another size. */
  constructor(redraw: (canvas: HTMLCanvasElement) => void) {
    this.redraw = redraw;
  }

  /** A picture is about to be drawn on a canvas: it gets its pixels. Returns where the picture lies on them. */
  prepare(canvas: HTMLCanvasElement, moving: MovingPicture): Placement {
    const { width, height, drawing, place } = moving;
    const { picture } = drawing;
    const density = window.devicePixelRatio;
    // The same once more is no motion.
    if (isSameDrawing(this.last.get(canvas), drawing))
      return this.reduced.get(canvas)?.isOwn ? ONE_TO_ONE : place(canvas.width);
    this.last.set(canvas, { ...drawing, look: copyLook(drawing.look) });
    if (this.times.isFirst) this.isLess = this.sharpness.isLess(performance.now());
    const isOwn = this.sharpness.isMoving && picture.columns * picture.rows * GAIN < width * height;
    clearTimeout(this.resting);
    this.times.drew(isOwn ? 'own' : this.isLess ? 'less' : 'all');
    if (isOwn) {
      this.reduce(canvas, moving, true);
      showOwn(canvas, moving, density);
      return ONE_TO_ONE;
    }
    if (!(density > 1) || !this.isLess) {
      if (this.reduced.has(canvas)) this.giveAll(canvas);
      return place(canvas.width);
    }
    // Never fewer than one for each CSS pixel.
    const share = Math.max(1, density / 2) / density;
    this.reduce(canvas, moving, false);
    resize(canvas, Math.round(width * share), Math.round(height * share));
    return place(canvas.width);
  }

  /** All of them have all their pixels, and show what they showed. */
  readonly rest = (): void => {
    clearTimeout(this.resting);
    for (const canvas of [...this.reduced.keys()]) {
      this.giveAll(canvas);
      this.redraw(canvas);
    }
  };

  /** Somebody else gave the canvas another size. */
  forget(canvas: HTMLCanvasElement): void {
    this.restore(canvas);
    this.last.delete(canvas);
  }

  dispose(): void {
    clearTimeout(this.resting);
    this.reduced.clear();
  }

  /** Fewer pixels until it rests. */
  private reduce(canvas: HTMLCanvasElement, { width, height }: MovingPicture, isOwn: boolean): void {
    const { style } = this.reduced.get(canvas) ?? { style: styleOf(canvas) };
    if (!isOwn) Object.assign(canvas.style, style);
    this.reduced.set(canvas, { width, height, style, isOwn });
    canvas.dataset['moving'] = '';
  }

  private giveAll(canvas: HTMLCanvasElement): void {
    const { width, height } = this.reduced.get(canvas) ?? canvas;
    this.restore(canvas);
    resize(canvas, width, height);
  }

  private restore(canvas: HTMLCanvasElement): void {
    Object.assign(canvas.style, this.reduced.get(canvas)?.style);
    delete canvas.dataset['moving'];
    this.reduced.delete(canvas);
  }
}

const styleOf = ({ style }: HTMLCanvasElement): OwnStyle =>
  Object.fromEntries(OWN_STYLE.map((name) => [name, style[name]])) as Record<keyof OwnStyle, string>;

/** One canvas pixel for each image pixel, laid on the screen where the picture lies. */
function showOwn(
  canvas: HTMLCanvasElement,
  { drawing: { picture, placement, isSmooth } }: MovingPicture,
  density: number,
): void {
  const { columns, rows } = picture;
  resize(canvas, columns, rows);
  const own: OwnStyle = {
    width: `${columns}px`,
    height: `${rows}px`,
    transformOrigin: '0 0',
    transform: `matrix(${slanted(placement)
      .map((number) => number / density)
      .join(', ')})`,
    imageRendering: isSmooth ? 'auto' : 'pixelated',
  };
  Object.assign(canvas.style, own);
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
