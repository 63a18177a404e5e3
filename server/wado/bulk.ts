import { LIMITS } from '@/dicom/limits';
import type { InstanceRow } from '../archive/readInstance';
import { multipartResponse } from '../http/multipart';
import { choose } from '../http/negotiate';
import { Refusal } from '../http/problem';
import { littleEndianBytes } from '../part10/json';
import type { Dataset, Element } from '../part10/parse';
import { parseOpenFile, readBytes } from '../part10/readFile';
import { openStored } from '../pixels/frames';
import { walkFragments } from '../pixels/fragments';
import { instancePath } from './metadata';

/** Finds an element by its path: tags and item numbers from 1, joined by `/`. */
function findElement(root: Dataset, path: string): Element | undefined {
  const steps = path.toUpperCase().split('/');
  let dataset: Dataset | undefined = root;
  for (let at = 0; at + 2 < steps.length; at += 2) {
    dataset = dataset?.get(steps[at] ?? '')?.items?.[Number(steps[at + 1]) - 1];
  }
  return dataset?.get(steps.at(-1) ?? '');
}

const tooLarge = () =>
  new Refusal(
    413,
    `This value has more than ${LIMITS.bulkBytes / 2 ** 20} MB: ask for frames or the whole object.`,
  );

async function readValue(row: InstanceRow, path: string): Promise<Buffer> {
  const file = await openStored(row.path);
  try {
    const sizeBytes = (await file.stat()).size;
    const parsed = await parseOpenFile(file, sizeBytes);
    const isPixels = parsed.pixels?.tag === path.toUpperCase();
    const element = isPixels ? parsed.pixels : findElement(parsed.dataset, path);
    if (element === undefined) throw new Refusal(404, 'This object has no such value.');
    const inMemory = parsed.bytes.length > sizeBytes || !isPixels;
    const range = async (offset: number, length: number): Promise<Buffer> =>
      inMemory ? parsed.bytes.subarray(offset, offset + length) : readBytes(file, offset, length);
    if (element.length > LIMITS.bulkBytes) throw tooLarge();
    if (element.length >= 0) {
      if (element.length > sizeBytes && !inMemory)
        throw new Refusal(500, 'The stored file is shorter than its header says.');
      return littleEndianBytes(await range(element.offset, element.length), element.vr, parsed.littleEndian);
    }
    const end = inMemory ? parsed.bytes.length : sizeBytes;
    const { fragments } = await walkFragments(element.offset, end, range);
    if (fragments.reduce((sum, { length }) => sum + length, 0) > LIMITS.bulkBytes) throw tooLarge();
    const bytes: Buffer[] = [];
    for (const fragment of fragments) bytes.push(await range(fragment.offset, fragment.length));
    return Buffer.concat(bytes);
  } finally {
    await file.close();
  }
}

/** A value that metadata named by BulkDataURI (PS3.18 10.4.1.1.4), little endian, as octets. */
export async function retrieveBulk(
  row: InstanceRow,
  path: string,
  accept: string | undefined,
  root: string,
): Promise<Response> {
  const chosen = choose(accept, ['application/octet-stream', 'multipart/related']);
  const bytes = await readValue(row, path);
  const octets = 'application/octet-stream';
  if (chosen === octets) {
    const headers = {
      'Content-Type': octets,
      'Content-Length': String(bytes.length),
      'Cache-Control': 'no-store',
    };
    return new Response(new Uint8Array(bytes), { headers });
  }
  const headers = {
    'Content-Type': octets,
    'Content-Location': `${instancePath(root, row)}/bulkdata/${path}`,
  };
  async function* read(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return multipartResponse(octets, [{ headers, lengthBytes: bytes.length, read }]);
}
