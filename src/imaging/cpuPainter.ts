import type { Types } from '@cornerstonejs/core';
import { copyLook, GreyPainter, isSameLook, type Look } from './look';

/** Image pixels to canvas pixels, as CanvasRenderingContext2D.setTransform takes it. */
export type Placement = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** What a pane tells the painter of its canvas. */
export interface PaneLook extends Look {
  /**
   * Where the image of this id lies on the canvas. From the same camera as the tools' coordinates: Cornerstone's own
   * CPU transform mirrors before it rotates, its camera after, so that picture and measurements could part.
   */
  readonly place: (image: Types.IImage) => Placement | undefined;
}

type Grey = Int16Array | Uint16Array | Uint8Array | Int8Array | Float32Array;

const isGrey = (data: unknown): data is Grey =>
  data instanceof Int16Array ||
  data instanceof Uint16Array ||
  data instanceof Uint8Array ||
  data instanceof Int8Array ||
  data instanceof Float32Array;

/** The picture of one pane, windowed, in image pixels; reused from image to image. */
interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly pixels: ImageData;
  readonly words: Uint32Array;
  readonly painter: GreyPainter;
  shown?: { image: Types.IImage; look: Look };
}

function createSurface(width: number, height: number, painter: GreyPainter): Surface | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  // In main memory and without transparency: it is written whole at every image, and read once.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) return undefined;
  const pixels = context.createImageData(width, height);
  return { canvas, context, pixels, words: new Uint32Array(pixels.data.buffer), painter };
}

/** RGB or RGBA bytes to opaque RGBA words; inverted where the reader asks for it. */
function paintColour(
  bytes: ArrayLike<number>,
  samples: number,
  isInverted: boolean,
  target: Uint32Array,
): void {
  const flip = isInverted ? 0x00ffffff : 0;
  for (let i = 0, at = 0; i < target.length; i++, at += samples) {
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    target[i] = (word ^ flip) | 0xff000000;
  }
}

/**
 * Draws images on Cornerstone's CPU path. Its own drawing indexes a table by pixel value, which is black for fractional
 * values (rescale slopes such as 0.5), applies no SIGMOID and windows PET another way; this one follows PS3.3 C.11.2 for
 * every type.
 */
export class CpuPainter {
  private readonly looks = new WeakMap<HTMLCanvasElement, PaneLook>();
  private readonly surfaces = new WeakMap<HTMLCanvasElement, Surface>();
  private readonly drawn = new WeakMap<HTMLCanvasElement, { key: string; look: Look }>();

  /** How a canvas is painted from the next draw on. */
  setLook(canvas: HTMLCanvasElement, look: PaneLook): void {
    this.looks.set(canvas, look);
  }

  /** The canvas was cleared or resized by somebody else: the next draw is a real one. */
  forget(canvas: HTMLCanvasElement): void {
    this.drawn.delete(canvas);
  }

  /** Given to images as their `render`. */
  readonly draw = (element: Types.CPUFallbackEnabledElement): void => {
    const { canvas, image } = element;
    const context = canvas?.getContext('2d');
    const look = canvas && this.looks.get(canvas);
    if (!canvas || !image || !context || !look) return;
    const surface = this.surfaceFor(canvas, image);
    const placement = look.place(image);
    // Cornerstone draws after each of its setters: four times for one step of a scroll.
    const isSmooth = element.viewport?.pixelReplication !== true;
    const key = JSON.stringify([image.imageId, placement, isSmooth, canvas.width, canvas.height]);
    const last = this.drawn.get(canvas);
    if (last?.key === key && isSameLook(last.look, look)) return;
    this.drawn.set(canvas, { key, look: copyLook(look) });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = 'black';
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (!surface || !placement) return;
    this.paint(surface, image, look);
    context.imageSmoothingEnabled = isSmooth;
    context.setTransform(...placement);
    context.drawImage(surface.canvas, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
  };

  private paint(surface: Surface, image: Types.IImage, look: PaneLook): void {
    if (surface.shown?.image === image && isSameLook(surface.shown.look, look)) return;
    const values: unknown = image.getPixelData();
    if (!image.color && isGrey(values)) surface.painter.paint(values, look, surface.words);
    else {
      const bytes = values as Uint8Array;
      paintColour(bytes, Math.round(bytes.length / surface.words.length), look.isInverted, surface.words);
    }
    surface.context.putImageData(surface.pixels, 0, 0);
    surface.shown = { image, look: copyLook(look) };
  }

  private surfaceFor(canvas: HTMLCanvasElement, image: Types.IImage): Surface | undefined {
    const known = this.surfaces.get(canvas);
    if (known?.canvas.width === image.width && known.canvas.height === image.height) return known;
    const made = createSurface(image.width, image.height, known?.painter ?? new GreyPainter());
    if (made) this.surfaces.set(canvas, made);
    return made;
  }
}
