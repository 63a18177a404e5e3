import { toBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { LUT_PLACES, LUT_SEQUENCES } from '@/dicom/normalise/lostLuts';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import { PALETTE_DATA, PALETTE_DESCRIPTORS } from '@/dicom/transforms/palette';
import { wordsOf } from '@/dicom/transforms/paletteSegments';
import { instanceUrl } from '@/archive/http/address';
import { isAborted } from '@/archive/contract/archiveError';
import { readParts, refuseWords } from '@/archive/http/body';
import { RUNGS } from '@/archive/frames/ladder';
import { readPart10 } from '@/archive/frames/part10';
import { get, type RequestParts } from '@/archive/http/request';
import { mendedItems } from './mendedItems';

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
/** The same of images whose frames bring tables of their own, and of presentation states, which may bring three of 128 KiB. */
const TABLES_BYTES = 2 ** 25;

/** The first bytes of an object's answer, multipart heads and all; the rest is not waited for. */
async function readHead(
  url: string,
  most: number,
  signal: AbortSignal,
  parts: RequestParts,
): Promise<Uint8Array> {
  const answer = await get('instance', url, RUNGS.instance.accept, signal, parts);
  try {
    refuseWords('instance', answer.headers.get('Content-Type'), 'application/dicom');
    const pieces: Uint8Array[] = [];
    let length = 0;
    for (let piece = await answer.next(); piece !== undefined && length < most; piece = await answer.next()) {
      pieces.push(piece.slice(0, most - length));
      length += piece.length;
    }
    const head = new Uint8Array(Math.min(length, most));
    let at = 0;
    for (const piece of pieces) {
      head.set(piece, at);
      at += piece.length;
    }
    return head;
  } finally {
    answer.close();
  }
}

const MARK = [0x44, 0x49, 0x43, 0x4d]; // DICM (PS3.10 7.1)
const PREAMBLE_BYTES = 128;

const OF_IMAGES: ReadonlySet<string> = new Set(LUT_SEQUENCES);

/**
 * What an archive's metadata lost (`Instance.lost`), numbers and tables of grey levels, out of the beginning of the stored file; empty where
 * it is not to be had.
 */
export async function fetchLost(
  root: string,
  { study, series, sop, dataset, lost = [] }: Instance,
  signal: AbortSignal,
  parts: RequestParts,
): Promise<DicomJson> {
  try {
    const places = lost.filter((tag) => LUT_PLACES.includes(tag));
    const most = places.every((tag) => OF_IMAGES.has(tag)) ? HEAD_BYTES : TABLES_BYTES;
    const head = await readHead(instanceUrl(root, study, series, sop), most, signal, parts);
    const mark = head.findIndex((_, at) => MARK.every((byte, offset) => head[at + offset] === byte));
    if (mark < PREAMBLE_BYTES) return {};
    const file = await readPart10(head.subarray(mark - PREAMBLE_BYTES), { withSequences: true });
    if (file.sop !== sop) return {};
    const found = lost.flatMap((tag): readonly (readonly [string, DicomElement])[] => {
      if (places.includes(tag)) {
        const sequence = file.bigEndian ? [] : (file.sequences.get(Number.parseInt(tag, 16)) ?? []);
        return sequence.length > 0 ? [[tag, { vr: 'SQ', Value: mendedItems(tag, dataset, sequence) }]] : [];
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
