import { Sharpness, STILL_MS } from './sharpness';

/**
 * Gives canvases on screens of high density fewer pixels while pictures move, where this device is too slow for all of them
 * (`Sharpness`), and all of them when they rest.
 */
export class MovingCanvases {
  private readonly sharpness = new Sharpness();
  /** Drawn with fewer pixels now, and the size they are to have. */
  private readonly reduced = new Map<HTMLCanvasElement, readonly [width: number, height: number]>();
  private readonly redraw: (canvas: HTMLCanvasElement) => void;
  private isTimed = false;
  private isLess = false;
  private resting: ReturnType<typeof setTimeout> | undefined;

  /** @param redraw Draws what a canvas shows anew, after it got another size. */
  constructor(redraw: (canvas: HTMLCanvasElement) => void) {
    this.redraw = redraw;
  }

  /** A picture is about to be drawn on a canvas that `width` x `height` device pixels are for: it gets its pixels. */
  prepare(canvas: HTMLCanvasElement, width: number, height: number): void {
    const density = window.devicePixelRatio;
    if (!(density > 1)) {
      this.reduced.delete(canvas);
      return;
    }
    this.time();
    if (!this.isLess) {
      if (this.reduced.delete(canvas)) resize(canvas, width, height);
      return;
    }
    // Never fewer than one for each CSS pixel.
    const share = Math.max(1, density / 2) / density;
    this.reduced.set(canvas, [width, height]);
    resize(canvas, Math.round(width * share), Math.round(height * share));
    clearTimeout(this.resting);
    this.resting = setTimeout(this.rest, STILL_MS);
  }

  /** All of them have all their pixels, and show what they showed. */
  readonly rest = (): void => {
    clearTimeout(this.resting);
    const canvases = [...this.reduced];
    this.reduced.clear();
    for (const [canvas, size] of canvases) {
      resize(canvas, ...size);
      this.redraw(canvas);
    }
  };

  /** Somebody else gave the canvas another size. */
  forget(canvas: HTMLCanvasElement): void {
    this.reduced.delete(canvas);
  }

  dispose(): void {
    clearTimeout(this.resting);
    this.reduced.clear();
  }

  /** From here until the next frame can begin: one time for all that is drawn until then. */
  private time(): void {
    if (this.isTimed) return;
    this.isTimed = true;
    const beganMs = performance.now();
    this.isLess = this.sharpness.isLess(beganMs);
    const { isLess } = this;
    requestAnimationFrame(() => {
      this.isTimed = false;
      this.sharpness.note(performance.now() - beganMs, isLess);
    });
  }
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
