import { toBase64 } from '@/dicom/dataset/base64';
import { text, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';
import { LIMITS } from '@/dicom/dataset/limits';
import { LUT_SEQUENCES } from '@/dicom/normalise/lostLuts';
import { LUT_DATA } from '@/dicom/transforms/lut';
import { hasPalette, PALETTE_DATA } from '@/dicom/transforms/palette';
import { TAG } from '@/dicom/dataset/tags';
import { bulkUrl } from '@/archive/http/address';
import { ArchiveError } from '@/archive/contract/archiveError';
import { eachOf } from '@/archive/http/fewAtOnce';
import { isAborted } from '@/archive/contract/archiveError';
import { malformed, toArchiveError } from '@/archive/http/faults';
import { readBoundary } from '@/archive/http/partHeaders';
import { get, type RequestParts } from '@/archive/http/request';
import { withRetries } from '@/archive/http/retry';
import { readParts } from '@/archive/http/body';

const ACCEPTS = ['multipart/related; type="application/octet-stream"', '*/*'];
/** Statuses that refuse the Accept header. */
const OTHER_ACCEPT: ReadonlySet<number> = new Set([400, 406, 415]);

/**
 * Fetches bulk data by the URI that the metadata names; see bulkUrl for which are allowed. What a relative one counts
 * from, archives see differently: each of `bases` is tried until one is not refused.
 */
export async function fetchBulk(
  root: string,
  uri: string,
  signal: AbortSignal,
  parts: RequestParts,
  bases: readonly string[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const urls = new Set((bases.length > 0 ? bases : [undefined]).map((base) => bulkUrl(root, uri, base)));
  let failure: ArchiveError | undefined;
  for (const url of urls)
    try {
      return await fetchFrom(url, signal, parts);
    } catch (thrown) {
      failure ??= toArchiveError('bulk data', thrown, signal);
      if (failure.status === undefined || failure.fault === 'unauthorised') throw failure;
    }
  throw failure ?? new ArchiveError('refused', 'bulk data: no address');
}

function fetchFrom(url: string, signal: AbortSignal, parts: RequestParts): Promise<Uint8Array<ArrayBuffer>> {
  const ask = async (accept: string) => {
    const answer = await get('bulk data', url, accept, signal, parts);
    const multipart = readBoundary(answer.headers.get('Content-Type')) !== undefined;
    const all = await readParts('bulk data', answer, 'bytes', LIMITS.bulkBytes);
    const [part] = all;
    if (part === undefined || all.length !== 1)
      throw malformed('bulk data', { what: 'parts', expected: 1, received: all.length });
    const length = Number(answer.headers.get('Content-Length'));
    const encoded = answer.headers.get('Content-Encoding') !== null;
    if (!multipart && !encoded && length > 0 && length !== part.body.length)
      throw malformed('bulk data', { what: 'bytes', expected: length, received: part.body.length });
    return part.body;
  };
  return withRetries(
    async () => {
      for (const accept of ACCEPTS)
        try {
          return await ask(accept);
        } catch (thrown) {
          const error = toArchiveError('bulk data', thrown, signal);
          if (error.status === undefined || !OTHER_ACCEPT.has(error.status) || accept === ACCEPTS.at(-1))
            throw error;
        }
      throw new ArchiveError('refused', 'bulk data: no way of asking');
    },
    { ...parts, signal },
  );
}

/** Pseudo-Color Softcopy Presentation State. */
const PSEUDO_COLOUR = '1.2.840.10008.5.1.4.1.1.11.3';

/** Whether an image in palette colour, or a state that makes colours, has no tables to look them up in. */
export const lacksPalette = (dataset: DicomJson): boolean =>
  (text(dataset, TAG.PhotometricInterpretation) === 'PALETTE COLOR' ||
    text(dataset, TAG.SopClassUid) === PSEUDO_COLOUR) &&
  !hasPalette(dataset);

/**
 * The dataset with its lookup tables inline, so that no image waits for one later: Orthanc sends palettes by URI, and
 * Cornerstone then never settles. A table that cannot be had stays a URI: the image says that it cannot be shown.
 */
export async function inlineLuts(
  dataset: DicomJson,
  fetch: (uri: string) => Promise<Uint8Array>,
): Promise<DicomJson> {
  const inline = async (element: DicomElement): Promise<DicomElement> => {
    if (element.BulkDataURI === undefined) return element;
    try {
      const bytes = await fetch(element.BulkDataURI);
      return { vr: element.vr ?? 'OW', InlineBinary: toBase64(bytes) };
    } catch (error) {
      if (isAborted(error)) throw error;
      return element;
    }
  };
  const changed: Record<string, DicomElement> = {};
  for (const tag of PALETTE_DATA) {
    const element = dataset[tag];
    if (element?.BulkDataURI !== undefined) changed[tag] = await inline(element);
  }
  for (const tag of LUT_SEQUENCES) {
    const items = dataset[tag]?.Value ?? [];
    if (!items.some((item) => readLutData(item)?.BulkDataURI !== undefined)) continue;
    const Value = await eachOf(items, 1, async (item) => {
      const element = readLutData(item);
      return element === undefined ? item : { ...(item as DicomJson), [LUT_DATA]: await inline(element) };
    });
    changed[tag] = { ...dataset[tag], Value };
  }
  return Object.keys(changed).length === 0 ? dataset : { ...dataset, ...changed };
}

const readLutData = (item: unknown): DicomElement | undefined =>
  typeof item === 'object' && item !== null ? (item as DicomJson)[LUT_DATA] : undefined;
