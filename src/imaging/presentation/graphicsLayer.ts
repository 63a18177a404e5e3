import type { Shutter, ShutterShape } from '@/dicom/transforms/shutter';
import { paintAnnotations } from './annotationPainter';
import type { Placement } from '@/painting/placement';
import { whenRestored } from '@/painting/whenRestored';
import type { DrawnOverlay, Graphics } from './fileGraphics';

type Size = { readonly rows: number; readonly columns: number };

/** The image in its own pixels: overlays may begin before it and end behind it (Overlay Origin, PS3.3 C.9.2), and are cut there. */
function wholeOf({ rows, columns }: Size): Path2D {
  const path = new Path2D();
  path.rect(0, 0, columns, rows);
  return path;
}

/** Adds a shape to the path, in image pixels. */
function trace(path: Path2D, shape: ShutterShape): void {
  if (shape.kind === 'rectangle') {
    path.rect(shape.left, shape.top, shape.right - shape.left, shape.bottom - shape.top);
    return;
  }
  if (shape.kind === 'circle') {
    path.moveTo(shape.x + shape.radius, shape.y);
    path.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
    return;
  }
  shape.points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
}

/** The canvas above a pane's picture and below its measurements: shutters and overlays of the file. */
export class GraphicsLayer {
  private readonly host: HTMLElement;
  private canvas: HTMLCanvasElement | undefined;
  private readonly redraw: () => void;

  /** @param redraw Draws it anew: it was lost with the graphics memory that it lay in. */
  constructor(host: HTMLElement, redraw: () => void) {
    this.host = host;
    this.redraw = redraw;
  }

  /** The layer as it is drawn; undefined while it shows nothing. */
  get shown(): HTMLCanvasElement | undefined {
    return this.canvas && !this.canvas.hidden ? this.canvas : undefined;
  }

  hide(): void {
    if (this.canvas) this.canvas.hidden = true;
  }

  /** Draws over an image of `size` that lies at `placement` on a canvas of `width` x `height` device pixels. */
  draw(
    graphics: Graphics,
    size: Size,
    placement: Placement,
    { width, height, ratio }: { readonly width: number; readonly height: number; readonly ratio: number },
  ): void {
    const canvas = this.made();
    canvas.hidden = false;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(...placement);
    const [a, b] = placement;
    // Magnified, an overlay keeps its pixels; made smaller, its lines of one pixel must not fall between two.
    context.imageSmoothingEnabled = Math.hypot(a, b) < 1;
    context.imageSmoothingQuality = 'high';
    const { shutter, cover, overlays, annotations = [], area } = graphics;
    if (shutter) this.cover(context, shutter, size);
    const all: readonly DrawnOverlay[] = cover ? [cover, ...overlays] : overlays;
    context.save();
    context.clip(wholeOf(size));
    for (const { picture, left, top } of all) context.drawImage(picture, left, top);
    context.restore();
    paintAnnotations(context, annotations, { placement, area, size, ratio });
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** Everything outside any of the shapes. */
  private cover(
    context: CanvasRenderingContext2D,
    { shapes, grey, colour }: Shutter,
    { rows, columns }: Size,
  ): void {
    context.fillStyle = `rgb(${(colour ?? [grey, grey, grey]).join(' ')})`;
    for (const shape of shapes) {
      context.save();
      context.clip(wholeOf({ rows, columns }));
      const path = new Path2D();
      // Far outside, so that an opening beyond the image's edges stays an opening.
      path.rect(-columns, -rows, 3 * columns, 3 * rows);
      trace(path, shape);
      context.fill(path, 'evenodd');
      context.restore();
    }
  }

  private made(): HTMLCanvasElement {
    if (this.canvas) return this.canvas;
    const canvas = document.createElement('canvas');
    canvas.dataset['layer'] = 'graphics';
    canvas.setAttribute('aria-hidden', 'true');
    Object.assign(canvas.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      pointerEvents: 'none',
    });
    const inside = this.host.querySelector('.viewport-element') ?? this.host;
    inside.insertBefore(canvas, inside.querySelector('svg'));
    whenRestored(canvas, this.redraw);
    this.canvas = canvas;
    return canvas;
  }
}
