// A file of our own in assets/, so that the page's policy for workers (src/app/trustedTypes.ts) knows it.
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
