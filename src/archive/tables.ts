import { toBase64 } from '@/dicom/base64';
import type { DicomElement, DicomJson } from '@/dicom/dicomJson';
import type { Instance } from '@/dicom/instance';
import { LUT_SEQUENCES } from '@/dicom/lostLuts';
import { LUT_DATA, LUT_DESCRIPTOR, LUT_EXPLANATION, MODALITY_LUT_TYPE } from '@/dicom/lut';
import { normaliseRow } from '@/dicom/normaliseRow';
import { PALETTE_DATA, PALETTE_DESCRIPTORS } from '@/dicom/palette';
import { wordsOf } from '@/dicom/paletteSegments';
import { instanceUrl } from './address';
import { isAborted } from './archiveError';
import { readParts, refuseWords } from './frames/body';
import { RUNGS } from './frames/ladder';
import { readPart10 } from './frames/part10';
import { get, type RequestParts } from './frames/request';

/** Three words (PS3.3 C.7.6.3.1.5). */
const DESCRIPTOR_BYTES = 6;

/**
 * The palette tables of an object out of its stored file, and their descriptors. Microsoft's archive leaves all binary attributes out
 * of metadata, Orthanc what may be signed or unsigned in files of Implicit VR, and an archive may name an address for them that is
 * not its own. Empty where the file is not to be had.
 */
export async function fetchTables(
  root: string,
  { study, series, sop }: Instance,
  signal: AbortSignal,
  parts: RequestParts,
): Promise<DicomJson> {
  try {
    const url = instanceUrl(root, study, series, sop);
    const answer = await get('instance', url, RUNGS.instance.accept, signal, parts);
    const [part] = await readParts('instance', answer, 'application/dicom');
    const file = part && (await readPart10(part.body));
    if (file === undefined || file.sop !== sop || file.bigEndian) return {};
    const tables: Record<string, DicomElement> = {};
    for (const tag of PALETTE_DATA) {
      const bytes = file.tables.get(Number.parseInt(tag, 16));
      if (bytes) tables[tag] = { vr: 'OW', InlineBinary: toBase64(bytes) };
    }
    for (const tag of PALETTE_DESCRIPTORS) {
      const bytes = file.tables.get(Number.parseInt(tag, 16));
      if (bytes?.length === DESCRIPTOR_BYTES) tables[tag] = { vr: 'US', Value: [...wordsOf(bytes, 16)] };
    }
    return tables;
  } catch (error) {
    if (isAborted(error)) throw error;
    return {};
  }
}

/** More than what stands before the pixels of nearly all images. */
const HEAD_BYTES = 2 ** 18;

/** The first bytes of an object's answer, multipart heads and all; the rest is not waited for. */
async function readHead(url: string, signal: AbortSignal, parts: RequestParts): Promise<Uint8Array> {
  const answer = await get('instance', url, RUNGS.instance.accept, signal, parts);
  try {
    refuseWords('instance', answer.headers.get('Content-Type'), 'application/dicom');
    const head = new Uint8Array(HEAD_BYTES);
    let length = 0;
    for (
      let piece = await answer.next();
      piece !== undefined && length < HEAD_BYTES;
      piece = await answer.next()
    ) {
      head.set(piece.subarray(0, HEAD_BYTES - length), length);
      length += piece.length;
    }
    return head.subarray(0, Math.min(length, HEAD_BYTES));
  } finally {
    answer.close();
  }
}

const MARK = [0x44, 0x49, 0x43, 0x4d]; // DICM (PS3.10 7.1)
const PREAMBLE_BYTES = 128;

/** Names of a table; others than of plain ASCII are left out, since the file's character set is not read. */
const LUT_NAMES = [LUT_EXPLANATION, MODALITY_LUT_TYPE] as const;

/** An item of a Modality or VOI LUT Sequence, of a file of little endian. */
function toLutItem(values: ReadonlyMap<number, Uint8Array>): DicomJson {
  const of = (tag: string) => values.get(Number.parseInt(tag, 16));
  const [descriptor, data] = [of(LUT_DESCRIPTOR), of(LUT_DATA)];
  const item: Record<string, DicomElement> = {};
  if (descriptor?.length === DESCRIPTOR_BYTES)
    item[LUT_DESCRIPTOR] = { vr: 'US', Value: [...wordsOf(descriptor, 16)] };
  if (data) item[LUT_DATA] = { vr: 'OW', InlineBinary: toBase64(data) };
  for (const tag of LUT_NAMES) {
    const name = String.fromCharCode(...(of(tag) ?? [])).trim();
    if (/^[\x20-\x7e]+$/.test(name)) item[tag] = { vr: 'LO', Value: [name] };
  }
  return item;
}

/**
 * What an archive's metadata lost (`Instance.lost`), numbers and tables of grey levels, out of the beginning of the stored file; empty where
 * it is not to be had.
 */
export async function fetchLost(
  root: string,
  { study, series, sop, lost = [] }: Instance,
  signal: AbortSignal,
  parts: RequestParts,
): Promise<DicomJson> {
  try {
    const head = await readHead(instanceUrl(root, study, series, sop), signal, parts);
    const mark = head.findIndex((_, at) => MARK.every((byte, offset) => head[at + offset] === byte));
    if (mark < PREAMBLE_BYTES) return {};
    const file = await readPart10(head.subarray(mark - PREAMBLE_BYTES));
    if (file.sop !== sop) return {};
    const found = lost.flatMap((tag): readonly (readonly [string, DicomElement])[] => {
      if (LUT_SEQUENCES.includes(tag)) {
        const luts = file.bigEndian ? [] : (file.luts.get(Number.parseInt(tag, 16)) ?? []);
        return luts.length > 0 ? [[tag, { vr: 'SQ', Value: luts.map(toLutItem) }]] : [];
      }
      const value = file.numbers.get(Number.parseInt(tag, 16));
      return value === undefined ? [] : [[tag, { vr: 'DS', Value: [value] }]];
    });
    return normaliseRow(Object.fromEntries(found));
  } catch (error) {
    if (isAborted(error)) throw error;
    return {};
  }
}
