import { expect, test } from 'vitest';
import { toValues } from '@/dicom/nativeValues';
import type { PixelDescription } from '@/dicom/pixel';
import { codecInput, codecRepresentation, nativeBytes } from './codecSamples';
import { decodeFrame } from './testing/decodeWorker';

const JPEG = '1.2.840.10008.1.2.4';

/** 7 x 5 from -128 to 127, no pixel like its neighbour. */
const VALUES = [
  -128, -120, -113, -106, -98, -90, -83, -76, -68, -60, -53, -46, -38, -30, -23, -16, -8, 0, 7, 14, 22, 30,
  37, 44, 52, 60, 67, 74, 82, 90, 97, 104, 112, 120, 127,
];

const SIGNED: PixelDescription = {
  rows: 5,
  columns: 7,
  samples: 1,
  bitsAllocated: 8,
  bitsStored: 8,
  highBit: 7,
  signed: true,
  photometric: 'MONOCHROME2',
  planar: false,
  frames: 1,
};

/** The frame through the loader's own worker code, told and read as the page does. */
async function decode(transferSyntax: string, base64: string, wasm: string): Promise<number[]> {
  const { bytes, levelShift } = codecInput(Uint8Array.from(Buffer.from(base64, 'base64')));
  const frame = {
    rows: SIGNED.rows,
    columns: SIGNED.columns,
    bitsAllocated: 8,
    bitsStored: 8,
    samplesPerPixel: 1,
    pixelRepresentation: codecRepresentation(SIGNED),
    photometricInterpretation: 'MONOCHROME2',
  };
  const { pixelData } = await decodeFrame(frame, transferSyntax, bytes, wasm);
  const native = nativeBytes(pixelData, 8, levelShift);
  return [...toValues(native, SIGNED, { slope: 1, intercept: 0 }).values];
}

/** Made by the tool that is named; opj_decompress (OpenJPEG 2.5.0) and dcmdjpeg, dcmdjpls, dcmdrle (DCMTK 3.6.7) agree. */
test.each([
  [
    'JPEG 2000 by opj_compress',
    `${JPEG}.90`,
    'codec-openjpeg',
    '/0//UQApAAAAAAAHAAAABQAAAAAAAAAAAAAABwAAAAUAAAAAAAAAAAABhwEB/1IADAAAAAEAAQQEAAH/XAAHQEBISFD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAoAAH/k9+AcAbFVGPOP3RB/p+R+q2/wBFAEQAQAwq//9k=',
  ],
  [
    'JPEG 2000 in a JP2 by opj_compress',
    `${JPEG}.90`,
    'codec-openjpeg',
    'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAABQAAAAcAAYcHAAAAAAAPY29scgEAAAAAABEAAACdanAyY/9P/1EAKQAAAAAABwAAAAUAAAAAAAAAAAAAAAcAAAAFAAAAAAAAAAAAAYcBAf9SAAwAAAABAAEEBAAB/1wAB0BASEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAKAAB/5PfgHAGxVRjzj90Qf6fkfqtv8ARQBEAEAMKv//Z',
  ],
  [
    // Encoded as unsigned, and said to be signed in SIZ: this encoder cannot read signed bytes.
    'HTJ2K by OpenJPH 0.31',
    `${JPEG}.201`,
    'codec-openjph',
    '/0//UQApQAAAAAAHAAAABQAAAAAAAAAAAAAABwAAAAUAAAAAAAAAAAABhwEB/1AACAACAAAAAv9SAAwAAgABAAUEBEAB/1wAEyBIUFBQUFBQUFBQUFBQSEhI/2QAFwABT3BlbkpQSCBWZXIgMC4zMS4wLv+QAAoAAAAAADwAAf+TwCX5AEd0AAAAwBLAEoDAAId0AKIBh3QAwBKAEK5iswDAJYBK/QCR5ADwAPw0AP/Z',
  ],
  [
    'JPEG-LS by dcmcjpls',
    `${JPEG}.80`,
    'codec-charls',
    '/9j/9wALCAAFAAcBAREA/9oACAEBAAAAAAAAAf0daU/YAAALOEcpCAgozsnGawAAALPlMEySbKD/2Q==',
  ],
  [
    'JPEG Lossless SV1 by dcmcjpeg +e1',
    `${JPEG}.70`,
    '',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/wwALCAAFAAcBAREA/8QAGAABAQEBAQAAAAAAAAAAAAAAAwQGCAD/2gAIAQEAAQAA9Q70UPtKKHeijavRwO70caO9FDvtKHeih//Z',
  ],
  [
    'JPEG Lossless by dcmcjpeg +el',
    `${JPEG}.57`,
    '',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/wwALCAAFAAcBAREA/8QAGgABAAIDAQAAAAAAAAAAAAAABQMHBAYIAP/aAAgBAQAGAAD2RPPkZE+6NNttNN7q01w1TVM0zxpTVM9NNttbo220023/AP/Z',
  ],
  [
    'RLE by dcmcrle',
    '1.2.840.10008.1.2.5',
    '',
    'AQAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAaAiI+WnqatBrS8xMvS2uIG6fD4AAcOFgYeJSw0PENKBlJaYWhweH8=',
  ],
])('signed 8-bit %s keeps every value', async (_, transferSyntax, wasm, base64) => {
  expect(await decode(transferSyntax, base64, wasm)).toEqual(VALUES);
});

test('irreversible signed 8-bit JPEG 2000 (opj_compress -I) has the values that opj_decompress gives', async () => {
  const stream =
    '/0//UQApAAAAAAAHAAAABQAAAAAAAAAAAAAABwAAAAUAAAAAAAAAAAABhwEB/1IADAAAAAEAAQQEAAD/XAALQkgkV9NX01di/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAALQAB/5PPwDgFapHAI6VkkCGT3ud5t8AdEgPkCALYvw8Af+iO/9k=';
  const lossy = VALUES.map((value) => (value === 97 ? 96 : value));
  expect(await decode(`${JPEG}.91`, stream, 'codec-openjpeg')).toEqual(lossy);
});
