import {
  getDocument,
  InvalidPDFException,
  PasswordException,
  PDFWorker,
  VerbosityLevel,
  version,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toSearchable, type Searchable } from './findText';

/** Why a PDF is not opened. `long`: more pages than are shown; `code`: what reads PDFs did not come, or broke off. */
export type PdfFault = 'password' | 'broken' | 'slow' | 'long' | 'code';

export class PdfError extends Error {
  readonly fault: PdfFault;

  constructor(fault: PdfFault, cause?: unknown) {
    super(`the PDF was not opened: ${fault}`, { cause });
    this.fault = fault;
  }
}

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

/** An open PDF. Pages count from 1. */
export interface Pdf {
  readonly pageCount: number;
  page(number: number): Promise<PDFPageProxy>;
  /** The text of a page, in the order in which the file writes it. */
  text(number: number): Promise<TextContent>;
  searchable(number: number): Promise<Searchable>;
  close(): void;
}

/** How long a document may take to open: a file can be made to keep its reader busy for ever. */
const OPEN_MS = 30_000;
/** A file of a few kilobytes may say that it has a million pages; each has its place on the screen. */
const MOST_PAGES = 10_000;
/** Images of more pixels are not drawn. */
const IMAGE_PIXELS = 64e6;

/** Where the build puts what few PDFs need (bundling/pdfFiles.ts); each file is fetched when a document asks for it. */
const files = (folder: string): string =>
  new URL(`${import.meta.env.BASE_URL}assets/pdfjs-${version}/${folder}/`, location.href).href;

function toError(thrown: unknown): PdfError {
  if (thrown instanceof PdfError) return thrown;
  if (thrown instanceof PasswordException) return new PdfError('password', thrown);
  return new PdfError(thrown instanceof InvalidPDFException ? 'broken' : 'code', thrown);
}

function pdfOf(document: PDFDocumentProxy, close: () => void): Pdf {
  const texts = new Map<number, Promise<TextContent>>();
  const searchables = new Map<number, Promise<Searchable>>();
  const once = <T>(kept: Map<number, Promise<T>>, number: number, make: () => Promise<T>): Promise<T> => {
    const made = kept.get(number) ?? make();
    kept.set(number, made);
    // Asked for again the next time.
    made.catch(() => kept.delete(number));
    return made;
  };
  const text = (number: number) =>
    once(texts, number, async () => (await document.getPage(number)).getTextContent());
  return {
    pageCount: document.numPages,
    page: (number) => document.getPage(number),
    text,
    searchable: (number) =>
      once(searchables, number, async () => {
        const { items } = await text(number);
        return toSearchable(
          items.flatMap((item) => ('str' in item ? [{ text: item.str, endsLine: item.hasEOL }] : [])),
        );
      }),
    close,
  };
}

/**
 * Opens a PDF in a worker of its own, which takes the bytes. Nothing in it runs and nothing is fetched for it but our own fonts and
 * tables: no scripts, forms, links or attachments are ever asked for. Rejects with PdfError; where the signal aborts, never settles
 * to a document that stays open.
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Pdf> {
  const port = new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module' });
  const worker = PDFWorker.create({
    port,
    verbosity: VerbosityLevel.ERRORS,
  });
  const task = getDocument({
    data: bytes,
    worker,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: files('cmaps'),
    standardFontDataUrl: files('standard_fonts'),
    wasmUrl: files('wasm'),
    iccUrl: files('iccs'),
    useWorkerFetch: true,
    useSystemFonts: false,
    enableXfa: false,
    disableWorkerRendering: true,
    maxImageSize: IMAGE_PIXELS,
  });
  const close = () => {
    void task.destroy().catch(() => undefined);
    worker.destroy();
    port.terminate();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PdfError('slow')), OPEN_MS);
    port.addEventListener('error', (event) => reject(new PdfError('code', event)), { once: true });
    signal.addEventListener('abort', () => reject(new PdfError('code', signal.reason)), { once: true });
  });
  try {
    const document = await Promise.race([task.promise, stopped]);
    if (document.numPages < 1) throw new PdfError('broken');
    if (document.numPages > MOST_PAGES) throw new PdfError('long');
    return pdfOf(document, close);
  } catch (thrown) {
    close();
    throw toError(thrown);
  } finally {
    clearTimeout(timer);
  }
}
