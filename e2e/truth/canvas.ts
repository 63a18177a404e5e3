import type { Page } from '@playwright/test';
import type { Window } from '@/view/viewState';
import { inspect } from '../harness/inspect';
import { toleranceOf } from './compare';
import { nativeFrameBytes, type Part, type TruthReference } from './files';
import { greyLevels, isOwnRange, LEAVES_OUT, voiOf, type WantedGreys } from './standard';

/** Keys for one image pixel on one CSS pixel, and for the whole image on the pane. */
const ONE_TO_ONE = '8';
const FIT = '9';
/** What is scaled is rounded once more. */
const SCALED_LEVELS = 1;
/** Canvas pixels along the edge of a scaled picture, which is partly black there. */
const EDGE_PX = 1;
/** Little CMS and the browser's colour management round otherwise. */
const PROFILE_LEVELS = 3;

/** How far a level may be from one that is not rounded: half of one, and what floats leave. */
const HALF = 0.5 + 1e-3;
/** By how many whole levels they differ, one way of rounding or the other. */
const apartBy = (level: number, wanted: number): number =>
  Math.max(0, Math.ceil(Math.abs(level - wanted) - HALF));

/** What the canvas of a pane shows: RGB, or the red of it where `samples` is 1. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly levels: Buffer;
  /** The window that the pane said in that moment: that of a series without any changes as its images come. */
  readonly window?: Window | undefined;
}

/** The canvas of pane 0 in device pixels, and its window, of one moment. */
export async function canvasOf(page: Page, samples: 1 | 3 = 1): Promise<Canvas> {
  const { width, height, text, said } = await page.evaluate(async (samples) => {
    const isThere = () =>
      // One that moved has all its pixels once it rests.
      !document.querySelector('[data-pane="0"] [data-moving]') &&
      [...document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas:not([data-layer])')].some(
        (canvas) => canvas.width > 0 && canvas.offsetParent !== null,
      );
    // A picture that is there before the engine gives its place to the engine's canvas.
    for (let i = 0; i < 600 && !isThere(); i++) await new Promise((done) => requestAnimationFrame(done));
    const found = [
      ...document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas:not([data-layer])'),
    ];
    for (const canvas of found) {
      const context = canvas.getContext('2d');
      if (!context || canvas.width === 0 || canvas.offsetParent === null) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let text = '';
      const line = new Uint8Array(canvas.width * samples);
      for (let y = 0; y < canvas.height; y++) {
        for (let x = 0; x < canvas.width; x++)
          for (let sample = 0; sample < samples; sample++)
            line[x * samples + sample] = data[4 * (y * canvas.width + x) + sample] ?? 0;
        text += String.fromCharCode(...line);
      }
      const said = window.isocenter?.panes()[0]?.window;
      return { width: canvas.width, height: canvas.height, text: btoa(text), said };
    }
    return { width: 0, height: 0, text: '', said: undefined };
  }, samples);
  return { width, height, samples, window: said, levels: Buffer.from(text, 'base64') };
}

/** Greatest difference of the part of a picture that the canvas shows when the picture begins at (left, top). */
function differenceAt(
  canvas: Canvas,
  picture: ArrayLike<number>,
  columns: number,
  left: number,
  top: number,
): number {
  const { width, samples, levels } = canvas;
  const rows = picture.length / columns / samples;
  const [from, to] = [Math.max(0, left), Math.min(width, left + columns)];
  let most = 0;
  for (let y = Math.max(0, top); y < Math.min(canvas.height, top + rows); y++) {
    let [at, wanted] = [(y * width + from) * samples, ((y - top) * columns + from - left) * samples];
    for (const end = at + (to - from) * samples; at < end; at++, wanted++)
      most = Math.max(most, apartBy(levels[at] ?? 0, picture[wanted] ?? 0));
  }
  return most;
}

/**
 * Greatest difference, in levels, between the canvas at one image pixel a canvas pixel and a picture, which lies in the
 * middle of the canvas, give or take the rounding of half a pixel.
 */
function difference(canvas: Canvas, picture: ArrayLike<number>, columns: number): number {
  const rows = picture.length / columns / canvas.samples;
  const [left, top] = [(canvas.width - columns) / 2, (canvas.height - rows) / 2];
  const starts = [Math.floor, Math.ceil];
  const places = new Map(
    starts
      .flatMap((ofX) => starts.map((ofY) => [ofX(left), ofY(top)] as const))
      .map((at) => [String(at), at]),
  );
  return Math.min(...[...places.values()].map(([x, y]) => differenceAt(canvas, picture, columns, x, y)));
}

/**
 * Greatest difference, in levels, between a canvas and a picture whose pixels have this shape, made as large as the canvas holds it
 * whole, in its middle, with levels in proportion between those of neighbouring pixels. 255 where the picture reaches into what is to be black.
 */
