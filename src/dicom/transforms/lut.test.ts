import { expect, test } from 'vitest';
import { applyLut, greyThroughLut, modalityLutOf, modalityLutType, voiLutNames, voiLutsOf } from './lut';
import { toInstance } from '@/dicom/normalise/normalise';

const instance = (signed: 0 | 1, lut: object) => {
  const made = toInstance({
    '0020000D': { Value: ['1.2'] },
    '0020000E': { Value: ['1.3'] },
    '00080018': { Value: ['1.4'] },
    '00280010': { vr: 'US', Value: [1] },
    '00280011': { vr: 'US', Value: [1] },
    '00280100': { vr: 'US', Value: [16] },
    '00280103': { vr: 'US', Value: [signed] },
    '00283000': { vr: 'SQ', Value: [lut] },
  });
  if (!made) throw new Error('an instance');
  return made;
};
const descriptor = (...values: number[]) => ({ '00283002': { vr: 'US', Value: values } });
const inline = (bytes: ArrayBufferLike) => ({
  '00283006': { vr: 'OW', InlineBinary: Buffer.from(bytes).toString('base64') },
});

test.each([
  ['values', { ...descriptor(3, 10, 16), '00283006': { vr: 'US', Value: [5, 6, 700] } }],
  ['bytes of 16 bits', { ...descriptor(3, 10, 16), ...inline(Uint16Array.from([5, 6, 700]).buffer) }],
])('a table as %s; beyond its ends the end entries count (PS3.3 C.11.1.1)', (_, lut) => {
  const read = modalityLutOf(instance(0, lut));
  if (read === undefined || read === 'unreadable') throw new Error('a table');
  const { values, min, max } = applyLut([0, 10, 11, 12, 99], read);
  expect([...values]).toEqual([5, 5, 6, 700, 700]);
  expect([min, max]).toEqual([5, 700]);
});

test('8-bit entries, packed; the first mapped value of signed pixels sent unsigned', () => {
  const lut = { ...descriptor(2, 65_534, 8), ...inline(Uint8Array.from([7, 9]).buffer) };
  expect(modalityLutOf(instance(1, lut))).toEqual({ first: -2, entries: Uint16Array.from([7, 9]) });
});

test('so many entries that they are negative as SS', () => {
  const lut = { ...descriptor(40_000 - 65_536, -5, 16), ...inline(new Uint16Array(40_000).fill(3).buffer) };
  expect(modalityLutOf(instance(1, lut))).toMatchObject({ first: -5, entries: { length: 40_000 } });
});

test('0 entries in the descriptor are 65,536', () => {
  const lut = { ...descriptor(0, 0, 16), ...inline(new Uint16Array(65_536).fill(3).buffer) };
  expect(modalityLutOf(instance(0, lut))).toMatchObject({ first: 0, entries: { length: 65_536 } });
});

test.each([
  ['shorter than it says', { ...descriptor(3, 0, 16), '00283006': { vr: 'US', Value: [1] } }],
  ['left behind a URI', { ...descriptor(3, 0, 16), '00283006': { vr: 'OW', BulkDataURI: 'x' } }],
  ['without descriptor', { '00283006': { vr: 'US', Value: [1] } }],
])('a table %s is unreadable, which is not the same as none', (_, lut) => {
  expect(modalityLutOf(instance(0, lut))).toBe('unreadable');
});

test('what the table gives', () => {
  const { dataset } = instance(0, { ...descriptor(1, 0, 16), '00283004': { vr: 'LO', Value: ['HU'] } });
  expect(modalityLutType(dataset)).toBe('HU');
});

test('tables of grey levels: in the order of the file, white by their bits, ends count beyond (PS3.3 C.11.2.1.1)', () => {
  const image = instance(0, {});
  const table = { ...descriptor(3, 10, 8), '00283003': { vr: 'LO', Value: ['HARDER'] } };
  const given = {
    ...image,
    dataset: {
      ...image.dataset,
      '00283010': {
        vr: 'SQ',
        Value: [
          { ...table, '00283006': { vr: 'US', Value: [0, 51, 255] } },
          { ...descriptor(3, 10, 8) },
          { ...descriptor(2, 65_526, 12), '00283006': { vr: 'US', Value: [0, 4095] } },
        ],
      },
      '00281052': { vr: 'DS', Value: [-1024] },
    },
  };
  const [first, unreadable, negative] = voiLutsOf(given, 1);
  if (!first || !negative) throw new Error('two tables');
  expect(unreadable).toBeUndefined();
  expect(voiLutNames(given, 1)).toEqual(['HARDER', '', '']);
  expect([9, 10, 11, 11.6, 99].map((value) => greyThroughLut(value, first))).toEqual([0, 0, 51, 255, 255]);
  expect(negative).toMatchObject({ first: -10, white: 4095 });
  expect(greyThroughLut(-9, negative)).toBe(255);
});
