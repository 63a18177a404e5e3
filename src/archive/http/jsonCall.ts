import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { LIMITS } from '@/dicom/dataset/limits';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Credentials } from '@/archive/contract/credentials';
import { isBelow, withToken } from './authorised';
import { systemClock } from './clock';
import { aborted, isPage, malformed, statusError, toArchiveError, tooMuch } from './faults';
import { TIMINGS, withRetries } from './retry';

/** A question whose answer is datasets in the DICOM JSON Model (PS3.18 F). */
export interface DatasetQuestion {
  /** What it is called where it fails, e.g. "QIDO studies". */
  readonly what: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** Told of all headers of the answer. */
  heard?(headers: string): void;
}

/** Asks; tried twice when the fault may pass. Rejects with ArchiveError only. */
export type AskDatasets = (question: DatasetQuestion) => Promise<DicomJson[]>;

/** Datasets of an answer. One object alone is taken as a list of one, and nothing at all as an empty list. */
export function readDatasets(what: string, value: unknown): DicomJson[] {
  if (value === null || value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const objects = list.filter((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  if (objects.length === 0 && list.length > 0)
    throw malformed(what, { what: 'JSON', expected: 'datasets', received: typeof list[0] });
  return objects as DicomJson[];
}

/** States of an XMLHttpRequest. */
const HEADERS_RECEIVED = 2;
const DONE = 4;

/** Statuses of answers that hold datasets; 204 says that there are none (PS3.18 10.6.3). */
const ANSWERED: ReadonlySet<number> = new Set([200, 202, 206]);

/** Asks once. By XMLHttpRequest, which tells all headers that CORS shows and reads JSON without a copy of its text. */
function call(
  { what, url, deadlineMs, signal, heard }: DatasetQuestion,
  request: XMLHttpRequest,
  token: string | undefined,
): Promise<DicomJson[]> {
  let bytes = 0;
  /** The datasets of an answer that is whole. */
  const read = (): DicomJson[] => {
    const { status, response } = request;
    if (status !== 204 && !ANSWERED.has(status)) throw toFault(what, request);
    if (status !== 204 && response === null && bytes > 0) throw malformed(what, { what: 'JSON' });
    heard?.(request.getAllResponseHeaders());
    return status === 204 ? [] : readDatasets(what, response);
  };
  return new Promise<DicomJson[]>((resolve, reject) => {
    if (signal.aborted) return reject(aborted(what));
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const stop = (error: ArchiveError) => {
      end();
      reject(error);
      request.abort();
    };
    const onAbort = () => stop(aborted(what));
    const timer = setTimeout(() => stop(noAnswerIn(what, deadlineMs)), deadlineMs);
    signal.addEventListener('abort', onAbort, { once: true });
    request.addEventListener('progress', ({ loaded }) => {
      bytes = loaded;
      // Counted after gzip: a thousandth of it may have come over the line.
      if (loaded > LIMITS.jsonBytes) stop(tooMuch(what, 'bytes', LIMITS.jsonBytes, loaded));
    });
    request.addEventListener('readystatechange', () => {
      const { readyState } = request;
      if (readyState === HEADERS_RECEIVED && ANSWERED.has(request.status)) {
        const type = request.getResponseHeader('Content-Type');
        if (isNoJson(type))
          stop(malformed(what, { what: 'contentType', expected: 'JSON', received: type ?? 'none' }));
      }
      if (readyState !== DONE) return;
      end();
      try {
        resolve(read());
      } catch (error) {
        reject(toArchiveError(what, error, signal));
      }
    });
    send(request, url, token);
  });
}

function send(request: XMLHttpRequest, url: string, token: string | undefined): void {
  request.open('GET', url, true);
  request.responseType = 'json';
  request.setRequestHeader('Accept', 'application/dicom+json');
  // Browsers take this header off where a redirect leads to another origin (Fetch standard, 4.4 HTTP-redirect fetch).
  if (token !== undefined) request.setRequestHeader('Authorization', `Bearer ${token}`);
  request.send();
}

/** A login page, pictures or XML in the place of JSON; archives that name no type at all, or another, are read. */
const isNoJson = (type: string | null): boolean =>
  isPage(type) || /^\s*(multipart|image|text\/xml|application\/xml)/i.test(type ?? '');

const noAnswerIn = (what: string, waitedMs: number): ArchiveError =>
  new ArchiveError('unreachable', `${what}: no answer in ${waitedMs} ms`, { details: { waitedMs } });

function toFault(what: string, request: XMLHttpRequest): ArchiveError {
  if (request.status >= 300)
    return statusError(what, request.status, request.getResponseHeader('Retry-After'));
  return new ArchiveError('unreachable', `${what}: no answer`);
}

/** `root`: of the archive, which alone is sent the token of `credentials`. */
export function createAsk(
  root: string,
  createRequest: () => XMLHttpRequest,
  credentials: Credentials | undefined,
): AskDatasets {
  const once = async (question: DatasetQuestion): Promise<DicomJson[]> => {
    if (credentials === undefined) return call(question, createRequest(), undefined);
    const answer = await withToken(
      credentials,
      (token) =>
        call(question, createRequest(), isBelow(root, question.url) ? token : undefined).catch(
          (error: unknown) => toArchiveError('JSON', error),
        ),
      (got) => got instanceof ArchiveError && got.status === 401,
    );
    if (answer instanceof ArchiveError) throw answer;
    return answer;
  };
  return (question) => {
    const { deadlineMs, signal } = question;
    const timings = { ...TIMINGS, tries: 2, budgetMs: deadlineMs };
    return withRetries(() => once(question), { clock: systemClock, timings, signal });
  };
}
