import { PdfError, toPdfError } from './pdfError';
import type { PdfSession } from './pdfSession';
import { startVisibleTimer } from './visibleTimer';

/** How long one page may take. */
const PAGE_MS = 20_000;

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

/** Pages of one document, one thing after the other. */
export interface PageTurns {
  /** Rejects with PdfError where it takes too long, or too much memory: then, and ever after until it is forgiven. */
  run<T>(work: Work, number: number, job: (session: PdfSession) => Promise<T>): Promise<T>;
  forgive(work: Work, number: number): void;
  close(): void;
}

/** @param reopen Opens the document anew, after it was ended with a page. */
export function createPageTurns(
  first: PdfSession,
  reopen: (signal: AbortSignal) => Promise<PdfSession>,
): PageTurns {
  const life = new AbortController();
  let current: Promise<PdfSession> | undefined = Promise.resolve(first);
  const enqueue = oneAtATime();
  const ended = new Map<string, PdfError>();
  const keyOf = (work: Work, number: number) => `${work} ${number}`;

  async function bounded<T>(
    work: Work,
    number: number,
    job: (session: PdfSession) => Promise<T>,
  ): Promise<T> {
    const key = keyOf(work, number);
    const verdict = ended.get(key);
    if (verdict) throw verdict;
    current ??= reopen(life.signal);
    const opening = current;
    let session: PdfSession | undefined;
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
      const error = toPdfError(thrown);
      if (error.fault === 'slowPage' || error.fault === 'heavyPage') ended.set(key, error);
      throw error;
    } finally {
      stop();
    }
  }

  return {
    run: (work, number, job) =>
      new Promise((resolve, reject) => {
        enqueue(() => bounded(work, number, job).then(resolve, reject), work !== 'text');
      }),
    forgive: (work, number) => void ended.delete(keyOf(work, number)),
    close: () => {
      life.abort();
      void current?.then(
        (session) => session.close(),
        () => undefined,
      );
    },
  };
}
