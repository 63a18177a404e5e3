// A file of our own in assets/, so that the page's policy for workers (src/app/trustedTypes.ts) knows it.
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
import { boundCanvases } from './countCanvases';
import { MOST_PICTURE_BYTES, saysLeftOut, type WorkerNotice } from './watch';

// pdf.js leaves out of a page what it cannot read or finds too large, and tells the console alone.
Object.assign(console, {
  warn: (told: unknown) => {
    if (typeof told === 'string' && saysLeftOut(told))
      postMessage({ notice: 'left-out' } satisfies WorkerNotice);
  },
});

// Pictures are decoded beside each other, and each on a canvas: the first two that are too large together end the page.
if (typeof OffscreenCanvas !== 'undefined') boundCanvases(MOST_PICTURE_BYTES);
