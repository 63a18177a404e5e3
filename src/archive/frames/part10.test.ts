import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { frameOf } from './frameBytes';
import { readPart10 } from './part10';

const SHARED = new URL('../../../../shared/dicom/', import.meta.url);
const there = existsSync(SHARED);
if (!there) console.info('part10.test: skipped what needs ../shared/dicom, which is absent');
const file = (path: string) => new Uint8Array(readFileSync(new URL(path, SHARED)));

/** A little-endian file in code: preamble, meta group, then the elements given as bytes. */
function part10(transferSyntax: string, dataset: number[]): Uint8Array {
  const uid = [...transferSyntax].map((letter) => letter.charCodeAt(0));
  if (uid.length % 2 === 1) uid.push(0);
  return Uint8Array.from([
    ...new Uint8Array(128),
    ...[0x44, 0x49, 0x43, 0x4d],
    ...[0x02, 0x00, 0x10, 0x00, 0x55, 0x49, uid.length, 0],
    ...uid,
    ...dataset,
  ]);
}

const size = (frameBytes: number, frames = 1, bitsAllocated = 16) => ({
  frameBytes,
  frames,
  bitsAllocated,
  bitsPerFrame: frameBytes * 8,
});

test('a private sequence of undefined length before the pixels is walked over', async () => {
  const read = await readPart10(
    part10('1.2.840.10008.1.2.1', [
      // (0009,1001) SQ undefined length, item of undefined length holding (0008,0018) UI "9": not this object's.
      ...[0x09, 0x00, 0x01, 0x10, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff],
      ...[0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff],
      ...[0x08, 0x00, 0x18, 0x00, 0x55, 0x49, 2, 0, 0x39, 0],
      ...[0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0],
      ...[0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0],
      ...[0x28, 0x00, 0x10, 0x00, 0x55, 0x53, 2, 0, 2, 0],
      ...[0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4],
    ]),
  );
  expect(read).toMatchObject({ rows: 2, sop: undefined, transferSyntax: '1.2.840.10008.1.2.1' });
  expect([...frameOf(read, 1, size(4))]).toEqual([1, 2, 3, 4]);
});

test('pixels that end before their length are handed over as short as they are', async () => {
  const read = await readPart10(
    part10('1.2.840.10008.1.2.1', [0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0, 200, 0, 0, 0, 1, 2, 3]),
  );
  expect(frameOf(read, 1, size(200)).length).toBe(3);
});

const fragment = (...bytes: number[]) => [0xfe, 0xff, 0x00, 0xe0, bytes.length, 0, 0, 0, ...bytes];
const encapsulated = (...items: number[][]) =>
  part10('1.2.840.10008.1.2.4.90', [
    ...[0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff],
    ...items.flat(),
    ...[0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0],
  ]);

