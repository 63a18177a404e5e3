import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { QuarterTurn } from '@/view/viewState';
import type { Pdf } from './openPdf';
import { viewportOf, type PageShape } from './paintPage';

/** The text of a page, laid invisibly over its picture: for screen readers, for choosing and for marks. */
export interface PageText {
  /** An element for each piece of text, in the order of the file. */
  readonly pieces: readonly HTMLElement[];
}

/** Writes the text of a page into an element; undefined: the signal aborted. */
export async function writeText(
  pdf: Pdf,
  page: PageShape,
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
