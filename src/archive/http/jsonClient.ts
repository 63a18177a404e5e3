import { api } from 'dicomweb-client';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import { LIMITS } from '@/dicom/dataset/limits';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { ArchiveError } from '@/archive/contract/archiveError';
import { isBelow, withToken } from './authorised';
import type { Credentials } from '@/archive/contract/credentials';
import { aborted, isPage, malformed, statusError, toArchiveError, tooMuch } from './faults';
import { systemClock } from './clock';
import { TIMINGS, withRetries } from './retry';

/** What the head of an answer says about rows that are not in it. */
export interface AnswerHead {
  /** X-Total-Count: all rows that match. */
  readonly total?: number;
  /** Warning 299: rows were left out (PS3.18 10.6.3; dcm4chee: "There are N additional results"). */
  readonly saysMore: boolean;
}

/** The DICOM JSON answers of an archive: QIDO-RS and WADO-RS metadata. Rejects with ArchiveError only. */
export interface JsonClient {
  studies(
    params: Record<string, string>,
    signal: AbortSignal,
  ): Promise<AnswerHead & { readonly rows: readonly DicomJson[] }>;
  series(study: StudyUid, params: Record<string, string>, signal: AbortSignal): Promise<DicomJson[]>;
  instances(
    study: StudyUid,
    series: SeriesUid,
    params: Record<string, string>,
    signal: AbortSignal,
  ): Promise<DicomJson[]>;
  /** Objects of any series of a study, or of the whole archive. */
  objects(
    study: StudyUid | undefined,
    params: Record<string, string>,
    signal: AbortSignal,
  ): Promise<DicomJson[]>;
  seriesMetadata(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<DicomJson[]>;
  instanceMetadata(
    study: StudyUid,
    series: SeriesUid,
    sop: SopUid,
    signal: AbortSignal,
  ): Promise<DicomJson[]>;
}

export interface JsonDeadlines {
  readonly queryMs: number;
  readonly metadataMs: number;
}

export const JSON_DEADLINES: JsonDeadlines = { queryMs: 15_000, metadataMs: 60_000 };

/** Datasets of an answer. One object alone is taken as a list of one, and nothing at all as an empty list. */
export function readDatasets(what: string, value: unknown): DicomJson[] {
  if (value === null || value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const objects = list.filter((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  if (objects.length === 0 && list.length > 0)
    throw malformed(what, { what: 'JSON', expected: 'datasets', received: typeof list[0] });
  return objects as DicomJson[];
}

/** Read from all headers at once: asking for one that CORS hides puts an error into the console. */
export function readHead(headers: string): AnswerHead {
  const total = /^x-total-count:\s*(\d+)\s*$/im.exec(headers)?.[1];
  const saysMore = /^warning:.*\b299\b.*\b(additional|more|remaining|incomplete|limit)/im.test(headers);
  return { saysMore, ...(total === undefined ? {} : { total: Number(total) }) };
}

/**
 * An XMLHttpRequest for dicomweb-client, watched: the library resolves an HTML page and an empty answer alike with
 * null, and decodes multipart inside an event handler where nobody can catch, so both are stopped at the headers.
 */
function watch(request: XMLHttpRequest, what: string, tokenFor: (url: string) => string | undefined) {
  const seen: { fault?: ArchiveError; bytes: number } = { bytes: 0 };
  const open = request.open.bind(request);
  request.open = (method: string, asked: string | URL) => {
    // The library encodes the commas between list items; Orthanc then takes the list for one value.
    const url = String(asked).replaceAll('%2C', ',');
    open(method, url, true);
    const token = tokenFor(url);
    // Browsers take this header off where a redirect leads to another origin (Fetch standard, 4.4 HTTP-redirect fetch).
    if (token !== undefined) request.setRequestHeader('Authorization', `Bearer ${token}`);
  };
  request.addEventListener('progress', (event) => {
    seen.bytes = event.loaded;
    if (event.loaded <= LIMITS.jsonBytes) return;
    // Counted after gzip: a thousandth of it may have come over the line.
    seen.fault = tooMuch(what, 'bytes', LIMITS.jsonBytes, event.loaded);
    request.abort();
  });
  request.addEventListener('readystatechange', () => {
    if (request.readyState !== 2 || request.status !== 200) return;
    const type = request.getResponseHeader('Content-Type');
    if (!isPage(type) && !/^\s*(multipart|image|text\/xml|application\/xml)/i.test(type ?? '')) return;
    seen.fault = malformed(what, { what: 'contentType', expected: 'JSON', received: type ?? 'none' });
    request.abort();
  });
  return seen;
}

/** One call of the library with its own deadline, since it has none and cannot be aborted itself. */
function call(
  what: string,
  deadlineMs: number,
  signal: AbortSignal,
  createRequest: () => XMLHttpRequest,
  tokenFor: (url: string) => string | undefined,
  run: (options: { request: { instance: XMLHttpRequest } }) => unknown,
  heard?: (headers: string) => void,
): Promise<DicomJson[]> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(aborted(what));
    const request = createRequest();
    const seen = watch(request, what, tokenFor);
    const stop = (error: ArchiveError) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      reject(error);
    };
    const onAbort = () => {
      stop(aborted(what));
      request.abort();
    };
    const timer = setTimeout(() => {
      stop(
        new ArchiveError('unreachable', `${what}: no answer in ${deadlineMs} ms`, {
          details: { waitedMs: deadlineMs },
        }),
      );
      request.abort();
    }, deadlineMs);
    signal.addEventListener('abort', onAbort, { once: true });
    Promise.resolve(run({ request: { instance: request } }))
      .then((value) => {
        if (seen.fault) throw seen.fault;
        if (value === null && seen.bytes > 0) throw malformed(what, { what: 'JSON' });
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        heard?.(request.getAllResponseHeaders());
        resolve(readDatasets(what, value));
      })
      .catch((error: unknown) => stop(seen.fault ?? toFault(what, request, error, signal)));
  });
}

