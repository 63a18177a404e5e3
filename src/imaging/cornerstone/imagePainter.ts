import type { Types } from '@cornerstonejs/core';
import type { RecordStorage } from '@/archive/contract/capabilities';
import type { Drawing, Picture } from '@/painting/drawing';
import type { Look } from '@/painting/look';
import { chooseWay } from '@/painting/deviceWay';
import { MovingCanvases, type MovingPicture } from '@/painting/movingCanvases';
import { Painter, type PainterFacts } from '@/painting/painter';
import type { Placement } from '@/painting/placement';

/** What a pane tells the painter of its canvas. */
export interface PaneLook extends Look {
  /**
   * Where the image of this id lies on a canvas of so many pixels across. From the same camera as the tools' coordinates: Cornerstone's own
   * CPU transform mirrors before it rotates, its camera after, so that picture and measurements could part.
   */
  readonly place: (image: Types.IImage) => MovingPicture['place'] | undefined;
}

type Grey = Int16Array | Uint16Array | Uint8Array | Int8Array | Float32Array;

const isGrey = (data: unknown): data is Grey =>
  data instanceof Int16Array ||
  data instanceof Uint16Array ||
  data instanceof Uint8Array ||
  data instanceof Int8Array ||
  data instanceof Float32Array;

function toPicture(image: Types.IImage): Picture {
  const { width: columns, height: rows } = image;
  const values: unknown = image.getPixelData();
  if (!image.color && isGrey(values)) return { kind: 'grey', columns, rows, values };
  const bytes = values as Uint8Array;
  const samples = Math.round(bytes.length / (columns * rows)) === 3 ? 3 : 4;
  return { kind: 'colour', columns, rows, samples, values: bytes };
}

/**
 * Draws Cornerstone's images by our painter. Its own drawing indexes a table by pixel value, which is black for fractional
 * values (rescale slopes such as 0.5), applies no SIGMOID and windows PET another way.
 */
export class ImagePainter {
  private readonly painter = new Painter();
  private readonly looks = new WeakMap<HTMLCanvasElement, PaneLook>();
  private readonly pictures = new WeakMap<Types.IImage, Picture>();
  private readonly moving = new MovingCanvases((canvas) =>
    this.paint(canvas, ({ place }) => place(canvas.width)),
  );
  /** What Cornerstone last wanted drawn on a canvas. */
  private readonly drawn = new WeakMap<HTMLCanvasElement, Types.CPUFallbackEnabledElement>();
  private readonly shelf: RecordStorage | undefined;
  private stopChoice: (() => void) | undefined;

  /** @param shelf Where the device's way to draw is kept. */
  constructor(shelf: RecordStorage | undefined) {
    this.shelf = shelf;
  }

  get facts(): PainterFacts {
    return this.painter.facts;
  }

  dispose(): void {
    this.stopChoice?.();
    this.moving.dispose();
  }

  /** All canvases are drawn as sharp as the screen is, at once: somebody is about to copy them. */
  sharpen(): void {
    this.moving.rest();
  }

  /** How a canvas is painted from the next draw on. */
  setLook(canvas: HTMLCanvasElement, look: PaneLook): void {
    this.looks.set(canvas, look);
  }

  /** The canvas was cleared or resized by somebody else: the next draw is a real one. */
  forget(canvas: HTMLCanvasElement): void {
    this.moving.forget(canvas);
    this.painter.forget(canvas);
  }

  /** Given to images as their `render`. Cornerstone draws after each of its setters: four times for one step of a scroll. */
  readonly draw = (element: Types.CPUFallbackEnabledElement): void => {
    const { canvas } = element;
    if (!canvas || !this.looks.has(canvas)) return;
    this.drawn.set(canvas, element);
    this.paint(canvas, (moving) => this.moving.prepare(canvas, moving));
  };

  /** Draws what is no image of Cornerstone's: planes through volumes. */
  drawPicture(canvas: HTMLCanvasElement, drawing: Drawing): void {
    this.painter.draw(canvas, drawing);
    this.stopChoice ??= chooseWay(this.painter, this.shelf);
  }

  private paint(canvas: HTMLCanvasElement, prepare: (moving: MovingPicture) => Placement): void {
    const { image, viewport } = this.drawn.get(canvas) ?? {};
    const look = this.looks.get(canvas);
    if (!image || !look) return;
    // These tell the size of a canvas at rest in device pixels (sizeInDevicePixels).
    const { clientWidth: width, clientHeight: height } = canvas;
    const place = look.place(image);
    if (!place) {
      this.painter.blank(canvas);
      return;
    }
    const picture = this.pictureOf(image);
    const isSmooth = viewport?.pixelReplication !== true;
    const drawing = { picture, look, placement: place(width), isSmooth };
    this.painter.draw(canvas, { ...drawing, placement: prepare({ width, height, drawing, place }) });
    // Never before the first picture.
    this.stopChoice ??= chooseWay(this.painter, this.shelf);
  }

  private pictureOf(image: Types.IImage): Picture {
    const known = this.pictures.get(image) ?? toPicture(image);
    this.pictures.set(image, known);
    return known;
  }
}
