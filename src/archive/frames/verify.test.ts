import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PixelDescription } from '@/dicom/pixels/pixel';
import { frameOf } from './frameBytes';
import { readPart10 } from './part10';
import { readTransferSyntax, verifyFrame } from './verify';

const SHARED = new URL('../../../../shared/dicom/syntax/', import.meta.url);
const there = existsSync(SHARED);
if (!there) console.info('verify.test: skipped what needs ../shared/dicom, which is absent');

const GREY: PixelDescription = {
  rows: 512,
  columns: 10,
  samples: 1,
  photometric: 'MONOCHROME2',
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  planar: false,
  frames: 1,
};
const LITTLE = '1.2.840.10008.1.2.1';

test.each([
  ['application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1', LITTLE],
  ['image/jls; Transfer-Syntax="1.2.840.10008.1.2.4.80"', '1.2.840.10008.1.2.4.80'],
  [
    'multipart/related; type="image/jls; transfer-syntax=1.2.840.10008.1.2.4.80"; boundary=b',
    '1.2.840.10008.1.2.4.80',
  ],
  ['application/octet-stream; transfer-syntax=*', undefined],
  [null, undefined],
])('%s names the transfer syntax %s', (type, uid) => {
  expect(readTransferSyntax(type)).toBe(uid);
});

test('a native frame has exactly its length', () => {
  const whole = new Uint8Array(512 * 20);
  expect(verifyFrame({ bytes: whole }, GREY)).toMatchObject({ native: true, transferSyntax: LITTLE });
  for (const length of [0, 1, whole.length - 1, whole.length + 1, whole.length + 2])
    expect(() => verifyFrame({ bytes: new Uint8Array(length) }, GREY)).toThrow(/malformed|bytes/);
});

test('one pad byte is let through after an odd length, and cut off', () => {
  const odd = { ...GREY, rows: 3, columns: 3, bitsAllocated: 8 };
  expect(verifyFrame({ bytes: new Uint8Array(10) }, odd).bytes.length).toBe(9);
  expect(() => verifyFrame({ bytes: new Uint8Array(11) }, odd)).toThrow(/bytes/);
});

test('a short frame says how many rows came', () => {
  const attempt = () => verifyFrame({ bytes: new Uint8Array(380 * 20 + 7) }, GREY);
  expect(attempt).toThrow(
    expect.objectContaining({
      fault: 'malformed',
      details: { what: 'bytes', expected: 10_240, received: 7607, expectedRows: 512, receivedRows: 380 },
    }),
  );
});

test('a page for people is no frame', () => {
  const bytes = new TextEncoder().encode('\n<!DOCTYPE html><title>Sign in</title>');
  expect(() => verifyFrame({ bytes, answerType: 'application/octet-stream' }, GREY)).toThrow(/contentType/);
});

test('the part header goes before the answer header, the file before both', () => {
  const bytes = new Uint8Array(512 * 20);
  const types = {
    partType: 'application/octet-stream; transfer-syntax=1.2.840.10008.1.2',
    answerType: 'multipart/related; transfer-syntax=1.2.840.10008.1.2.4.80',
  };
  expect(verifyFrame({ bytes, ...types }, GREY).transferSyntax).toBe('1.2.840.10008.1.2');
  expect(verifyFrame({ bytes, ...types, transferSyntax: LITTLE }, GREY).transferSyntax).toBe(LITTLE);
});

/** Real codestreams; sizes as dcmdump prints them. */
const FILES = [
  ['wg04-jpeg2000/J2KR', '1.2.840.10008.1.2.4.90'],
  ['wg04-jpegls/JLSL', '1.2.840.10008.1.2.4.80'],
  ['wg04-jpeg/JPLL', '1.2.840.10008.1.2.4.70'],
  ['wg04-rle/CT1_RLE', '1.2.840.10008.1.2.5'],
  ['wg04-htj2k/CT1_JPH', '1.2.840.10008.1.2.4.202'],
] as const;

