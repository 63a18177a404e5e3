import { HttpRefusal } from '../http/problem';
import type { Parsed } from '../part10/parse';

/** One fragment of encapsulated pixel data (PS3.5 A.4): where its bytes lie. */
export interface FragmentPlace {
  readonly offset: number;
  readonly length: number;
  /** From the first byte behind the Basic Offset Table to this fragment's item tag. */
  readonly fromFirst: number;
}
type ReadRange = (offset: number, length: number) => Promise<Buffer>;

/** The fragments of an image, and their bytes by frame. */
export interface FragmentMap {
  readonly fragments: readonly FragmentPlace[];
  /** The first fragment of each frame that the file holds, announced or not; -1 where one is not whole. */
  readonly starts: readonly number[];
  /** The bytes of one frame, from 1, fragments joined. */
  read(frame: number): Promise<Buffer>;
}

const ITEM = 0xe000fffe;
const DELIMITER = 0xe0ddfffe;
const WINDOW = 64 * 1024;

/** Reads item headers through a window, so that thousands of small fragments are few reads. */
function windowed(range: ReadRange, end: number): (offset: number) => Promise<Buffer> {
  let start = 0;
  let bytes: Buffer = Buffer.alloc(0);
  return async (offset) => {
    if (offset < start || offset + 8 > start + bytes.length) {
      start = offset;
      bytes = await range(offset, Math.max(0, Math.min(WINDOW, end - offset)));
    }
    return bytes.subarray(offset - start, offset - start + 8);
  };
}

/** Walks the items of encapsulated pixel data; lengths count, byte patterns do not. */
export async function walkFragments(
  offset: number,
  end: number,
  range: ReadRange,
): Promise<{ table: FragmentPlace; fragments: FragmentPlace[]; cut: boolean; whole: boolean }> {
  const headerAt = windowed(range, end);
  const items: FragmentPlace[] = [];
  let at = offset;
  let base = 0;
  let whole = false;
  let cut = false;
  while (at + 8 <= end) {
    const header = await headerAt(at);
    if (header.length < 8) break;
    const tag = header.readUInt32LE(0);
    const length = header.readUInt32LE(4);
    if (tag === DELIMITER) {
      whole = true;
      break;
    }
    cut = tag !== ITEM || at + 8 + length > end;
    if (cut) break;
    items.push({ offset: at + 8, length, fromFirst: at - base });
    at += 8 + length;
    if (items.length === 1) base = at;
  }
  const [table, ...fragments] = items;
  if (table === undefined)
    throw new HttpRefusal(500, 'The compressed pixels of the stored file cannot be read.');
  return { table, fragments, cut, whole };
}

async function offsetTable(parsed: Parsed, table: FragmentPlace, range: ReadRange): Promise<number[]> {
  const extended = parsed.dataset.get('7FE00001');
  if (extended !== undefined && extended.length >= 8) {
    const count = Math.floor(extended.length / 8);
    return Array.from({ length: count }, (_, at) =>
      Number(parsed.bytes.readBigUInt64LE(extended.offset + at * 8)),
    );
  }
  const bytes = await range(table.offset, table.length);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readUInt32LE(at * 4));
}

/** Index of the first fragment of each frame by an offset table, or undefined when the table is wrong. */
function byTable(
  table: readonly number[],
  fragments: readonly FragmentPlace[],
  frames: number,
): number[] | undefined {
  if (table.length < frames || fragments.length < frames) return undefined;
  const positions = new Map(fragments.map(({ fromFirst }, index) => [fromFirst, index]));
  const starts = table.map((offset) => positions.get(offset) ?? -1);
  const rising = starts.every((start, at) => start >= 0 && (at === 0 || start > (starts[at - 1] ?? 0)));
  return rising && starts[0] === 0 ? starts : undefined;
}

/** Whether bytes begin a codestream: JPEG and JPEG-LS SOI, JPEG 2000 SOC, JP2 or JPEG XL signature box. */
function beginsCodestream(bytes: Buffer): boolean {
  const hex = bytes.toString('hex');
  return /^(ffd8ff|ff4fff51|ff0a|0000000c(6a502020|4a584c20))/.test(hex);
}

/** Whether bytes begin a frame of RLE: so many segments, the first of them behind the header (PS3.5 G.5). */
const beginsRle = (bytes: Buffer): boolean => /^0[1-9a-f]00000040000000/.test(bytes.toString('hex'));

/** Whether bytes end with EOI or EOC, padding aside. */
const endsCodestream = (bytes: Buffer): boolean => /ffd9(00|ff)?$/.test(bytes.toString('hex'));

/** Frames of several fragments without an offset table: a frame begins where a codestream begins after one has ended. */
async function byCodestream(
  fragments: readonly FragmentPlace[],
  frames: number,
  range: ReadRange,
): Promise<number[] | undefined> {
  const starts: number[] = [];
  let ended = true;
  for (const [index, { offset, length }] of fragments.entries()) {
    const head = await range(offset, Math.min(12, length));
    if (beginsRle(head) || (ended && beginsCodestream(head))) starts.push(index);
    const tail = Math.min(3, length);
    ended = endsCodestream(await range(offset + length - tail, tail));
  }
  return starts.length >= frames && starts[0] === 0 ? starts : undefined;
}

/** Finds the frames of encapsulated pixel data that begins at `offset` of something `end` bytes long. */
export async function mapFragments(
  parsed: Parsed,
  offset: number,
  end: number,
  frames: number,
  range: ReadRange,
): Promise<FragmentMap> {
  const { table, fragments, cut } = await walkFragments(offset, end, range);
  const starts = await frameStarts(parsed, table, fragments, frames, range);
  // Where the last item claims more than there is, the frame that it would have belonged to is not whole.
  const isCut = (at: number): boolean =>
    cut && (starts[at + 1] ?? fragments.length) >= fragments.length && fragments.length >= frames;
  const whole = starts.map((first, at) => (first >= fragments.length || isCut(at) ? -1 : first));
  return {
    fragments,
    starts: whole,
    read: async (frame) => {
      const first = whole[frame - 1] ?? -1;
      const next = starts[frame] ?? fragments.length;
      if (first < 0) {
        throw new HttpRefusal(
          500,
          'The stored file is shorter than its header says; this frame is not in it.',
        );
      }
      const bytes: Buffer[] = [];
      for (const each of fragments.slice(first, next)) bytes.push(await range(each.offset, each.length));
      return bytes.length === 1 && bytes[0] !== undefined ? bytes[0] : Buffer.concat(bytes);
    },
  };
}

async function frameStarts(
  parsed: Parsed,
  table: FragmentPlace,
  fragments: readonly FragmentPlace[],
  frames: number,
  range: ReadRange,
): Promise<number[]> {
  if (fragments.length <= 1) return fragments.map((_, index) => index);
  const named = byTable(await offsetTable(parsed, table, range), fragments, frames);
  if (named !== undefined) return named;
  // Fewer fragments than frames: the file was cut; those that are there are still one frame each.
  if (fragments.length <= frames) return fragments.map((_, index) => index);
  const found = await byCodestream(fragments, frames, range);
  if (found !== undefined) return found;
  if (frames === 1) return [0];
  throw new HttpRefusal(
    500,
    'The stored file does not say where its frames begin, and its data do not show it.',
  );
}
