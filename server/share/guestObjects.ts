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
  readonly bytes: Buffer;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function readObject(bytes: Buffer, study: string): GuestObject | Denial {
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

/** The objects of a guest's STOW-RS request (PS3.18 10.5) for a study; or why not one of them is stored. */
export async function readGuestObjects(
  body: Buffer,
  contentType: string,
  study: string,
): Promise<readonly GuestObject[] | Denial> {
  const { type, parameters } = parseMediaType(contentType);
  const boundary = parameters.get('boundary') ?? '';
  const isDicom = (parameters.get('type') ?? 'application/dicom').toLowerCase() === 'application/dicom';
  if (type !== 'multipart/related' || !isDicom || !/^[\w'()+,./:=? -]{1,70}$/.test(boundary))
    return 'headers';
  const objects: GuestObject[] = [];
  for await (const part of readMultipart(once(body), boundary)) {
    const chunks: Buffer[] = [];
    for await (const chunk of part.chunks) chunks.push(chunk);
    if (!part.isWhole() || objects.length >= MOST_OBJECTS) return 'instance';
    const object = readObject(Buffer.concat(chunks), study);
    if (typeof object === 'string') return object;
    objects.push(object);
  }
  return objects.length === 0 ? 'instance' : objects;
}

/** Those objects as a request of our own: what stood round and between them reaches no archive. */
export function writeGuestObjects(objects: readonly GuestObject[]): { type: string; body: Buffer } {
  const boundary = randomBytes(18).toString('hex');
  const parts = objects.flatMap(({ bytes }) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    type: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
