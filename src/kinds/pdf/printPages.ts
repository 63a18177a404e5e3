import { free } from './paintPage';
import type { Pdf } from './openPdf';
import { printScale, soundSize } from './pageGeometry';
import styles from './print.module.css';

/** More pages than this are not painted for printing: the device's own reader does that better. */
export const MOST_PRINTED = 100;

/** Marks the page while pages of a document are what it prints. */
const MARK = 'data-prints-pages';

const toBlob = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no picture of the page'))),
      'image/png',
    );
  });

/**
 * Prints the pages of a document as pictures, in the place of this page, and nothing else of it: frames and foreign windows are
 * forbidden here. `tell` is told how many pages are ready. Where the signal aborts, nothing is printed. Resolves to the
 * pages of which something is missing.
 */
export async function printPages(
  pdf: Pdf,
  signal: AbortSignal,
  tell: (ready: number) => void,
): Promise<readonly number[]> {
  const leftOut: number[] = [];
  const place = document.createElement('div');
  place.className = styles['print'] ?? '';
  place.dataset['testid'] = 'pdf-print';
  const urls: string[] = [];
  const end = () => {
    place.remove();
    document.documentElement.removeAttribute(MARK);
    for (const url of urls) URL.revokeObjectURL(url);
  };
  try {
    for (let number = 1; number <= pdf.pageCount; number += 1) {
      const page = await pdf.page(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const scale = printScale(soundSize({ width, height }));
      const painted = await pdf.paint(number, { scale, turn: 0, intent: 'print', signal });
      if (!painted) return leftOut;
      const { canvas } = painted;
      if (painted.isLeftOut) leftOut.push(number);
      const url = URL.createObjectURL(await toBlob(canvas));
      free(canvas);
      urls.push(url);
      const picture = document.createElement('img');
      picture.src = url;
      picture.alt = '';
      await picture.decode();
      place.append(picture);
      tell(number);
      if (signal.aborted) return leftOut;
    }
    document.body.append(place);
    document.documentElement.setAttribute(MARK, '');
    // Some browsers come back from print() before they have printed.
    const printed = new Promise<void>((resolve) => {
      window.addEventListener('afterprint', () => resolve(), { once: true });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    window.print();
    await printed;
    return leftOut;
  } finally {
    end();
  }
}
