import { LIMITS } from '@/dicom/dataset/limits';
import { HttpRefusal } from '../http/problem';
import { littleEndianBytes } from '../part10/json';
import { inflatedRange } from '../part10/inflate';
import type { Dataset, Element } from '../part10/parse';
import { parseOpenFile, readBytes } from '../part10/readFile';
import { walkFragments } from '../pixels/fragments';
import { openStored, refuseOther, type StoredFile } from '../pixels/frames';

/** Finds an element by its path: tags and item numbers from 1, joined by `/`. */
function findElement(root: Dataset, path: string): Element | undefined {
  const steps = path.toUpperCase().split('/');
  let dataset: Dataset | undefined = root;
  for (let at = 0; at + 2 < steps.length; at += 2) {
    dataset = dataset?.get(steps[at] ?? '')?.items?.[Number(steps[at + 1]) - 1];
  }
  return dataset?.get(steps.at(-1) ?? '');
}

/** Where a value is: in pieces of its file, or the bytes themselves where its dataset was deflated. */
export type Located =
  | {
      readonly is: 'file';
      /** Offsets and lengths, one after the other. */
      readonly ranges: readonly number[];
      readonly vr: string;
      readonly littleEndian: boolean;
    }
  | { readonly is: 'bytes'; readonly bytes: Uint8Array };

const shortened = () => new HttpRefusal(500, 'The stored file is shorter than its header says.');
const tooLarge = () =>
  new HttpRefusal(
    413,
    `This value has more than ${LIMITS.bulkBytes / 2 ** 20} MB: ask for frames or the whole object.`,
  );

/** Finds the value at a path, without reading it. Refuses what is not there, or is not as long as it says. */
export async function locateValue(row: StoredFile, of: string): Promise<Located> {
  const file = await openStored(row.path);
  try {
    const sizeBytes = (await file.stat()).size;
    const header = await parseOpenFile(file, sizeBytes, 'header');
    refuseOther(header, row);
    const isPixels = header.pixels?.tag === of.toUpperCase();
    // Fragments in a deflated dataset are looked for in all of it.
    const isWhole = header.isInflated && isPixels && (header.pixels?.length ?? 0) < 0;
    const parsed = isWhole ? await parseOpenFile(file, sizeBytes) : header;
    const { bytes, isInflated, littleEndian } = parsed;
    const element = isPixels ? parsed.pixels : findElement(parsed.dataset, of);
    if (element === undefined) throw new HttpRefusal(404, 'This object has no such value.');
    if (element.length > LIMITS.bulkBytes) throw tooLarge();
    if (isInflated && isPixels && element.length >= 0) {
      const value = await inflatedRange(file, parsed, sizeBytes, element.offset, element.length);
      if (value.length < element.length) throw shortened();
      return { is: 'bytes', bytes: new Uint8Array(littleEndianBytes(value, element.vr, littleEndian)) };
    }
    const endBytes = isInflated ? bytes.length : sizeBytes;
    if (element.offset + Math.max(0, element.length) > endBytes) throw shortened();
    const ranges: number[] = [];
    if (element.length >= 0) ranges.push(element.offset, element.length);
    else {
      const range = async (offset: number, length: number): Promise<Buffer> =>
        isInflated ? bytes.subarray(offset, offset + length) : readBytes(file, offset, length);
      const { fragments } = await walkFragments(element.offset, endBytes, range);
      if (fragments.reduce((sum, { length }) => sum + length, 0) > LIMITS.bulkBytes) throw tooLarge();
      for (const { offset, length } of fragments) ranges.push(offset, length);
    }
    const vr = element.length < 0 ? 'OB' : element.vr;
    if (!isInflated) return { is: 'file', ranges, vr, littleEndian };
    const pieces: Buffer[] = [];
    for (let at = 0; at < ranges.length; at += 2)
      pieces.push(bytes.subarray(ranges[at] ?? 0, (ranges[at] ?? 0) + (ranges[at + 1] ?? 0)));
    return { is: 'bytes', bytes: new Uint8Array(littleEndianBytes(Buffer.concat(pieces), vr, littleEndian)) };
  } finally {
    await file.close();
  }
}
