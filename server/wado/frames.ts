import { LIMITS } from '@/dicom/limits';
import type { InstanceRow } from '../archive/readInstance';
import { multipartResponse, type Part } from '../http/multipart';
import { mediaTypeOf, negotiate } from '../http/negotiate';
import { Refusal } from '../http/problem';
import { withImage } from '../pixels/frames';
import { instancePath } from './metadata';

/** Reads a frame list: `3` or `1,2,3`, from 1 (PS3.18 10.1.2.4). */
export function readFrameList(list: string, frames: number): number[] {
  const numbers = list.split(',').map((each) => (/^\d{1,9}$/.test(each) ? Number(each) : 0));
  if (numbers.some((frame) => frame < 1))
    throw new Refusal(400, 'Frames are whole numbers from 1, joined by commas.');
  const beyond = numbers.find((frame) => frame > frames);
  if (beyond !== undefined) throw new Refusal(404, `There is no frame ${beyond}: this object has ${frames}.`);
  return numbers;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Frames in the transfer syntax they are stored in, under its true name (PS3.18 10.4.1.1.3). */
export async function retrieveFrames(
  row: InstanceRow,
  list: string,
  accept: string | undefined,
  root: string,
): Promise<Response> {
  return withImage(row, async (image) => {
    const frames = readFrameList(list, image.format.frames);
    const stored = {
      type: image.encapsulated ? mediaTypeOf(image.transferSyntax) : 'application/octet-stream',
      transferSyntax: image.transferSyntax,
    };
    const packing = negotiate(accept, stored, frames.length === 1);
    const type = `${stored.type}; transfer-syntax=${stored.transferSyntax}`;
    const parts: Part[] = [];
    let total = 0;
    for (const frame of frames) {
      const bytes = await image.frame(frame);
      total += bytes.length;
      if (total > LIMITS.bulkBytes)
        throw new Refusal(413, 'These frames are too much for one answer: ask for fewer at a time.');
      if (!packing.multipart) {
        const headers = {
          'Content-Type': type,
          'Content-Length': String(bytes.length),
          'Cache-Control': 'no-store',
        };
        return new Response(new Uint8Array(bytes), { headers });
      }
      const location = `${instancePath(root, row)}/frames/${frame}`;
      parts.push({
        headers: { 'Content-Type': type, 'Content-Location': location },
        lengthBytes: bytes.length,
        read: () => once(bytes),
      });
    }
    return multipartResponse(stored.type, parts);
  });
}
