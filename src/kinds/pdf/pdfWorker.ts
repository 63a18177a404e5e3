// A file of our own in assets/, so that the page's policy for workers (src/app/trustedTypes.ts) knows it;
// the build writes into the library where it says too little (bundling/wholePages.ts).
import './olderBrowsers';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { boundCanvases } from './countCanvases';
import { isPing, MOST_PICTURE_BYTES, saysLeftOut, type WorkerNotice } from './watch';

// pdf.js leaves out of a page what it cannot read or finds too large, and tells the console alone.
let isSaid = false;
Object.assign(console, {
  warn: (told: unknown) => {
    // Once for each page: damaged content can make a warning of every letter.
    if (isSaid || typeof told !== 'string' || !saysLeftOut(told)) return;
    isSaid = true;
    postMessage({ notice: 'left-out' } satisfies WorkerNotice);
  },
});
addEventListener('message', ({ data }) => {
  if (isPing(data)) isSaid = false;
});

// Pictures are decoded beside each other, and each on a canvas: the first two that are too large together end the page.
if (typeof OffscreenCanvas !== 'undefined') boundCanvases(MOST_PICTURE_BYTES);
