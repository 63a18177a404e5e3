import { readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { hasSharedFiles, sharedPaths } from '@/dicom/testing/sharedFiles';
import { codestreamSize, isComplete, sniff, transferSyntax } from './transferSyntax';

test.each([
  ['1.2.840.10008.1.2', { encapsulated: false, implicit: true }],
  ['1.2.840.10008.1.2.1', { encapsulated: false, bigEndian: false, deflated: false }],
  ['1.2.840.10008.1.2.1.99', { encapsulated: false, deflated: true }],
  ['1.2.840.10008.1.2.2', { encapsulated: false, bigEndian: true }],
  ['1.2.840.10008.1.2.5', { encapsulated: true, lossy: false }],
  ['1.2.840.10008.1.2.4.50', { encapsulated: true, lossy: true }],
  ['1.2.840.10008.1.2.4.70', { encapsulated: true, lossy: false }],
  ['1.2.840.10008.1.2.4.81', { encapsulated: true, lossy: true }],
  ['1.2.840.10008.1.2.4.91', { encapsulated: true, lossy: true }],
  ['1.2.840.10008.1.2.4.201', { encapsulated: true, lossy: false }],
  ['1.2.840.10008.1.2.4.102', { encapsulated: true, video: true }],
])('%s is %j', (uid, expected) => {
  expect(transferSyntax(uid)).toMatchObject(expected);
});

test('private syntaxes are not known', () => {
  expect(transferSyntax('1.2.840.113619.5.2')).toBeUndefined();
  expect(transferSyntax('toString')).toBeUndefined();
});

/** SOI, APP0, SOF0 of 3 x 2 in 8 bits and 1 component, SOS, EOI. */
const JPEG = Uint8Array.from(
  [
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    [0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0],
    [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xff, 0xd9],
  ].flat(),
);

/** SOC and SIZ of 300 x 200 from an image offset of 20, 10; 3 components of 12 bits, signed; EOC. ISO 15444-1 A.5.1. */
const J2K = [
  [0xff, 0x4f, 0xff, 0x51, 0, 47, 0, 0],
  [0, 0, 1, 64, 0, 0, 0, 210, 0, 0, 0, 20, 0, 0, 0, 10],
  [0, 0, 1, 64, 0, 0, 0, 210, 0, 0, 0, 0, 0, 0, 0, 0],
  [0, 3, 0x8b, 1, 1, 0x8b, 1, 1, 0x8b, 1, 1, 0xff, 0xd9],
].flat();

describe('a codestream made by hand', () => {
  test('is told and measured', () => {
    expect(sniff(JPEG)).toBe('jpeg');
    expect(codestreamSize(JPEG)).toEqual({ columns: 3, rows: 2, components: 1, precision: 8 });
    const ls = JPEG.slice();
    ls[9] = 0xf7;
    expect(sniff(ls)).toBe('jpegls');
    expect(codestreamSize(ls)).toEqual({ columns: 3, rows: 2, components: 1, precision: 8 });
  });

  test('is complete with a pad byte, not when cut', () => {
    expect(isComplete(JPEG)).toBe(true);
    expect(isComplete(Uint8Array.of(...JPEG, 0))).toBe(true);
    for (let length = 0; length < JPEG.length; length++)
      expect(isComplete(JPEG.subarray(0, length))).toBe(false);
  });

  test('of JPEG 2000, bare or in its boxes', () => {
    const size = { columns: 300, rows: 200, components: 3, precision: 12 };
    expect(sniff(Uint8Array.from(J2K))).toBe('j2k');
    expect(codestreamSize(Uint8Array.from(J2K))).toEqual(size);
    const signature = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a];
    const boxed = Uint8Array.from([...signature, 0, 0, 0, 0, 0x6a, 0x70, 0x32, 0x63, ...J2K]);
    expect(sniff(boxed)).toBe('jp2');
    expect(codestreamSize(boxed)).toEqual(size);
    expect(isComplete(boxed)).toBe(true);
  });

  test('of nothing, text or raw pixels is none', () => {
    for (const bytes of [
      new Uint8Array(0),
      new TextEncoder().encode('<!doctype html>'),
      new Uint8Array(4096),
    ]) {
      expect(sniff(bytes)).toBeUndefined();
      expect(codestreamSize(bytes)).toBeUndefined();
      expect(isComplete(bytes)).toBe(false);
    }
  });

  test('of RLE is told by its header (PS3.5 G.5)', () => {
    const header = new Uint8Array(80);
    header.set([2, 0, 0, 0, 64, 0, 0, 0, 70, 0, 0, 0]);
    expect(sniff(header)).toBe('rle');
    header[8] = 200; // A segment that begins behind the end.
    expect(sniff(header)).toBeUndefined();
  });
});

/** First frame of a file, its fragments joined, and what the dataset says of it: by dicom-parser. */
function firstFrame(path: string) {
  const bytes = new Uint8Array(readFileSync(path));
  const dataset = dicomParser.parseDicom(bytes);
  const pixels = dataset.elements['x7fe00010'];
  const uid = dataset.string('x00020010') ?? '';
  if (!pixels?.fragments || !transferSyntax(uid)?.encapsulated) return undefined;
  const isSingle = dataset.string('x00280008') === undefined || dataset.intString('x00280008') === 1;
  const joined = isSingle
    ? dicomParser.readEncapsulatedPixelDataFromFragments(dataset, pixels, 0, pixels.fragments.length)
    : dicomParser.readEncapsulatedPixelDataFromFragments(dataset, pixels, 0, 1);
  return {
    uid,
    frame: Uint8Array.from(joined),
    rows: dataset.uint16('x00280010'),
    columns: dataset.uint16('x00280011'),
    components: dataset.uint16('x00280002'),
  };
}

const KINDS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '1.2.840.10008.1.2.5': ['rle'],
  '1.2.840.10008.1.2.4.80': ['jpegls'],
  '1.2.840.10008.1.2.4.81': ['jpegls'],
  '1.2.840.10008.1.2.4.110': ['jxl'],
  ...Object.fromEntries(
    ['90', '91', '201', '202', '203'].map((n) => [`1.2.840.10008.1.2.4.${n}`, ['j2k', 'jp2']]),
  ),
};

describe.skipIf(!hasSharedFiles)('real frames', () => {
  const names = hasSharedFiles
    ? [...sharedPaths('syntax'), ...sharedPaths('us'), ...sharedPaths('mr/mister-mr')]
    : [];
  const frames = names.flatMap((path) => {
    try {
      return firstFrame(path) ?? [];
    } catch {
      return []; // No Part 10 file, or deflated.
    }
  });

  test('there are enough of many kinds', () => {
    expect(frames.length).toBeGreaterThan(60);
    expect(new Set(frames.map(({ frame }) => sniff(frame)))).toEqual(
      new Set(['jpeg', 'jpegls', 'j2k', 'rle', 'jxl']),
    );
  });

  test('say of themselves what the dataset says', () => {
    for (const { uid, frame, rows, columns, components } of frames) {
      const kind = sniff(frame);
      expect(KINDS[uid] ?? ['jpeg'], uid).toContain(kind);
      if (kind === 'rle' || kind === 'jxl') continue;
      expect(codestreamSize(frame), uid).toMatchObject({ rows, columns, components });
      expect(isComplete(frame), uid).toBe(true);
      expect(isComplete(frame.subarray(0, Math.floor(frame.length * 0.9))), uid).toBe(false);
    }
  });
});
