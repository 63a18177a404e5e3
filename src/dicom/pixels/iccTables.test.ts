import { expect, test } from 'vitest';
import { withPlainTables } from './iccTables';

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** A profile of one tag to a connection space. */
function profile(space: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(144 + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(letters(space), 20);
  view.setUint32(128, 1);
  bytes.set(letters('A2B0'), 132);
  view.setUint32(136, 144);
  view.setUint32(140, body.length);
  bytes.set(body, 144);
  return bytes;
}

/** A lut16Type of two points an axis, whose curves have two entries each; its last curves end at `white`. */
function lut16(white: number): Uint8Array {
  const bytes = new Uint8Array(52 + 2 * (6 + 24 + 6));
  const view = new DataView(bytes.buffer);
  bytes.set(letters('mft2'));
  bytes.set([3, 3, 2], 8);
  view.setUint16(48, 2);
  view.setUint16(50, 2);
  for (let i = 0; i < 3; i++) {
    view.setUint16(52 + 4 * i + 2, 0xffff);
    view.setUint16(52 + 2 * 30 + 4 * i + 2, white);
  }
  for (let i = 0; i < 24; i++) view.setUint16(52 + 12 + 2 * i, i);
  return bytes;
}

test('an older table to L*a*b* is one of the newer kind, with its values in the newer encoding', () => {
  const bytes = withPlainTables(profile('Lab ', lut16(0xff00)));
  const view = new DataView(bytes.buffer);
  expect(view.getUint32(0)).toBe(bytes.length);
  const at = view.getUint32(136);
  expect([...bytes.subarray(at, at + 4)]).toEqual(letters('mAB '));
  const [last, table, first] = [12, 24, 28].map((offset) => at + view.getUint32(at + offset));
  if (last === undefined || table === undefined || first === undefined) throw new Error('no offsets');
  // Curves as they were, the table as it was.
  expect([...bytes.subarray(first, first + 16)]).toEqual([
    ...letters('curv'),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    2,
    0,
    0,
    255,
    255,
  ]);
  expect([...bytes.subarray(table, table + 3), bytes[table + 16]]).toEqual([2, 2, 2, 2]);
  expect(Array.from({ length: 24 }, (_, i) => view.getUint16(table + 20 + 2 * i))).toEqual([
    ...Array(24).keys(),
  ]);
  // FF00, which was 100, is FFFF.
  const count = view.getUint32(last + 8);
  const entry = (i: number) => view.getUint16(last + 12 + 2 * i);
  expect([entry(0), entry(count - 1)]).toEqual([0, 0xffff]);
  expect(entry((count - 1) / 3)).toBe(0x5555);
});

test('what has no such table stays itself', () => {
  const plain = [
    profile('XYZ ', lut16(0xff00)),
    profile('Lab ', lut16(0xff00).subarray(0, 100)),
    profile('Lab ', Uint8Array.from(letters('mft1'))),
    new Uint8Array(131),
  ];
  for (const each of plain) expect(withPlainTables(each)).toBe(each);
});
