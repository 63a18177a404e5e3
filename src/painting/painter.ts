import { CanvasWay } from './canvasWay';
import { isSameDrawing, type Drawing, type Outcome, type Way } from './drawing';
import { copyLook } from './look';
import { whenRestored } from './whenRestored';

/** What a canvas shows, and its size then. */
interface Drawn {
  readonly drawing: Drawing;
  readonly width: number;
  readonly height: number;
}

/** Which way pictures are drawn by now, and how many each drew. */
export interface PainterFacts {
  readonly way: 'canvas' | 'gl';
  readonly drawn: Readonly<Record<'canvas' | 'gl', number>>;
}

/** Paints stored images on canvases. Needs nothing but canvases: no engine, no cache. */
export class Painter {
  /** Draws everything on every device, and whatever the faster way does not. */
  private readonly sure = new CanvasWay();
  private faster: Way | undefined;
  private readonly drawn = new WeakMap<HTMLCanvasElement, Drawn>();
  /** All canvases that were ever drawn on, as far as they are still there. */
  private readonly canvases = new Set<WeakRef<HTMLCanvasElement>>();
  private readonly counts = { canvas: 0, gl: 0 };

  get facts(): PainterFacts {
    return { way: this.faster ? 'gl' : 'canvas', drawn: { ...this.counts } };
  }

  /** Makes a canvas show a picture and nothing else; at once. What it shows already is not drawn again. */
  draw(canvas: HTMLCanvasElement, drawing: Drawing): void {
    const { width, height } = canvas;
    const last = this.drawn.get(canvas);
    if (last?.width === width && last.height === height && isSameDrawing(last.drawing, drawing)) return;
    // Opaque where nobody drew before: nothing below it is drawn, and nothing blended.
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) return;
    if (!last) this.follow(canvas);
    this.drawn.set(canvas, { drawing: { ...drawing, look: copyLook(drawing.look) }, width, height });
    this.paint(context, drawing);
  }

  /** Makes a canvas black. */
  blank(canvas: HTMLCanvasElement): void {
    this.drawn.delete(canvas);
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = 'black';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }

  /** The canvas was cleared or resized by somebody else: the next draw is a real one. */
  forget(canvas: HTMLCanvasElement): void {
    this.drawn.delete(canvas);
  }

  /** Draws by this way from now on, what is on screen too. */
  take(faster: Way): void {
    this.faster = faster;
    this.drawAllAgain();
  }

  /** The faster way draws no more, for the life of the page: what it drew last may be nothing. */
  leave(): void {
    if (!this.faster) return;
    this.faster = undefined;
    this.drawAllAgain();
  }

  private paint(context: CanvasRenderingContext2D, drawing: Drawing): void {
    const outcome = this.tryFaster(context, drawing);
    if (outcome === 'drawn') {
      this.counts.gl++;
      return;
    }
    if (this.sure.draw(context, drawing) === 'drawn') this.counts.canvas++;
    if (outcome === 'broken') this.leave();
  }

  private tryFaster(context: CanvasRenderingContext2D, drawing: Drawing): Outcome | undefined {
    try {
      return this.faster?.draw(context, drawing);
    } catch {
      return 'broken'; // Whatever it was, the other way needs no GL.
    }
  }

  private follow(canvas: HTMLCanvasElement): void {
    for (const each of this.canvases) {
      const known = each.deref();
      if (known === canvas) return;
      if (!known) this.canvases.delete(each);
    }
    this.canvases.add(new WeakRef(canvas));
    whenRestored(canvas, () => this.drawAgain(canvas));
  }

  private drawAllAgain(): void {
    for (const each of this.canvases) {
      const canvas = each.deref();
      if (canvas) this.drawAgain(canvas);
    }
  }

  /** Nothing where the canvas was changed by somebody else meanwhile: they draw. */
  private drawAgain(canvas: HTMLCanvasElement): void {
    const last = this.drawn.get(canvas);
    const context = canvas.getContext('2d');
    if (!last || !context || last.width !== canvas.width || last.height !== canvas.height) return;
    this.paint(context, last.drawing);
  }
}
