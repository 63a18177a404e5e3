import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encapsulate, sequence, writeDicom } from '../testing/writeDicom';
import { LIMITS } from '@/dicom/dataset/limits';
import { decoderFor } from './charset';
import { pickJson, toDicomJson } from './json';
import { NeedMoreBytes, NotPart10, parsePart10 } from './parse';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const uri = (path: string): string => `/bulk/${path}`;

describe('reading files', () => {
  test('stops at the pixels, whose value need not be there', () => {
    const file = writeDicom({ '00280010': ['US', 2], '7FE00010': ['OW', Buffer.alloc(5000)] });
    const parsed = parsePart10(file.subarray(0, 300), false);
    expect(parsed.pixels).toMatchObject({ tag: '7FE00010', length: 5000 });
    expect(() => parsePart10(file.subarray(0, 170), false)).toThrow(NeedMoreBytes);
  });

  test('reads an Extended Offset Table, whose VR has a long header (PS3.5 7.1.2)', () => {
    const parsed = parsePart10(
      writeDicom({
        '7FE00001': ['OV', Buffer.alloc(8)],
        '7FE00002': ['OV', Buffer.from([9, 0, 0, 0, 0, 0, 0, 0])],
        '7FE00010': ['OB', encapsulate([Buffer.alloc(0), Buffer.alloc(2)])],
      }),
      true,
    );
    expect([...parsed.dataset.keys()]).toEqual(['7FE00001', '7FE00002']);
    expect(parsed.pixels?.length).toBe(-1);
  });

  test.each(['by ends', 'by lengths'])(
    'sequences nested deeper than is read are stepped over, closed %s',
    (closed) => {
      const framed = (head: string, inner: Buffer, end: string) => {
        const bytes = Buffer.concat([hex(head), hex('ffffffff'), inner, hex(end)]);
        if (closed === 'by ends') return bytes;
        bytes.writeUInt32LE(inner.length, head.length / 2);
        return bytes.subarray(0, -8);
      };
      let deep = writeDicom({ '00080060': ['CS', 'CT'] }).subarray(-10);
      for (let level = 0; level < 3_000; level += 1)
        deep = framed('0900101053510000', framed('feff00e0', deep, 'feff0de000000000'), 'feffdde000000000');
      const pixels = writeDicom({ '00280010': ['US', 2], '7FE00010': ['OW', Buffer.alloc(8)] });
      const at = pixels.indexOf(hex('28001000'));
      const parsed = parsePart10(Buffer.concat([pixels.subarray(0, at), deep, pixels.subarray(at)]), true);
      expect([parsed.damage, parsed.pixels?.length]).toEqual([undefined, 8]);
      const json = JSON.stringify(toDicomJson(parsed, uri));
      expect(json.split('"SQ"')).toHaveLength(LIMITS.nestingStored + 1);
      expect(json).toMatch(/"00091010":\{"vr":"UN","BulkDataURI"/);
      expect(parsePart10(Buffer.concat([pixels.subarray(0, at), deep]), true, 'guest').damage).toMatch(
        /deeply/,
      );
    },
  );

  test('a sequence that breaks off is there as bytes, not left out', () => {
    const file = writeDicom({
      '00080018': ['UI', '1.2.3'],
      '0040A730': ['SQ', sequence({ '0040A160': ['UT', 'Finding'] }, { '0040A160': ['UT', 'Conclusion'] })],
    });
    const parsed = parsePart10(file.subarray(0, -4), true);
    expect(parsed.damage).toContain('0040A730');
    expect(toDicomJson(parsed, uri)['0040A730']).toMatchObject({
      vr: 'UN',
      InlineBinary: expect.any(String),
    });
  });

  test('what ends inside an element keeps what came before, and says so', () => {
    const file = writeDicom({ '00080018': ['UI', '1.2.3'], '00204000': ['LT', 'x'.repeat(200)] });
    const parsed = parsePart10(file.subarray(0, -50), true);
    expect(parsed.damage).toContain('00204000');
    expect(parsed.dataset.has('00080018')).toBe(true);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('hello '.repeat(50))],
    ['no transfer syntax', writeDicom({}, '')],
  ])('refuses a file that is %s', (_, bytes) => {
    expect(() => parsePart10(bytes, true)).toThrow(NotPart10);
  });

  test('reads sequences of both lengths, and bulk data inside them by path', () => {
    // (0040,0275) with one item of undefined length holding (0040,0007) LO "a " and (0008,0060)-like padding.
    const item = hex('feff00e0 ffffffff 40000700 4c4f 0200 6120 feff0de0 00000000 feffdde0 00000000');
    const header = hex('40007502 5351 0000 ffffffff');
    const parsed = parsePart10(Buffer.concat([writeDicom({}), header, item]), true);
    expect(pickJson(parsed, ['00400275'])['00400275']).toEqual({
      vr: 'SQ',
      Value: [{ '00400007': { vr: 'LO', Value: ['a'] } }],
    });
  });
});