async function real(folder: string) {
  const { readdirSync, statSync } = await import('node:fs');
  const path = new URL(folder, SHARED);
  const files = statSync(path).isDirectory()
    ? readdirSync(path).map((name) => new URL(`${folder}/${name}`, SHARED))
    : [path];
  const file = await readPart10(new Uint8Array(readFileSync(files[0] ?? path)));
  const { rows = 0, columns = 0, samples = 1, bitsAllocated = 16 } = file;
  const pixel = { ...GREY, rows, columns, samples, bitsAllocated };
  const bytes = frameOf(file, 1, { frameBytes: 0, frames: 1, bitsAllocated, bitsPerFrame: 0 });
  return { bytes, pixel, transferSyntax: file.transferSyntax };
}

test.skipIf(!there).each(FILES)(
  '%s passes whole, and fails cut, mislabelled, or of another size',
  async (path, uid) => {
    const { bytes, pixel, transferSyntax } = await real(path);
    expect(transferSyntax).toBe(uid);
    expect(verifyFrame({ bytes, transferSyntax }, pixel)).toMatchObject({ native: false, transferSyntax });
    expect(verifyFrame({ bytes }, pixel).native).toBe(false);
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.9));
    expect(() => verifyFrame({ bytes: cut, transferSyntax }, pixel)).toThrow(/end of codestream|rows/);
    // Orthanc 1.10, asked to decompress HTJ2K: raw codestream labelled little endian.
    expect(() => verifyFrame({ bytes, transferSyntax: LITTLE }, pixel)).toThrow(/bytes/);
    const larger = { ...pixel, rows: pixel.rows + 1 };
    expect(() => verifyFrame({ bytes, transferSyntax }, larger)).toThrow(/rows/);
    const foreign = uid.endsWith('.80') ? '1.2.840.10008.1.2.4.90' : '1.2.840.10008.1.2.4.80';
    expect(() => verifyFrame({ bytes, transferSyntax: foreign }, pixel)).toThrow(/mislabelled/);
  },
);

test('bytes after the end marker are let through, as a Siemens XA writes them', async () => {
  if (!there) return;
  const { bytes, pixel, transferSyntax } = await real('wg04-jpeg/JPLL');
  const trailed = new Uint8Array([...bytes, 0, 0xd3, 0x0c, 0x99, 0xfa, 0x51]);
  expect(verifyFrame({ bytes: trailed, transferSyntax }, pixel).native).toBe(false);
});

test('bytes that are of no known kind are refused by name', () => {
  for (const transferSyntax of ['1.2.840.10008.1.2.4.110', '1.2.3.4'])
    expect(() => verifyFrame({ bytes: new Uint8Array(99), transferSyntax }, GREY)).toThrow(
      /transferSyntax|mislabelled/,
    );
});

/** 8 bits; each row one run: its length less one from 256, and its value (PS3.5 G.3.2). */
function runs(...lengths: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(64 + 2 * lengths.length);
  bytes.set([1, 0, 0, 0, 64]);
  bytes.set(
    lengths.flatMap((length, row) => [257 - length, row]),
    64,
  );
  return bytes;
}

test('an RLE segment holds its plane, not a byte more', () => {
  const pixel = { ...GREY, rows: 3, columns: 10, bitsAllocated: 8 };
  const verify = (bytes: Uint8Array) => () =>
    verifyFrame({ bytes, transferSyntax: '1.2.840.10008.1.2.5' }, pixel);
  expect(verify(runs(10, 10, 10))).not.toThrow();
  expect(verify(Uint8Array.from([...runs(10, 10, 10), 0]))).not.toThrow();
  expect(verify(runs(10, 11, 10))).toThrow(/RLE segments/);
  expect(verify(runs(10, 20, 10))).toThrow(/RLE segments/);
  expect(verify(runs(10, 9, 10))).toThrow(/rows/);
});
