import { expect, test } from 'vitest';
import { sayRgb } from './jpegColour';

const bytes = (...parts: (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);
const frame = (...factors: readonly number[]) => [
  0xff,
  0xc0,
  0,
  8 + 3 * factors.length,
  8,
  0,
  1,
  0,
  1,
  factors.length,
  ...factors.flatMap((factor, i) => [i, factor, 0]),
];
const JFIF = [0xff, 0xe0, 0, 4, 0, 0];
const ADOBE = [0xff, 0xee, 0, 4, 0, 0];
const TABLE = [0xff, 0xdb, 0, 5, 0, 1, 2];
const REST = [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9];

test('three whole components without a word on colour are said to be RGB, right after the start', () => {
  const stream = bytes(TABLE, frame(0x11, 0x11, 0x11), REST);
  const said = sayRgb(stream);
  expect([...said.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xee]);
  expect(String.fromCharCode(...said.subarray(6, 11))).toBe('Adobe');
  expect([...said.subarray(18)]).toEqual([...stream.subarray(2)]);
});

test.each([
  ['JFIF', bytes(JFIF, frame(0x11, 0x11, 0x11), REST)],
  ['Adobe', bytes(ADOBE, frame(0x11, 0x11, 0x11), REST)],
  ['a component of lower resolution', bytes(frame(0x22, 0x11, 0x11), REST)],
  ['one component', bytes(frame(0x11), REST)],
  ['no frame header', bytes(TABLE, REST)],
  ['no JPEG', Uint8Array.from([0, 1, 2])],
])('%s: the same bytes', (_, stream) => {
  expect(sayRgb(stream)).toBe(stream);
});
