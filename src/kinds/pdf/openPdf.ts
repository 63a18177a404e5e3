import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toSearchable, type Searchable } from './findText';
import { paintPage, shapeOf, type PageShape, type Painted, type PaintParts } from './paintPage';
import { createPageTurns } from './pageTurns';
import { PdfError, toPdfError } from './pdfError';
import { openPdfSession, type PdfSession } from './pdfSession';

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

/**
 * An open PDF. Pages count from 1. One thing is done after the other, pictures first; a page that takes too long, or too much memory,
 * is ended with all that reads and draws (rejected with PdfError), and the document is opened anew for the others.
 */
export interface Pdf {
  readonly pageCount: number;
  /** Its size and place; what is drawn and read of it is asked for here. */
  page(number: number): Promise<PageShape>;
  /** Undefined: the signal aborted. */
  paint(number: number, parts: PaintParts): Promise<Painted | undefined>;
  /** Lets a page be tried again that was ended. */
  forgive(number: number): void;
  /** The text of a page, in the order in which the file writes it. */
  text(number: number): Promise<TextContent>;
  searchable(number: number): Promise<Searchable>;
  close(): void;
}

/** A file of a few kilobytes may say that it has a million pages; each has its place on the screen. */
const MOST_PAGES = 10_000;
async function openWhole(file: Blob, signal: AbortSignal): Promise<PdfSession> {
  try {
    const session = await openPdfSession(file, signal);
    const { numPages } = session.document;
    if (numPages >= 1 && numPages <= MOST_PAGES) return session;
    session.close();
    throw new PdfError(numPages < 1 ? 'broken' : 'long');
  } catch (thrown) {
    throw toPdfError(thrown);
  }
}

/** Opens a PDF; see openPdfSession. Rejects with PdfError. Where the signal aborts, nothing stays open. */
export async function openPdf(file: Blob, signal: AbortSignal): Promise<Pdf> {
  const first = await openWhole(file, signal);
  const { numPages } = first.document;
  const turns = createPageTurns(first, (life) => openWhole(file, life));
  const once = <T>(kept: Map<number, Promise<T>>, number: number, make: () => Promise<T>): Promise<T> => {
    const made = kept.get(number) ?? make();
    kept.set(number, made);
    // Asked for again the next time.
    made.catch(() => kept.delete(number));
    return made;
  };
  const pages = new Map<number, Promise<PageShape>>();
  const texts = new Map<number, Promise<TextContent>>();
  const searchables = new Map<number, Promise<Searchable>>();
  const leftOut = new Set<number>();
  const text = (number: number) =>
    once(texts, number, () =>
      turns.run('text', number, async (session) => {
        const page = await session.document.getPage(number);
        const load = session.begin();
        const content = await page.getTextContent();
        // What was read for the text is not read again for the picture.
        if (load.isLeftOut) leftOut.add(number);
        return content;
      }),
    );
  return {
    pageCount: numPages,
    page: (number) =>
      once(pages, number, () =>
        turns.run('page', number, async ({ document }) => shapeOf(await document.getPage(number))),
      ),
    paint: (number, parts) =>
      turns.run('paint', number, async (session) => {
        const painted = await paintPage(session, number, parts);
        if (painted?.isLeftOut) leftOut.add(number);
        // Read once, a page does not say again what is missing.
        return painted && { ...painted, isLeftOut: leftOut.has(number) };
      }),
    forgive: (number) => turns.forgive('paint', number),
    text,
    searchable: (number) =>
      once(searchables, number, async () => {
        const { items } = await text(number);
        return toSearchable(
          items.flatMap((item) => ('str' in item ? [{ text: item.str, endsLine: item.hasEOL }] : [])),
        );
      }),
    close: turns.close,
  };
}