test('writes values as PS3.18 F.2 has them', () => {
  const json = toDicomJson(
    parsePart10(
      writeDicom({
        '00080005': ['CS', 'ISO_IR 100'],
        '00080008': ['CS', 'ORIGINAL\\\\AXIAL'],
        '00100010': ['PN', 'Äpfel^A^^^=x'],
        '00101030': ['DS', '70.50 '],
        '00200013': ['IS', '1A'],
        '00280009': ['AT', hex('54006300')],
        '00281050': ['DS', '40\\-5e1'],
        '00282000': ['OB', Buffer.alloc(1030)],
        '00290010': ['LO', 'ACME'],
        '00291001': ['UN', hex('0102')],
      }),
      true,
    ),
    uri,
  );
  expect(json).toEqual({
    '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
    '00080008': { vr: 'CS', Value: ['ORIGINAL', null, 'AXIAL'] },
    '00083002': { vr: 'UI', Value: ['1.2.840.10008.1.2.1'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Äpfel^A', Ideographic: 'x' }] },
    '00101030': { vr: 'DS', Value: [70.5] },
    '00200013': { vr: 'IS', Value: ['1A'] },
    '00280009': { vr: 'AT', Value: ['00540063'] },
    '00281050': { vr: 'DS', Value: [40, -50] },
    '00282000': { vr: 'OB', BulkDataURI: '/bulk/00282000' },
    '00290010': { vr: 'LO', Value: ['ACME'] },
    '00291001': { vr: 'UN', InlineBinary: 'AQI=' },
  });
});

// Bytes of the examples in PS3.5 H.3 (Japanese), I.2 (Korean), J.1 (Chinese UTF-8), J.2 (GB18030).
test.each([
  [
    ['', 'ISO 2022 IR 87'],
    '59616d616461 5e 5461726f75 3d 1b2442 3b33 4544 1b2842 5e 1b2442 4240 4f3a 1b2842 3d 1b2442 2464 245e 2440 1b2842 5e 1b2442 243f 246d 2426 1b2842',
    'Yamada^Tarou=山田^太郎=やまだ^たろう',
  ],
  [
    ['ISO 2022 IR 13', 'ISO 2022 IR 87'],
    'd4cfc0de 5e c0dbb3 3d 1b2442 3b334544 1b284a 5e 1b2442 42404f3a 1b284a',
    'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎',
  ],
  [
    ['', 'ISO 2022 IR 149'],
    '486f6e67 5e 47696c646f6e67 3d 1b242943 fbf3 5e 1b242943 d1ce d4d7 3d 1b242943 c8ab 5e 1b242943 b1e6 b5bf',
    'Hong^Gildong=洪^吉洞=홍^길동',
  ],
  [['ISO_IR 192'], '57616e67 5e 3d e78e8b 5e e5b08fe69db1', 'Wang^=王^小東'],
  [['GB18030'], '57616e67 5e 3d cdf5 5e d0a1b6ab', 'Wang^=王^小东'],
  [[], 'c384', 'Ä'],
  [[], 'c4', 'Ä'],
])('decodes %j', (terms, bytes, expected) => {
  expect(decoderFor(terms)(hex(bytes), true)).toBe(expected);
});

test('a caret ends a part of a name, and is a letter in a text', () => {
  // PS3.5 6.1.2.5.3: only in names do "^" and "=" bring the first character set back. As pydicom writes it.
  const bytes = hex('1b242943 c8ab 5e b1e6 b5bf');
  expect(decoderFor(['', 'ISO 2022 IR 149'])(bytes)).toBe('홍^길동');
});

test('a deflated dataset that nobody wants is refused before a byte of it is inflated', () => {
  // Its bytes are no deflated data at all: inflating them would say so.
  const bytes = Buffer.concat([writeDicom({}, '1.2.840.10008.1.2.1.99'), Buffer.from('no deflated data')]);
  expect(() => parsePart10(bytes, true, 'guest')).toThrow('its dataset is deflated');
  expect(() => parsePart10(bytes, true)).toThrow('cannot be inflated');
});

// What cannot be packed before pixels that can: twice as much of the file was the whole image, inflated.
test('of a deflated dataset little more is inflated than its header', () => {
  const meta = writeDicom({}, '1.2.840.10008.1.2.1.99');
  const dataset = writeDicom({
    '00091001': ['OB', randomBytes(700_000)],
    '00280010': ['US', 4],
    '7FE00010': ['OW', Buffer.alloc(50 * 1024 ** 2)],
  }).subarray(writeDicom({}).length);
  const parsed = parsePart10(Buffer.concat([meta, deflateRawSync(dataset)]), true, 'header');
  expect(parsed.pixels).toMatchObject({ tag: '7FE00010', length: 50 * 1024 ** 2 });
  expect(parsed.bytes.length).toBeLessThan(5 * 1024 ** 2);
});

test('of a guest, what has no file header or elements without end is not read to its end', () => {
  const item = Buffer.from('feff00e0080000004000a4a04c4f0000', 'hex');
  const items = (count: number) => Buffer.concat(Array.from({ length: count }, () => item));
  const file = (count: number) => writeDicom({ '0040A730': ['SQ', items(count)] });
  expect(parsePart10(file(45_000), true, 'guest').damage).toBeUndefined();
  expect(parsePart10(file(60_000), true, 'guest').damage).toBe('there are too many elements');
  expect(parsePart10(file(60_000), true).damage).toBeUndefined();
  expect(() => parsePart10(file(1).subarray(132 + 200), true, 'guest')).toThrow(NotPart10);
});
