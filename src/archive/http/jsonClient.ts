import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Credentials } from '@/archive/contract/credentials';
import { instanceUrl, seriesUrl } from './address';
import { createAsk, type DatasetQuestion } from './jsonCall';

/** Attributes that are matched or asked for, and their values, as yet not encoded. */
type QueryParams = Readonly<Record<string, string>>;

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
    params: QueryParams,
    signal: AbortSignal,
  ): Promise<AnswerHead & { readonly rows: readonly DicomJson[] }>;
  series(study: StudyUid, params: QueryParams, signal: AbortSignal): Promise<DicomJson[]>;
  instances(
    study: StudyUid,
    series: SeriesUid,
    params: QueryParams,
    signal: AbortSignal,
  ): Promise<DicomJson[]>;
  /** Objects of any series of a study, or of the whole archive. */
  objects(study: StudyUid | undefined, params: QueryParams, signal: AbortSignal): Promise<DicomJson[]>;
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

/** Read from all headers at once: asking for one that CORS hides puts an error into the console. */
export function readHead(headers: string): AnswerHead {
  const total = /^x-total-count:\s*(\d+)\s*$/im.exec(headers)?.[1];
  const saysMore = /^warning:.*\b299\b.*\b(additional|more|remaining|incomplete|limit)/im.test(headers);
  return { saysMore, ...(total === undefined ? {} : { total: Number(total) }) };
}

/** `root` has no slash at its end. */
export function createJsonClient(
  root: string,
  deadlines: JsonDeadlines = JSON_DEADLINES,
  createRequest: () => XMLHttpRequest = () => new XMLHttpRequest(),
  credentials?: Credentials,
): JsonClient {
  const ask = createAsk(root, createRequest, credentials);
  const { queryMs, metadataMs } = deadlines;
  /** Rows are put right here, as they come; instances where they become instances. */
  const rows = async (
    what: string,
    url: string,
    params: QueryParams,
    signal: AbortSignal,
    heard: Pick<DatasetQuestion, 'heard'> = {},
  ) => {
    const question = { what: `QIDO ${what}`, url: url + queryText(params), deadlineMs: queryMs, signal };
    const found = await ask({ ...question, ...heard });
    return found.map((row) => normaliseRow(row));
  };
  const metadata = (what: string, url: string, signal: AbortSignal) =>
    ask({ what: `${what} metadata`, url: `${url}/metadata`, deadlineMs: metadataMs, signal });
  return {
    async studies(params, signal) {
      let head: AnswerHead = { saysMore: false };
      const heard = (headers: string) => void (head = readHead(headers));
      const found = await rows('studies', `${root}/studies`, params, signal, { heard });
      return { rows: found, ...head };
    },
    series: (study, params, signal) => rows('series', `${root}/studies/${study}/series`, params, signal),
    instances: (study, series, params, signal) =>
      rows('instances', `${seriesUrl(root, study, series)}/instances`, params, signal),
    objects: (study, params, signal) =>
      rows('instances', `${root}${study ? `/studies/${study}` : ''}/instances`, params, signal),
    seriesMetadata: (study, series, signal) => metadata('series', seriesUrl(root, study, series), signal),
    instanceMetadata: (study, series, sop, signal) =>
      metadata('instance', instanceUrl(root, study, series, sop), signal),
  };
}

/** A query of QIDO-RS (PS3.18 8.3.4). Commas between items of a list stay bare: encoded, Orthanc takes them for one value. */
export function queryText(params: QueryParams): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&').replaceAll('%2C', ',')}`;
}
