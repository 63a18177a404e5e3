import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reference } from './files';

/** Key for one image pixel on one CSS pixel. */
const ONE_TO_ONE = '8';

/** Grey levels (red of RGB) of the canvas that shows pane 0. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly grey: Buffer;
}

/** The canvas of pane 0 in device pixels. */
export async function canvasOf(page: Page): Promise<Canvas> {
  const { width, height, text } = await page.evaluate(() => {
    const found = [
      ...document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas:not([data-layer])'),
    ];
    for (const canvas of found) {
      const context = canvas.getContext('2d');
      if (!context || canvas.width === 0 || canvas.offsetParent === null) continue;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let text = '';
      const line = new Uint8Array(canvas.width);
      for (let y = 0; y < canvas.height; y++) {
        for (let x = 0; x < canvas.width; x++) line[x] = data[4 * (y * canvas.width + x)] ?? 0;
        text += String.fromCharCode(...line);
      }
      return { width: canvas.width, height: canvas.height, text: btoa(text) };
    }
    return { width: 0, height: 0, text: '' };
  });
  return { width, height, grey: Buffer.from(text, 'base64') };
}

/** Greatest difference of the part of a picture that the canvas shows when the picture begins at (left, top). */
function differenceAt(canvas: Canvas, picture: Buffer, columns: number, left: number, top: number): number {
  const rows = picture.length / columns;
  let most = 0;
  for (let y = Math.max(0, top); y < Math.min(canvas.height, top + rows); y++)
    for (let x = Math.max(0, left); x < Math.min(canvas.width, left + columns); x++) {
      const shown = canvas.grey[y * canvas.width + x] ?? 0;
      const wanted = picture[(y - top) * columns + (x - left)] ?? 0;
      most = Math.max(most, Math.abs(shown - wanted));
    }
  return most;
}

/**
 * Greatest difference, in grey levels, between the canvas at one image pixel a canvas pixel and a rendering of the image,
 * which lies in the middle of the canvas, give or take the rounding of half a pixel. Undefined for pixels that are not
 * square, which the canvas stretches.
 */
export async function canvasDifference(
  page: Page,
  folder: string,
  { picture = '', rows = 0, columns = 0 }: Reference,
): Promise<number | undefined> {
  const wanted = readFileSync(join(folder, picture));
  if (wanted.length !== rows * columns) return undefined;
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press(ONE_TO_ONE);
  for (let i = 0; i < 3; i++) await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  const canvas = await canvasOf(page);
  if (canvas.width === 0) return undefined;
  const [left, top] = [(canvas.width - columns) / 2, (canvas.height - rows) / 2];
  const starts = [Math.floor, Math.ceil];
  const all = starts.flatMap((ofX) => starts.map((ofY) => [ofX(left), ofY(top)] as const));
  return Math.min(...all.map(([x, y]) => differenceAt(canvas, wanted, columns, x, y)));
}
