import { CanvasWay } from './canvasWay';
import { isSameDrawing, type Drawing } from './drawing';
import { copyLook } from './look';

/** What a canvas shows, and its size then. */
interface Drawn {
  readonly drawing: Drawing;
  readonly width: number;
  readonly height: number;
}

/** Paints stored images on canvases. Needs nothing but canvases: no engine, no cache. */
export class Painter {
  private readonly way = new CanvasWay();
  private readonly drawn = new WeakMap<HTMLCanvasElement, Drawn>();

  /** Makes a canvas show a picture and nothing else; at once. What it shows already is not drawn again. */
  draw(canvas: HTMLCanvasElement, drawing: Drawing): void {
    const { width, height } = canvas;
    const last = this.drawn.get(canvas);
    if (last?.width === width && last.height === height && isSameDrawing(last.drawing, drawing)) return;
    const context = canvas.getContext('2d');
    if (!context) return;
    this.drawn.set(canvas, { drawing: { ...drawing, look: copyLook(drawing.look) }, width, height });
    this.way.draw(context, drawing);
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
}
