// Draws pages off the page's own thread, where it can be ended: the library's own worker for it, in a file of ours in assets/.
import 'pdfjs-dist/legacy/build/pdf.renderer.min.mjs';
import { boundCanvases } from './countCanvases';

boundCanvases(512 * 2 ** 20);
