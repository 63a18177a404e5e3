import { InvalidPDFException, PasswordException, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { toSearchable, type Searchable } from './findText';
import { paintPage, shapeOf, type PageShape, type Painted, type PaintParts } from './paintPage';
import { PdfError } from './pdfError';
import { openSession, type Session } from './pdfSession';
import { startVisibleTimer } from './visibleTimer';

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
/** How long one page may take. */
const PAGE_MS = 20_000;

/** What pdf.js says of ways to encrypt that it does not know. */
const ENCRYPTED = /^(unknown encryption method|unsupported encryption algorithm)/;

const toError = (thrown: unknown): PdfError => {
  if (thrown instanceof PdfError) return thrown;
  if (thrown instanceof PasswordException || (thrown instanceof Error && ENCRYPTED.test(thrown.message)))
    return new PdfError('password', thrown);
  return new PdfError(thrown instanceof InvalidPDFException ? 'broken' : 'code', thrown);
};

async function openWhole(file: Blob, signal: AbortSignal): Promise<Session> {
  try {
    const session = await openSession(file, signal);
    const { numPages } = session.document;
    if (numPages >= 1 && numPages <= MOST_PAGES) return session;
    session.close();
    throw new PdfError(numPages < 1 ? 'broken' : 'long');
  } catch (thrown) {
    throw toError(thrown);
  }
}

type Job = () => Promise<void>;

/** Runs one job after the other; those before the others that somebody is to see. */
function oneAtATime(): (job: Job, isSeen: boolean) => void {
  const waiting = { seen: [] as Job[], other: [] as Job[] };
  let isBusy = false;
  const next = () => {
    const job = waiting.seen.shift() ?? waiting.other.shift();
    isBusy = job !== undefined;
    void job?.().finally(next);
  };
  return (job, isSeen) => {
    waiting[isSeen ? 'seen' : 'other'].push(job);
    if (!isBusy) next();
  };
}

/** What is done of a page, and may be ended. */
type Work = 'page' | 'paint' | 'text';

/** Opens a PDF; see openSession. Rejects with PdfError. Where the signal aborts, nothing stays open. */
export async function openPdf(file: Blob, signal: AbortSignal): Promise<Pdf> {
  const life = new AbortController();
  let current: Promise<Session> | undefined = Promise.resolve(await openWhole(file, signal));
  const { numPages } = (await current).document;
  const enqueue = oneAtATime();
  const ended = new Map<string, PdfError>();

  async function bounded<T>(work: Work, number: number, job: (session: Session) => Promise<T>): Promise<T> {
    const key = `${work} ${number}`;
    const verdict = ended.get(key);
    if (verdict) throw verdict;
    current ??= openWhole(file, life.signal);
    const opening = current;
    let session: Session | undefined;
    let stop = () => {};
    try {
      session = await opening;
      const over = new Promise<never>((_, reject) => {
        stop = startVisibleTimer(PAGE_MS, () => reject(new PdfError('slowPage')));
      });
      return await Promise.race([job(session), over, session.broken]);
    } catch (thrown) {
      if (session && !(thrown instanceof PdfError)) throw thrown;
      // Nothing of what was ended is used again.
      session?.close();
      if (current === opening) current = undefined;
      const error = toError(thrown);
      if (error.fault === 'slowPage' || error.fault === 'heavyPage') ended.set(key, error);
      throw error;
    } finally {
      stop();
    }
  }

  const inTurn = <T>(work: Work, number: number, job: (session: Session) => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      enqueue(() => bounded(work, number, job).then(resolve, reject), work !== 'text');
    });

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
      inTurn('text', number, async (session) => {
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
        inTurn('page', number, async ({ document }) => shapeOf(await document.getPage(number))),
      ),
    paint: (number, parts) =>
      inTurn('paint', number, async (session) => {
        const painted = await paintPage(session, number, parts);
        if (painted?.isLeftOut) leftOut.add(number);
        // Read once, a page does not say again what is missing.
        return painted && { ...painted, isLeftOut: leftOut.has(number) };
      }),
    forgive: (number) => void ended.delete(`paint ${number}`),
    text,
    searchable: (number) =>
      once(searchables, number, async () => {
        const { items } = await text(number);
        return toSearchable(
          items.flatMap((item) => ('str' in item ? [{ text: item.str, endsLine: item.hasEOL }] : [])),
        );
      }),
    close: () => {
      life.abort();
      void current?.then(
        (session) => session.close(),
        () => undefined,
      );
    },
  };
}