function toFault(what: string, request: XMLHttpRequest, error: unknown, signal: AbortSignal): ArchiveError {
  if (error instanceof ArchiveError) return error;
  if (request.status >= 300)
    return statusError(what, request.status, request.getResponseHeader('Retry-After'));
  return toArchiveError(what, error, signal);
}

/** `root` has no slash at its end. Every call is tried twice when the fault may pass. */
export function createJsonClient(
  root: string,
  deadlines: JsonDeadlines = JSON_DEADLINES,
  createRequest: () => XMLHttpRequest = () => new XMLHttpRequest(),
  credentials?: Credentials,
): JsonClient {
  const client = new api.DICOMwebClient({ url: root, verbose: false, singlepart: false });
  const authorised = async (run: (tokenFor: (url: string) => string | undefined) => Promise<DicomJson[]>) => {
    if (credentials === undefined) return run(() => undefined);
    const answer = await withToken(
      credentials,
      (token) =>
        run((url) => (isBelow(root, url) ? token : undefined)).catch((error: unknown) =>
          toArchiveError('JSON', error),
        ),
      (got) => got instanceof ArchiveError && got.status === 401,
    );
    if (answer instanceof ArchiveError) throw answer;
    return answer;
  };
  const ask = (
    what: string,
    deadlineMs: number,
    signal: AbortSignal,
    run: (options: { request: { instance: XMLHttpRequest } }) => unknown,
    heard?: (headers: string) => void,
  ) =>
    withRetries(
      () => authorised((tokenFor) => call(what, deadlineMs, signal, createRequest, tokenFor, run, heard)),
      {
        clock: systemClock,
        timings: { ...TIMINGS, tries: 2, budgetMs: deadlineMs },
        signal,
      },
    );
  /** Rows are put right here, at the door; instances where they become instances. */
  const askRows: typeof ask = async (...asked) => (await ask(...asked)).map((row) => normaliseRow(row));
  return {
    async studies(queryParams, signal) {
      let head: AnswerHead = { saysMore: false };
      const rows = await askRows(
        'QIDO studies',
        deadlines.queryMs,
        signal,
        (on) => client.searchForStudies({ ...on, queryParams }),
        (headers) => (head = readHead(headers)),
      );
      return { rows, ...head };
    },
    series: (study, queryParams, signal) =>
      askRows('QIDO series', deadlines.queryMs, signal, (on) =>
        client.searchForSeries({ ...on, studyInstanceUID: study, queryParams }),
      ),
    instances: (study, series, queryParams, signal) =>
      askRows('QIDO instances', deadlines.queryMs, signal, (on) =>
        client.searchForInstances({
          ...on,
          studyInstanceUID: study,
          seriesInstanceUID: series,
          queryParams,
        }),
      ),
    objects: (study, queryParams, signal) =>
      askRows('QIDO instances', deadlines.queryMs, signal, (on) =>
        client.searchForInstances({ ...on, ...(study ? { studyInstanceUID: study } : {}), queryParams }),
      ),
    seriesMetadata: (study, series, signal) =>
      ask('series metadata', deadlines.metadataMs, signal, (on) =>
        client.retrieveSeriesMetadata({ ...on, studyInstanceUID: study, seriesInstanceUID: series }),
      ),
    instanceMetadata: (study, series, sop, signal) =>
      ask('instance metadata', deadlines.metadataMs, signal, (on) =>
        client.retrieveInstanceMetadata({
          ...on,
          studyInstanceUID: study,
          seriesInstanceUID: series,
          sopInstanceUID: sop,
        }),
      ),
  };
}