export function differenceFitted(
  { width, height, samples, levels }: Canvas,
  picture: ArrayLike<number>,
  columns: number,
  [tall, wide]: readonly [number, number],
): number {
  const rows = picture.length / columns / samples;
  const scale = Math.min(width / (columns * wide), height / (rows * tall));
  const [across, down] = [scale * wide, scale * tall];
  const [left, top] = [(width - columns * across) / 2, (height - rows * down) / 2];
  const axis = (length: number, start: number, step: number, count: number) =>
    Array.from({ length }, (_, px) => {
      const at = (px + 0.5 - start) / step - 0.5;
      const near = Math.floor(at);
      const inside = (place: number) => Math.max(0, Math.min(count - 1, place));
      const outer = Math.min(px + 0.5 - start, start + step * count - px - 0.5);
      return { near: inside(near), next: inside(near + 1), share: at - near, outer };
    });
  const [byX, byY] = [axis(width, left, across, columns), axis(height, top, down, rows)];
  const level = (row: number, column: number, sample: number) =>
    picture[(row * columns + column) * samples + sample] ?? 0;
  let most = 0;
  byY.forEach((y, row) =>
    byX.forEach((x, column) => {
      const outer = Math.min(x.outer, y.outer);
      if (Math.abs(outer) <= EDGE_PX) return;
      for (let sample = 0; sample < samples; sample++) {
        const above = level(y.near, x.near, sample) * (1 - x.share) + level(y.near, x.next, sample) * x.share;
        const below = level(y.next, x.near, sample) * (1 - x.share) + level(y.next, x.next, sample) * x.share;
        const wanted = outer > 0 ? above * (1 - y.share) + below * y.share : 0;
        most = Math.max(most, apartBy(levels[(row * width + column) * samples + sample] ?? 0, wanted));
      }
    }),
  );
  return most;
}

/** Shows pane 0 by a key, and gives its canvas; undefined where there is none. */
async function shownBy(page: Page, key: string, samples: 1 | 3): Promise<Canvas | undefined> {
  await inspect.pixels(page, 0); // The engine's own picture stands there: before it, the key takes its turn.
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press(key);
  for (let i = 0; i < 3; i++) await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  const canvas = await canvasOf(page, samples);
  return canvas.width === 0 ? undefined : canvas;
}

/** Greatest difference, in grey levels, between the canvas of pane 0 and a picture of one byte a pixel. */
export async function canvasDifference(
  page: Page,
  { picture, columns }: { readonly picture: Buffer; readonly columns: number },
): Promise<number | undefined> {
  const canvas = await shownBy(page, ONE_TO_ONE, 1);
  return canvas && difference(canvas, picture, columns);
}

/** What the canvas differs by. */
export interface SeenPixels {
  /** Levels from the picture that the standard's formulae (of colours through a profile without a table: Little CMS) make of the reference's values. */
  readonly off: number;
  /** How many levels it may be off. */
  readonly tolerance: number;
  /** Levels from the second picture (DCMTK's, or Little CMS's), and how far that is from the first; absent where there is none. */
  readonly second?: number;
  readonly apart?: number;
}

const greatest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let most = a.length === b.length ? 0 : 255;
  for (let i = 0; i < a.length; i++) most = Math.max(most, apartBy(a[i] ?? 0, b[i] ?? 0));
  return most;
};

/** The picture that a frame is to give in a window, and which part of the reference is a second one of it; or why there is none to compare with. */
function wantedOf(
  folder: string,
  reference: TruthReference,
  frame: number,
  values: Part,
  window: Window | undefined,
): (WantedGreys & { readonly second?: Part }) | string {
  const bytes = nativeFrameBytes(folder, reference, frame, values);
  if (!bytes) return 'no reference';
  if (reference.kind === 'rgb') {
    const tolerance = toleranceOf(reference).levels;
    if (reference.profile !== true) return { levels: bytes, tolerance, second: 'picture' };
    const [lcms, formulae] = (['shown.bin', 'shown.second.bin'] as const).map((part) =>
      nativeFrameBytes(folder, reference, frame, part),
    );
    const shown = formulae ?? lcms;
    return shown
      ? { levels: shown, tolerance: tolerance + PROFILE_LEVELS, second: 'shown.bin' }
      : 'a colour profile that no reference applies';
  }
  const voi = voiOf(reference, frame, window);
  if (typeof voi === 'string') return voi;
  const own = reference.voi?.[0]?.kind !== 'range' || isOwnRange(reference, frame, voi);
  return { ...greyLevels(bytes, reference, voi), ...(own ? { second: 'picture' } : {}) };
}

/**
 * Compares the canvas with what a frame (from 1), by these values of it, is to give, or says why it cannot: at one image pixel a canvas pixel; where
 * pixels are not square, so that the pane holds the whole image.
 */
export async function lookAtCanvas(
  page: Page,
  folder: string,
  reference: TruthReference,
  frame: number,
  values: Part = 'bin',
): Promise<SeenPixels | string> {
  const { columns = 0, shapes = [] } = reference;
  const shape = shapes[shapes.length === 1 ? 0 : frame - 1] ?? [1, 1];
  const isSquare = shape[0] === shape[1];
  const canvas = await shownBy(page, isSquare ? ONE_TO_ONE : FIT, reference.kind === 'rgb' ? 3 : 1);
  if (!canvas) return 'no canvas';
  const wanted = wantedOf(folder, reference, frame, values, canvas.window);
  if (wanted === LEAVES_OUT) return { off: 255, tolerance: 0 };
  if (typeof wanted === 'string') return wanted;
  const { levels, second } = wanted;
  const tolerance = wanted.tolerance + (isSquare ? 0 : SCALED_LEVELS);
  const differenceTo = (picture: ArrayLike<number>) =>
    isSquare ? difference(canvas, picture, columns) : differenceFitted(canvas, picture, columns, shape);
  const off = differenceTo(levels);
  const other = second && nativeFrameBytes(folder, reference, frame, second);
  if (!other) return { off, tolerance };
  return { off, tolerance, second: differenceTo(other), apart: greatest(other, levels) };
}
