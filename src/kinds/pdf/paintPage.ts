import {
  AnnotationMode,
  RenderingCancelledException,
  TextLayer,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { QuarterTurn } from '@/view/viewState';
import type { Pdf } from './openPdf';

/** How long a page may take to be painted: one can be made to take for ever. */
const PAINT_MS = 60_000;

interface PaintParts {
  /** Canvas pixels per point. */
  readonly scale: number;
  readonly turn: QuarterTurn;
  readonly intent: 'display' | 'print';
  readonly signal: AbortSignal;
}

/** A page as the reader has turned it: on top of the turn that it asks for itself. */
export const viewportOf = (page: PDFPageProxy, scale: number, turn: QuarterTurn) =>
  page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });

/**
 * Paints a page on a canvas of its own: what annotations and forms look like is part of it, as their appearance in the file, but
 * nothing of them can be pressed. Undefined: the signal aborted. Rejects where it cannot be painted.
 */
export async function paintPage(
  page: PDFPageProxy,
  { scale, turn, intent, signal }: PaintParts,
): Promise<HTMLCanvasElement | undefined> {
  if (signal.aborted) return undefined;
  const viewport = viewportOf(page, scale, turn);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  const task = page.render({ canvas, viewport, intent, annotationMode: AnnotationMode.ENABLE });
  const timer = setTimeout(() => task.cancel(), PAINT_MS);
  const stop = () => task.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await task.promise;
    return canvas;
  } catch (thrown) {
    free(canvas);
    if (signal.aborted && thrown instanceof RenderingCancelledException) return undefined;
    throw thrown;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Gives the memory of a canvas back at once: Safari keeps it as long as it has a size. */
export function free(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}

/** The text of a page, laid invisibly over its picture: for screen readers, for choosing and for marks. */
export interface PageText {
  /** An element for each piece of text, in the order of the file. */
  readonly pieces: readonly HTMLElement[];
}

/** Writes the text of a page into an element; undefined: the signal aborted. */
export async function writeText(
  pdf: Pdf,
  page: PDFPageProxy,
  into: HTMLElement,
  turn: QuarterTurn,
  signal: AbortSignal,
): Promise<PageText | undefined> {
  const content = await pdf.text(page.pageNumber);
  if (signal.aborted) return undefined;
  into.replaceChildren();
  const layer = new TextLayer({
    textContentSource: content,
    container: into,
    viewport: viewportOf(page, 1, turn),
  });
  await layer.render();
  return signal.aborted ? undefined : { pieces: layer.textDivs };
}
