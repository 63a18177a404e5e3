import { describe, expect, test } from 'vitest';
import { toBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import { readPalette, throughPalette, hasPalette, hasSupplementalPalette } from './palette';
import { expandSegments } from './paletteSegments';

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const bytes = (...values: number[]) => Uint8Array.from(values);
const table = (data: Uint8Array): DicomElement => ({ vr: 'OW', InlineBinary: toBase64(data) });
const descriptor = (...values: number[]): DicomElement => ({ vr: 'US', Value: values });

/** One descriptor and one table for all three colours. */
const paletteOf = (said: readonly number[], data: DicomElement, kind: '0' | '2' = '0'): DicomJson =>
  Object.fromEntries(
    [1, 2, 3].flatMap((at) => [
      [`0028110${at}`, descriptor(...said)],
      [`002812${kind}${at}`, data],
    ]),
  );

/** The red levels of some stored values. */
function reds(dataset: DicomJson, values: readonly number[], signed = false): number[] | string {
  const palette = readPalette(dataset, signed);
  if (typeof palette === 'string') return palette;
  const rgb = throughPalette(values, palette);
  return values.map((_, at) => rgb[at * 3] ?? -1);
}

// Expected tables are pydicom's (pixel_data_handlers.util._expand_segmented_lut).
describe('segmented tables', () => {
  test.each([
    [
      'discrete, linear and indirect, words',
      words(0, 3, 5, 70, 100, 1, 4, 400, 2, 2, 0, 0),
      16,
      [5, 70, 100, 175, 250, 325, 400, 5, 70, 100, 175, 250, 325, 400],
    ],
    [
      'the same of bytes, a line copied from where the copy stands, padded',
      bytes(0, 2, 10, 20, 1, 5, 200, 2, 1, 4, 0, 0, 0, 0),
      8,
      [10, 20, 56, 92, 128, 164, 200, 200, 200, 200, 200, 200],
    ],
    ['a line that falls', words(0, 1, 65535, 1, 3, 0), 16, [65535, 43690, 21845, 0]],
    ['words, though 8 bits are said', words(0, 1, 0, 1, 3, 255), 8, [0, 85, 170, 255]],
    ['bytes, though 16 bits are said', bytes(0, 1, 0, 1, 3, 255), 16, [0, 85, 170, 255]],
  ])('%s', (_, data, bits, expected) => {
    const expanded = expandSegments(data, expected.length, bits);
    expect(typeof expanded === 'string' ? expanded : [...expanded]).toEqual(expected);
  });

  test.each([
    ['a copy of itself', words(0, 1, 7, 2, 1, 6, 0), 3],
    ['a copy of a copy', words(0, 1, 7, 2, 1, 0, 0, 2, 1, 6, 0), 3],
    ['a copy from beyond the end', words(0, 1, 7, 2, 1, 600, 0), 3],
    ['a copy from the middle of a word', words(0, 2, 7, 7, 2, 1, 1, 0), 4],
    ['a line without a start', words(1, 4, 255), 4],
    ['a code that does not exist', words(0, 1, 7, 9, 1, 7), 2],
    ['a segment of no length', words(0, 0, 0, 0, 0, 0), 3],
    ['a segment that the value cuts off', words(0, 200, 7, 7), 200],
    ['fewer entries than said', words(0, 2, 7, 7), 3],
    ['more entries than said', words(0, 3, 7, 7, 7), 2],
    ['segments after the last entry', words(0, 2, 7, 7, 0, 1, 7), 2],
    ['nothing', bytes(), 3],
    ['65,536 copies of a long line', words(0, 1, 0, 1, 65535, 9, 2, 65535, 6, 0), 65536],
  ])('%s makes no table, and ends', (_, data, count) => {
    expect(expandSegments(data, count, 16)).toBe('segments');
  });

  test('65,536 entries are said by 0', () => {
    const dataset = paletteOf([0, 0, 16], table(words(0, 1, 0, 1, 65535, 65535)), '2');
    expect(reds(dataset, [0, 256, 32768, 65535])).toEqual([0, 1, 128, 255]);
  });

  test('a colour with a whole table beside two segmented ones', () => {
    const segmented = paletteOf([2, 0, 16], table(words(0, 2, 256, 512)), '2');
    const dataset = { ...segmented, '00281202': table(words(0x4000, 0x8000)) };
    const palette = readPalette(dataset, false);
    expect(typeof palette === 'string' ? palette : [...throughPalette([0, 1], palette)]).toEqual([
      1, 64, 1, 2, 128, 2,
    ]);
  });
});

describe('whole tables', () => {
  test.each([
    ['words of 16 bits', [4, 0, 16], table(words(0, 0x0100, 0x7fff, 0xffff)), [0, 1, 127, 255]],
    ['words that hold 8 bits', [4, 0, 8], table(words(0, 1, 127, 255)), [0, 1, 127, 255]],
    ['bytes, two to a word', [4, 0, 8], table(bytes(0, 1, 127, 255)), [0, 1, 127, 255]],
    ['words of 8 bits called 16', [4, 0, 16], table(words(0, 1, 127, 255)), [0, 1, 127, 255]],
    ['words of 16 bits called 8', [4, 0, 8], table(words(0, 0x0100, 0x7fff, 0xffff)), [0, 1, 127, 255]],
    ['numbers', [4, 0, 16], { vr: 'US', Value: [0, 256, 32767, 65535] }, [0, 1, 127, 255]],
  ])('%s', (_, said, data, expected) => {
    expect(reds(paletteOf(said, data), [0, 1, 2, 3])).toEqual(expected);
  });

  test('half a table of words is not taken for a table of bytes', () => {
    expect(reds(paletteOf([8, 0, 16], table(words(1, 2, 3, 4, 5, 6))), [0])).toBe('length');
  });

  test.each([
    ['unsigned', false, [2, 16, 8], [0, 16, 17, 400], [10, 10, 20, 20]],
    ['signed', true, [2, 0xfffe, 8], [-500, -2, -1, 3], [10, 10, 20, 20]],
    ['signed, sent signed', true, [2, -2, 8], [-500, -2, -1, 3], [10, 10, 20, 20]],
    ['a high first value of unsigned pixels', false, [2, -2, 8], [3, 65534, 65535], [10, 10, 20]],
  ])('the first value mapped: %s', (_, signed, said, values, expected) => {
    expect(reds(paletteOf(said, table(bytes(10, 20))), values, signed)).toEqual(expected);
  });

  test('what is not there', () => {
    expect(readPalette({}, false)).toBe('missing');
    const dataset = paletteOf([2, 0, 8], table(bytes(1, 2)));
    expect(hasPalette(dataset)).toBe(true);
    expect(hasPalette({ ...dataset, '00281203': { vr: 'OW' } })).toBe(false);
    expect(hasPalette({ ...dataset, '00281103': { vr: 'US' } })).toBe(false);
    expect(hasPalette({ ...dataset, '00281203': { vr: 'OW', BulkDataURI: 'x' } })).toBe(false);
  });
});

const CS = (value: string): DicomElement => ({ vr: 'CS', Value: [value] });
test.each<[string, DicomJson, boolean]>([
  ['grey without tables', {}, false],
  ['grey with tables', { '00281101': descriptor(256, 4096, 16) }, true],
  ['grey that is to be coloured', { '00089205': CS('COLOR'), '00281101': descriptor(256, 4096, 16) }, true],
  ['grey and colour mixed', { '00089205': CS('MIXED') }, true],
  [
    'grey that says so, tables left over',
    { '00089205': CS('MONOCHROME'), '00281101': descriptor(2, 0, 8) },
    false,
  ],
  ['an enhanced palette', { '0028140B': { vr: 'SQ', Value: [{}] } }, true],
  [
    'palette colour, which is shown',
    { '00280004': CS('PALETTE COLOR'), '00281101': descriptor(2, 0, 8) },
    false,
  ],
])('%s: colours that are not shown are %s', (_, content, expected) => {
  expect(hasSupplementalPalette({ '00280004': CS('MONOCHROME2'), ...content })).toBe(expected);
});
