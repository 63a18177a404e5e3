import {
  AnnotationMode,
  RenderingCancelledException,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { QuarterTurn } from '@/view/viewState';
import type { PdfSession } from './pdfSession';

export interface PaintParts {
  /** Canvas pixels per point. */
  readonly scale: number;
  readonly turn: QuarterTurn;
  readonly intent: 'display' | 'print';
  readonly signal: AbortSignal;
}

/** The picture of a page. */
export interface Painted {
  readonly canvas: HTMLCanvasElement;
  /** Something of the page is not on it: a picture too large or damaged, or what cannot be read. */
  readonly isLeftOut: boolean;
}

/** Of a page what outlives its session. */
export interface PageShape {
  /** From 1. */
  readonly pageNumber: number;
  /** How it wants to be turned, clockwise. */
  readonly rotate: number;
  /** `scale`: pixels per point. */
  getViewport(place: {
    readonly scale: number;
    readonly rotation?: number;
  }): ReturnType<PDFPageProxy['getViewport']>;
}

/** Holds nothing of the page itself, which keeps all its steps of drawing as long as anybody has it. */
export function shapeOf(page: PDFPageProxy): PageShape {
  const { pageNumber, rotate } = page;
  const viewport = page.getViewport({ scale: 1 });
  return {
    pageNumber,
    rotate,
    getViewport: ({ scale, rotation = rotate }) => viewport.clone({ scale, rotation }),
  };
}

/** A page as the reader has turned it: on top of the turn that it asks for itself. */
export const viewportOf = (page: PageShape, scale: number, turn: QuarterTurn) =>
  page.getViewport({ scale, rotation: (page.rotate + turn) % 360 });

/**
 * Paints a page on a canvas of its own: what annotations and forms look like is part of it, as their appearance in the file, but
 * nothing of them can be pressed. Undefined: the signal aborted. Rejects where it cannot be painted. Settles when nothing of it goes on.
 */
export async function paintPage(
  session: PdfSession,
  number: number,
  { scale, turn, intent, signal }: PaintParts,
): Promise<Painted | undefined> {
  if (signal.aborted) return undefined;
  const page = await session.document.getPage(number);
  const load = session.begin();
  const viewport = viewportOf(page, scale, turn);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  const task = page.render({ canvas, viewport, intent, annotationMode: AnnotationMode.ENABLE });
  // Where its worker is gone, the library would go on on this thread, which nothing could end.
  task.onContinue = (go: () => void) =>
    session.hasRenderer && !task.isWorkerRendering ? task.cancel() : go();
  // What reads the page is not stopped by a cancelled painting: it would go on beside the next page, unseen.
  const stop = () => void load.read.then(() => task.cancel());
  signal.addEventListener('abort', stop, { once: true });
  try {
    await task.promise;
    if (signal.aborted) {
      free(canvas);
      return undefined;
    }
    return { canvas, isLeftOut: load.isLeftOut };
  } catch (thrown) {
    free(canvas);
    if (!signal.aborted || !(thrown instanceof RenderingCancelledException)) throw thrown;
    await session.rests();
    return undefined;
  } finally {
    signal.removeEventListener('abort', stop);
    // Decoded pictures of pages that were seen would add up.
    page.cleanup();
  }
}

/** Gives the memory of a canvas back at once: Safari keeps it as long as it has a size. */
export function free(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
