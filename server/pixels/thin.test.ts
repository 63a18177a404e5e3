import { expect, test } from 'vitest';
import type { PixelFormat } from './frames';
import { isThinnedInPassing, thinned, thinnedInPassing } from './thin';

const grey: PixelFormat = {
  rows: 3001,
  columns: 4503,
  samples: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  photometric: 'MONOCHROME2',
  planar: false,
  frames: 1,
};
const rgb: PixelFormat = { ...grey, samples: 3, bitsAllocated: 8, bitsStored: 8, photometric: 'RGB' };
/** A byte that tells of a sample: of which pixel, and which of its bytes. */
const byteAt = (row: number, column: number, k: number): number => (row * 7 + column * 3 + k * 101) % 251;

/** Pieces that end anywhere. */
async function* cut(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0, length = 1; at < bytes.length; length = (length * 7 + 13) % 300_007) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

// Both ways, with steps that do not divide the image: a picture of what is not read is none.
test.each([
  ['grey of two bytes', grey, 2, 1],
  ['colour by pixel', rgb, 3, 1],
  ['colour by plane', { ...rgb, planar: true }, 1, 3],
])(
  '%s: every second pixel of every second row, read whole or in passing',
  async (_, format, each, planes) => {
    const { rows, columns } = format;
    const bytes = Buffer.alloc(rows * columns * each * planes);
    const at = (plane: number, row: number, column: number, k: number) =>
      ((plane * rows + row) * columns + column) * each + k;
    for (let plane = 0; plane < planes; plane += 1)
      for (let row = 0; row < rows; row += 1)
        for (let column = 0; column < columns; column += 1)
          for (let k = 0; k < each; k += 1) bytes[at(plane, row, column, k)] = byteAt(row, column, plane + k);
    const whole = thinned(bytes, format);
    expect(whole.format).toEqual({ ...format, rows: 1501, columns: 2252 });
    const wrong: string[] = [];
    for (let plane = 0; plane < planes; plane += 1)
      for (let row = 0; row < 1501; row += 1)
        for (let column = 0; column < 2252; column += 1)
          for (let k = 0; k < each; k += 1)
            if (
              whole.bytes[((plane * 1501 + row) * 2252 + column) * each + k] !==
              byteAt(row * 2, column * 2, plane + k)
            )
              wrong.push(`${plane} ${row} ${column} ${k}`);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(whole.bytes).toHaveLength(1501 * 2252 * each * planes);
    const passing = await thinnedInPassing(cut(bytes), format);
    expect(passing.format).toEqual(whole.format);
    expect(passing.bytes.equals(whole.bytes)).toBe(true);
    await expect(thinnedInPassing(cut(bytes.subarray(0, -1)), format)).rejects.toThrow(RangeError);
  },
);

test('two pixels that share their colour stay together', async () => {
  const format = { ...rgb, rows: 3000, columns: 4500, photometric: 'YBR_FULL_422' };
  const bytes = Buffer.alloc(3000 * 4500 * 2);
  for (let pair = 0; pair < bytes.length / 4; pair += 1) bytes.writeUInt32LE(pair, pair * 4);
  const { bytes: thin, format: shape } = await thinnedInPassing(cut(bytes), format);
  expect(shape).toEqual({ ...format, rows: 1500, columns: 2250 });
  expect(thin).toHaveLength(1500 * 2250 * 2);
  // Row 1 of what is left begins with the first pair of row 2, and goes on with its third.
  expect([0, 4].map((at) => thin.readUInt32LE(2250 * 2 + at))).toEqual([2250 * 2, 2250 * 2 + 2]);
});

// 64 Mpx of packed bits were 512 MB of numbers.
test('packed bits are thinned to bytes, whose rows need not begin with one', () => {
  const format = { ...grey, rows: 8192, columns: 8189, bitsAllocated: 1, bitsStored: 1 };
  const bytes = Buffer.alloc(Math.ceil((8192 * 8189) / 8));
  const set = (row: number, column: number) => {
    const bit = row * 8189 + column;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
  };
  for (const [row, column] of [
    [0, 4],
    [4, 8],
    [5, 12],
    [8188, 8188],
  ] as const)
    set(row, column);
  const { bytes: thin, format: shape } = thinned(bytes, format);
  expect(shape).toEqual({ ...format, rows: 2048, columns: 2048, bitsAllocated: 8 });
  expect([...thin.entries()].filter(([, bit]) => bit === 1).map(([at]) => at)).toEqual([
    1,
    2048 + 2,
    2047 * 2048 + 2047,
  ]);
});

test('what is small, or whose rows begin within a byte, is not read in passing', () => {
  for (const format of [
    { ...grey, rows: 512, columns: 512 },
    { ...grey, bitsAllocated: 1 },
    { ...rgb, photometric: 'YBR_FULL_422' },
  ])
    expect(isThinnedInPassing(format)).toBe(false);
  expect(isThinnedInPassing(grey)).toBe(true);
});
