import { randomBytes } from 'node:crypto';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { comparableDay, comparableName } from '@/dicom/patient/comparable';
import { isWrittenExactly, readIdentity } from '../archive/identity';
import { parseMediaType } from '../http/accept';
import { readMultipart } from '../http/multipart';
import { pickJson } from '../part10/json';
import { parsePart10, type Dataset, type Element } from '../part10/parse';
import { isUidBelow } from './guestUids';
import type { Denial } from '../request/scope';

/** How much a guest may send at once: a report of 300 measurements has half a megabyte, a state with tables and a profile two. */
export const MOST_BYTES = 16 * 2 ** 20;
const MOST_OBJECTS = 32;

/** What the page writes, and no more: measurements, key objects, grayscale and colour presentation states (PS3.4 B.5). */
const KINDS: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.88.34',
  '1.2.840.10008.5.1.4.1.1.88.59',
  '1.2.840.10008.5.1.4.1.1.11.1',
  '1.2.840.10008.5.1.4.1.1.11.2',
]);
/** Pixels, waveforms, curves, overlays, encapsulated documents, icons: nothing that measuring writes holds any. */
const FOREIGN = /^(7fe0|54[\da-f]{2}|50[\da-f]{2}|60[\da-f]{2}|0042|00880200)/i;
/** Values of bytes, in which anything could be carried; UN is what nobody here can read. */
const BYTES = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);
/** Tables of presentation states: LUT Data, palettes, an ICC profile. */
const TABLES = /^(00283006|0028120[1-3]|0028122[1-3]|00282000)$/i;
/** ISO 2022 escapes, which stand before other scripts. */
const ESCAPE = 0x1b;
/** Without the padding of its end. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const end = bytes.findLastIndex((byte) => byte !== 0x20 && byte !== 0);
  return bytes.subarray(0, end + 1);
}
/** A Patient ID that readers take for different ones: behind a blank, or with control characters (PS3.5 6.2: LO has none). */
const isOddId = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x20 || bytes.some((byte) => byte < 0x20 && byte !== ESCAPE);
/** Name, ID and birth date of the patient. */
const PATIENT = ['00100010', '00100020', '00100030'] as const;
/** A private element (PS3.5 7.8): its group is odd. */
const isPrivate = (tag: string): boolean => Number.parseInt(tag.slice(0, 4), 16) % 2 === 1;

/** Whether an element could carry what a guest may not store, or something below it in a sequence could. */
const isForeign = ({ tag, vr, items }: Element): boolean =>
  FOREIGN.test(tag) ||
  isPrivate(tag) ||
  (BYTES.has(vr) && !TABLES.test(tag)) ||
  (items?.some(holdsForeign) ?? false);
function holdsForeign(dataset: Dataset): boolean {
  for (const element of dataset.values()) if (isForeign(element)) return true;
  return false;
}

/**
 * Whose an object is: (0010,0020), (0010,0010), (0010,0030); empty where it says nothing. Name and date are made comparable; the ID
 * is as it was sent, without the padding of its end: to an archive a blank before it, a tab or another form of a letter may be
 * another patient.
 */
export interface GuestPatient {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string;
}

/** The patient of a dataset or of a study's row. */
export const patientIn = (json: DicomJson): GuestPatient => ({
  id: String(json['00100020']?.Value?.[0] ?? '').replace(/[ \0]+$/, ''),
  name: comparableName(json['00100010']?.Value?.[0]),
  birthDate: comparableDay(text(json, '00100030')),
});

/** An object as it was sent, with what it says of itself. */
export interface GuestObject {
  readonly study: string;
  readonly series: string;
  readonly sop: string;
  readonly patient: GuestPatient;
}

interface Received extends GuestObject {
  readonly bytes: Buffer;
}

/** What a guest sent, as a request of our own: what stood round and between the objects reaches no archive. */
export interface GuestRequest {
  readonly objects: readonly GuestObject[];
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Pieces as bytes whose memory is their own, so that they can be handed to a thread and back without a copy. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function readObject(bytes: Buffer, study: string, prefix: string): Received | Denial {
  try {
    // Guests' pages send nothing deflated: a small body that becomes a large one is not even looked into.
    const parsed = parsePart10(bytes, true, 'guest');
    const identity = readIdentity(parsed);
    const { series, sop, sopClass } = identity;
    if (series === undefined || sop === undefined) return 'instance';
    if (identity.study !== study) return 'study';
    if (!KINDS.has(sopClass) || parsed.pixels !== undefined) return 'instance';
    // Behind the damage could lie anything, and another archive may read on.
    if (parsed.damage !== undefined) return 'instance';
    // Nor may it read another name than was judged here.
    if (!isWrittenExactly(parsed, identity)) return 'instance';
    if (!isUidBelow(prefix, sop) || holdsForeign(parsed.dataset)) return 'instance';
    const json = pickJson(parsed, PATIENT);
    if (PATIENT.some((tag) => (json[tag]?.Value?.length ?? 0) > 1)) return 'study';
    const id = parsed.dataset.get('00100020');
    if (id && isOddId(trimmed(parsed.bytes.subarray(id.offset, id.offset + id.length)))) return 'study';
    const patient = patientIn(json);
    return { study, series, sop, patient, bytes };
  } catch {
    return 'instance';
  }
}

function writeObjects(objects: readonly Received[]): GuestRequest {
  const boundary = randomBytes(18).toString('hex');
  const pieces = objects.flatMap(({ bytes }) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    objects: objects.map(({ study, series, sop, patient }) => ({ study, series, sop, patient })),
    type: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    body: joined(pieces),
  };
}

/**
 * The objects of a guest's STOW-RS request (PS3.18 10.5) for a study; or why not one of them is stored.
 * @param prefix of the share's UIDs (guestUids.ts).
 */
export async function readGuestObjects(
  body: Uint8Array,
  contentType: string,
  study: string,
  prefix: string,
): Promise<GuestRequest | Denial> {
  const { type, parameters } = parseMediaType(contentType);
  const boundary = parameters.get('boundary') ?? '';
  const isDicom = (parameters.get('type') ?? 'application/dicom').toLowerCase() === 'application/dicom';
  if (type !== 'multipart/related' || !isDicom || !/^[\w'()+,./:=? -]{1,70}$/.test(boundary))
    return 'headers';
  const objects: Received[] = [];
  for await (const part of readMultipart(once(body), boundary)) {
    const chunks: Buffer[] = [];
    for await (const chunk of part.chunks) chunks.push(chunk);
    if (!part.isWhole() || objects.length >= MOST_OBJECTS) return 'instance';
    const [first] = chunks;
    // One piece is looked at where it lies.
    const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks);
    const object = readObject(bytes, study, prefix);
    if (typeof object === 'string') return object;
    objects.push(object);
  }
  return objects.length === 0 ? 'instance' : writeObjects(objects);
}