test.each([
  ['one fragment per frame, empty table', [fragment(), fragment(1, 2), fragment(3, 4)]],
  [
    'two fragments in the first frame, told by the table (PS3.5 table A.4-2)',
    [fragment(0, 0, 0, 0, 18, 0, 0, 0), fragment(1), fragment(2), fragment(3, 4)],
  ],
  [
    'no table, told by the start of the codestreams',
    [fragment(), fragment(0xff, 0x4f, 1, 2), fragment(9, 9), fragment(0xff, 0x4f, 3, 4)],
  ],
])('frames of encapsulated pixels: %s', async (_, items) => {
  const read = await readPart10(encapsulated(...items));
  const frames = [1, 2].map((frame) => [...frameOf(read, frame, size(2, 2))]);
  expect(frames.map((bytes) => bytes.filter((byte) => byte < 9))).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('fragment lengths count: the bytes of a sequence delimiter inside a codestream are its own', async () => {
  const delimiter = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
  const codestream = [0xff, 0x4f, ...delimiter, 0xff, 0xd9];
  const read = await readPart10(encapsulated(fragment(), fragment(...codestream)));
  expect([...frameOf(read, 1, size(2))]).toEqual(codestream);
});

test('frames that cannot be told apart are refused', async () => {
  const read = await readPart10(encapsulated(fragment(), fragment(1), fragment(2), fragment(3)));
  expect(() => frameOf(read, 1, size(2, 2))).toThrow(/fragments/);
});

test.each([
  ['no meta group', new Uint8Array(2000)],
  ['an HTML page', new TextEncoder().encode('<!doctype html><title>Sign in</title>'.padEnd(400))],
  ['nothing', new Uint8Array(0)],
])('%s is no Part 10 file', async (_, bytes) => {
  await expect(readPart10(bytes)).rejects.toMatchObject({ fault: 'malformed' });
});

test('nesting without end is refused', async () => {
  const open = [
    ...[0x09, 0x00, 0x01, 0x10, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff],
    ...[0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff],
  ];
  const bytes = part10('1.2.840.10008.1.2.1', Array.from({ length: 5000 }, () => open).flat());
  await expect(readPart10(bytes)).rejects.toMatchObject({ fault: 'malformed' });
});

const bigEndian = (vr: 'OB' | 'OW', ...pixels: number[]) =>
  part10('1.2.840.10008.1.2.2', [
    ...[
      0x7f,
      0xe0,
      0x00,
      0x10,
      ...[...vr].map((letter) => letter.charCodeAt(0)),
      0,
      0,
      0,
      0,
      0,
      pixels.length,
    ],
    ...pixels,
  ]);
/** Bytes 1 to 9 and a pad, as dcmconv +tb (DCMTK 3.6.7) writes them. */
const NINE = [2, 1, 4, 3, 6, 5, 8, 7, 0, 9];

test.each([
  [
    'one frame of odd length: the last pixel stands behind the pad',
    size(9, 1, 8),
    [[1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ],
  [
    'frames of odd length begin and end inside words',
    size(3, 3, 8),
    [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  ],
  [
    'frames of bits as well',
    { frameBytes: 2, frames: 6, bitsAllocated: 1, bitsPerFrame: 12 },
    [
      [1, 2],
      [0x30, 0],
      [4, 5],
      [0x60, 0],
      [7, 8],
      [0x90, 0],
    ],
  ],
])('OW in big endian is swapped before it is cut: %s', async (_, how, frames) => {
  const read = await readPart10(bigEndian('OW', ...NINE));
  expect(frames.map((__, i) => [...frameOf(read, i + 1, how)])).toEqual(frames);
});

test('OB in big endian lies as it is', async () => {
  const read = await readPart10(bigEndian('OB', 1, 2, 3, 4, 5, 6, 7, 8, 9, 0));
  expect([1, 2, 3].map((frame) => [...frameOf(read, frame, size(3, 3, 8))])).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
});

// First three pixels and sum of all: pydicom 2.3, dcmread(...).pixel_array.
test.skipIf(!there).each([
  ['syntax/big-endian/MR_small_bigendian.dcm', '1.2.840.10008.1.2.2', 64, 8192, [905, 1019, 1227], 2_125_338],
  [
    'syntax/deflated-image/image_dfl.dcm',
    '1.2.840.10008.1.2.1.99',
    512,
    262_144,
    [213, 213, 213],
    33_322_688,
  ],
])('%s is read to the pixels pydicom reads', async (path, transferSyntax, rows, frameBytes, first, sum) => {
  const read = await readPart10(file(path));
  expect(read).toMatchObject({ transferSyntax, rows });
  const bytes = frameOf(read, 1, size(frameBytes, 1, read.bitsAllocated)).slice();
  const pixels = read.bitsAllocated === 16 ? new Uint16Array(bytes.buffer) : bytes;
  expect([...pixels.subarray(0, 3)]).toEqual(first);
  expect(Array.from(pixels).reduce((total, each) => total + each, 0)).toBe(sum);
});
