import { Blend } from './blend';
import {
  isSameOver,
  type ColourPicture,
  type Drawing,
  type Outcome,
  type Over,
  type Picture,
  type Way,
} from './drawing';
import { GreyTables, toWords } from './greyTable';
import { copyLook, isSameLook, type Look } from './look';
import { isWholePixels, ONE_TO_ONE, slanted, type Placement } from './placement';

/** The picture of one canvas, windowed, in image pixels; reused from picture to picture. */
interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly pixels: ImageData;
  readonly words: Uint32Array;
  readonly tables: GreyTables;
  readonly blend: Blend;
  shown?: { readonly picture: Picture; readonly look: Look; readonly over: Over | undefined };
  /** Its canvas has the pixels too. */
  isCopied: boolean;
}

function createSurface({ columns, rows }: Picture, tables: GreyTables): Surface | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  // In main memory and without transparency: it is written whole at every image, and read once.
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) return undefined;
  const pixels = context.createImageData(columns, rows);
  const words = new Uint32Array(pixels.data.buffer);
  return { canvas, context, pixels, words, tables, blend: new Blend(), isCopied: false };
}

/** RGB or RGBA bytes to opaque RGBA words; inverted where the reader asks for it. */
function toColourWords({ values, samples }: ColourPicture, isInverted: boolean, target: Uint32Array): void {
  const flip = isInverted ? 0x00ffffff : 0;
  for (let i = 0, at = 0; i < target.length; i++, at += samples) {
    const word = (values[at] ?? 0) | ((values[at + 1] ?? 0) << 8) | ((values[at + 2] ?? 0) << 16);
    target[i] = (word ^ flip) | 0xff000000;
  }
}

/** Whether a picture covers a canvas pixel by pixel. */
const isCovered = ({ width, height }: HTMLCanvasElement, { columns, rows }: Picture, placement: Placement) =>
  width === columns && height === rows && placement.every((number, at) => number === ONE_TO_ONE[at]);

/** Draws with canvas 2D alone: on every device, pictures of every size. */
export class CanvasWay implements Way {
  private readonly surfaces = new WeakMap<HTMLCanvasElement, Surface>();

  draw(context: CanvasRenderingContext2D, drawing: Drawing): Outcome {
    const { picture, placement, isSmooth } = drawing;
    const { canvas } = context;
    const surface = this.surfaceFor(canvas, picture);
    if (!surface) return 'unable';
    this.fill(surface, drawing);
    if (isCovered(canvas, picture, placement)) {
      context.putImageData(surface.pixels, 0, 0);
      return 'drawn';
    }
    if (!surface.isCopied) surface.context.putImageData(surface.pixels, 0, 0);
    surface.isCopied = true;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = 'black';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = isSmooth;
    context.setTransform(...(isSmooth && !isWholePixels(placement) ? slanted(placement) : placement));
    context.drawImage(surface.canvas, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    return 'drawn';
  }

  /** The words of the picture, windowed. */
  private fill(surface: Surface, { picture, look, over }: Drawing): void {
    const { shown } = surface;
    if (shown?.picture === picture && isSameLook(shown.look, look) && isSameOver(shown.over, over)) return;
    if (picture.kind === 'grey') toWords(picture, look, surface.tables, surface.words);
    else toColourWords(picture, look.isInverted, surface.words);
    if (over) surface.blend.lay(surface.words, over);
    surface.isCopied = false;
    surface.shown = { picture, look: copyLook(look), over };
  }

  private surfaceFor(canvas: HTMLCanvasElement, picture: Picture): Surface | undefined {
    const known = this.surfaces.get(canvas);
    if (known?.canvas.width === picture.columns && known.canvas.height === picture.rows) return known;
    const made = createSurface(picture, known?.tables ?? new GreyTables());
    if (made) this.surfaces.set(canvas, made);
    return made;
  }
}
