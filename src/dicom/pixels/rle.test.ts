import { expect, test } from 'vitest';
import { decodeRle } from './rle';

/** An RLE frame of literal segments (PS3.5 G.5). */
function frame(...segments: (readonly number[])[]): Uint8Array {
  const header = new Uint32Array(16);
  const bodies = segments.map((bytes) => [bytes.length - 1, ...bytes]);
  header[0] = segments.length;
  let at = 64;
  bodies.forEach((body, i) => {
    header[i + 1] = at;
    at += body.length;
  });
  return Uint8Array.from([...new Uint8Array(header.buffer), ...bodies.flat()]);
}

test('8 bits: runs and literals (the example of Apple Technical Note 1023)', () => {
  const packed = [0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa];
  const header = new Uint32Array(16);
  header.set([1, 64]);
  const bytes = Uint8Array.from([...new Uint8Array(header.buffer), ...packed]);
  const row = [0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0xaa, 0xaa, 0xaa, 0xaa, 0x80, 0x00, 0x2a, 0x22];
  expect([...decodeRle(bytes, 24, 1, 1)]).toEqual([...row, ...Array.from({ length: 10 }, () => 0xaa)]);
});

test('16 and 32 bits: the highest byte comes first and ends up last', () => {
  expect([...decodeRle(frame([1, 2], [3, 4]), 2, 1, 2)]).toEqual([3, 1, 4, 2]);
  expect([...decodeRle(frame([1], [2], [3], [4]), 1, 1, 4)]).toEqual([4, 3, 2, 1]);
});

test('colour of 16 bits: by plane', () => {
  expect([...decodeRle(frame([1, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11, 12]), 2, 3, 2)]).toEqual([
    3, 1, 4, 2, 7, 5, 8, 6, 11, 9, 12, 10,
  ]);
});

test('another number of segments than bytes is refused', () => {
  expect(() => decodeRle(frame([1]), 1, 1, 2)).toThrow(RangeError);
  expect(() => decodeRle(new Uint8Array(10), 1, 1, 1)).toThrow(RangeError);
});

test('a segment that ends before its last pixel is refused: the rest is not black, it is unknown', () => {
  expect(() => decodeRle(frame([1, 2, 3]), 4, 1, 1)).toThrow(/3 of 4/);
});

test('a segment that holds more than its plane is refused: a length in it is wrong; the pad to an even byte is none', () => {
  expect(() => decodeRle(frame([1, 2, 3, 4, 5]), 4, 1, 1)).toThrow(/more than 4/);
  const whole = frame([1, 2, 3, 4]);
  expect([...decodeRle(Uint8Array.from([...whole, 0]), 4, 1, 1)]).toEqual([1, 2, 3, 4]);
  expect(() => decodeRle(Uint8Array.from([...whole, 0, 9]), 4, 1, 1)).toThrow(/more than 4/);
  const run = Uint8Array.from([...whole.subarray(0, 64), 0xfc, 7]);
  expect(() => decodeRle(run, 4, 1, 1)).toThrow(/more than 4/);
});
