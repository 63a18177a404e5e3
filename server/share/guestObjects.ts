import { randomBytes } from 'node:crypto';
import { text } from '@/dicom/dicomJson';
import { readIdentity } from '../archive/identity';
import { parseMediaType } from '../http/accept';
import { readMultipart } from '../http/multipart';
import { pickJson } from '../part10/json';
import { parsePart10 } from '../part10/parse';
import type { Denial } from './scope';

/** So much a guest may send at once. */
export const MOST_BYTES = 64 * 2 ** 20;
const MOST_OBJECTS = 32;

/** What a guest may add to a study: reports and key objects, presentation states, segmentations (PS3.4 Table B.5-1). */
const KINDS = ['1.2.840.10008.5.1.4.1.1.88.', '1.2.840.10008.5.1.4.1.1.11.', '1.2.840.10008.5.1.4.1.1.66.4'];

/** An object as it was sent, with what it says of itself. */
export interface GuestObject {
  readonly study: string;
  readonly series: string;
  readonly sop: string;
  /** Patient ID (0010,0020); empty where it has none. */
  readonly patient: string;
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

function readObject(bytes: Buffer, study: string): Received | Denial {
  try {
    const parsed = parsePart10(bytes, true);
    const identity = readIdentity(parsed);
    const { series, sop, sopClass } = identity;
    if (series === undefined || sop === undefined) return 'instance';
    if (identity.study !== study) return 'study';
    if (!KINDS.some((kind) => sopClass.startsWith(kind))) return 'instance';
    const patient = (text(pickJson(parsed, ['00100020']), '00100020') ?? '').trim();
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

/** The objects of a guest's STOW-RS request (PS3.18 10.5) for a study; or why not one of them is stored. */
export async function readGuestObjects(
  body: Uint8Array,
  contentType: string,
  study: string,
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
    const object = readObject(Buffer.concat(chunks), study);
    if (typeof object === 'string') return object;
    objects.push(object);
  }
  return objects.length === 0 ? 'instance' : writeObjects(objects);
}
