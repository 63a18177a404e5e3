import { expect, test } from 'vitest';
import { toValues } from '@/dicom/pixels/nativeValues';
import type { PixelDescription } from '@/dicom/pixels/pixel';
import { codecFrame, codecInput, nativeBytes, withCarriedOverlays, withinDepth } from './codecSamples';
import { decodeFrame } from '@/imaging/series/testing/decodeWorker';

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
async function decode(transferSyntax: string, base64: string, wasm: string, pixel = SIGNED) {
  const encoded = Uint8Array.from(Buffer.from(base64, 'base64'));
  const { bytes, levelShift } = codecInput(encoded);
  const { pixelData } = await decodeFrame(codecFrame(pixel), transferSyntax, bytes, wasm);
  const native = nativeBytes(pixelData, pixel.bitsAllocated, levelShift);
  const carried = withCarriedOverlays(pixel, { transferSyntax, bytes: encoded });
  const { values, overlayBits } = toValues(native, carried, { slope: 1, intercept: 0 });
  return { values: [...values], overlayBits };
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
  expect((await decode(transferSyntax, base64, wasm)).values).toEqual(VALUES);
});

test('irreversible signed 8-bit JPEG 2000 (opj_compress -I) has the values that opj_decompress gives', async () => {
  const stream =
    '/0//UQApAAAAAAAHAAAABQAAAAAAAAAAAAAABwAAAAUAAAAAAAAAAAABhwEB/1IADAAAAAEAAQQEAAD/XAALQkgkV9NX01di/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAALQAB/5PPwDgFapHAI6VkkCGT3ud5t8AdEgPkCALYvw8Af+iO/9k=';
  const lossy = VALUES.map((value) => (value === 97 ? 96 : value));
  expect((await decode(`${JPEG}.91`, stream, 'codec-openjpeg')).values).toEqual(lossy);
});

test('irreversible HTJ2K of 12 bits (ojph_compress -reversible false) stays white where it is white, as opj_decompress has it', async () => {
  const stream =
    '/0//UQApQAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAABCwEB/1AACAACAAAAJP9SAAwAAgABAAIEBEAA/1wAESJv5mA1YDVgeFgaWBpnv/9kABYAAU9wZW5KUEggVmVyIDAuOS4wLv+QAAoAAAAAAV0AAf+TwALWgmJCfmFt60UFkk+rwSL8H1whgZWXAMAFrwAWvABbIAHimVAQoayp4T5TOBqfkvMBZxCAAzcAb6EGsAAB+DdxyY78BPL6Bz3+EgGzOADXFudKm5Y2aIKU+bFMQIAUNtYG2ZSAZzcAwAvSYAXpMAF6UFQHew9ethVLuncJG85cl6lIYApMxRIdV0ogv3IVYerzq0qh9ID6xk8eSyyjiRaRyv8d4WE35uJc+wFOOxF4F60RiAa5RDASkAEoO+Vcu+y5xVukFzhdzaIJ5scQO2Fs+rSYO5KZ8ugUatRcnR1oLgENzmGmrTSAmaBiNookzNW1qtkAoJ1Ao8IuvQhAAYQwEZABzgtrbmGzSY0U2y05Bi32V+mkS/RKt0fc4LXL3nMo4rYIVYpAFmi4qqhbw5cR/xqJOXGDgDz8GqFLuwcobLPw6/WXGMBIEIAxsAH/2Q==';
  // By opj_decompress (OpenJPEG 2.5): 16 x 12, big endian.
  const wanted = Buffer.from(
    'D8cP/w9ZAE4AuA//DxcO4QC1AAEP/w/ED5cAswD9D/8P/w//AAEAAA9vD/8P/gABAAAPeA79D/4AAAAAD/4P/w//AGgBIQ//D1wP/wAAAAAPXg//D7AAAACSD/8P/w//AF0BIg//D/8P/wB1ASkPwg//DvEAAAABD/8P/w//ARoAAQ+sD/0P4wAAAAAPEQ//D/0AAQA0DxYP/w9tAAEAAA//D/8PTAAAAAAP/w/+D/8BCAAAD/8Pww75ABMAAA8jD0MP/wAAAAAP/w/9D+AAAgAAD/wP/Q/+AAAAVw/+D/8P/QBfAQ8POw//D+sAjwACD/8P/w/ZAOkADA/+D/8O3gB+ASQP/w7mD/8AAAABD/8P/w//AD4AAA//DuoPEgABAE4P1Q//D/8AHAABD/0PkA//AE4AAQ//D/8PPwABARoPVw//D/4AAAAAD8gP/w+TAJIAAQ87D/8P/wACAJUPgw8jD/8AAAEcD/0P6g+6AAMAAA//D5gP/gEhAAIP8A//',
    'base64',
  );
  const [transferSyntax, pixelData] = [`${JPEG}.203`, Uint8Array.from(Buffer.from(stream, 'base64'))];
  const frame = {
    rows: 12,
    columns: 16,
    bitsAllocated: 16,
    bitsStored: 12,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    photometricInterpretation: 'MONOCHROME2',
  };
  const decoded = await decodeFrame(frame, transferSyntax, pixelData, 'codec-openjph');
  const samples = Array.from(withinDepth(decoded, { transferSyntax, pixelData }).pixelData);
  expect(samples).toHaveLength(192);
  expect(Math.max(...samples)).toBe(4095);
  // Floats are rounded otherwise by each decoder.
  const off = samples.map((sample, at) => Math.abs(sample - wanted.readUInt16BE(2 * at)));
  expect(Math.max(...off)).toBeLessThanOrEqual(1);
});

/** 5 x 3 of 12 bits in 16. */
const DEEP_VALUES = [-2048, -1500, -900, -1, 0, 1, 5, 1000, 2047, -7, 300, -300, 77, -2000, 2000];
const DEEP: PixelDescription = {
  ...SIGNED,
  rows: 3,
  columns: 5,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  overlayBits: [14],
};
/** 10101 00110 11001, the first pixel in the lowest bit. */
const OVERLAY = Uint8Array.from([0b1001_0101, 0b100_1101]);

/** Values in the bits 0 to 11, the overlay in bit 14, 0 in the others: made by the tool that is named of words without a sign. */
test.each([
  [
    'JPEG Lossless by the formulae of ITU-T T.81 annex H',
    `${JPEG}.70`,
    '',
    '/9j/wwALEAADAAUBAREA/8QAJAAAAAAAEQAAAAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxD/2gAIAQEAAQAAcP8A7giN8JYcHBOwAXuAAcfD41wXcP8AL4JWzah7F4X+N39B/9k=',
  ],
  [
    'JPEG-LS by dcmcjpls',
    `${JPEG}.80`,
    'codec-charls',
    '/9j/9wALEAADAAUBAREA//gADQH//wASAEMBFABA/9oACAEBAAAAAAAAAAAP/gAAAAe4Ili8fTABgAAAAA/9ABuKi/8AAAABAsAAAAAysB1AAAAAAAUNeVH56P//2Q==',
  ],
  [
    'JPEG 2000 by opj_compress',
    `${JPEG}.90`,
    'codec-openjpeg',
    '/0//UQApAAAAAAAFAAAAAwAAAAAAAAAAAAAABQAAAAMAAAAAAAAAAAABDwEB/1IADAAAAAEAAAQEAAH/XAAEQID/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAxAAH/k8/8MHwMBd/cO01aZozU9TLMR8zEhfO6x6MsoWruanqJAA7v/9k=',
  ],
  [
    'JPEG 2000 by opj_compress, of the same words as signed ones',
    `${JPEG}.90`,
    'codec-openjpeg',
    '/0//UQApAAAAAAAFAAAAAwAAAAAAAAAAAAAABQAAAAMAAAAAAAAAAAABjwEB/1IADAAAAAEAAAQEAAH/XAAEQID/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAvAAH/k8/8MHQC1i8AmSwDOEgn6DU+ci8uhYPLQ0nBI0MFmqW2k//Z',
  ],
])(
  'an overlay in an unused bit of signed 12-bit %s is kept, as is every value',
  async (_, syntax, wasm, base64) => {
    expect(await decode(syntax, base64, wasm, DEEP)).toEqual({
      values: DEEP_VALUES,
      overlayBits: { 14: OVERLAY },
    });
  },
);

test('signed values below which there are unused bits are read whole, and an overlay in bit 0', async () => {
  // JPEG Lossless by the formulae of ITU-T T.81 annex H: values in the bits 4 to 15, the overlay in bit 0.
  const stream =
    '/9j/wwALEAADAAUBAREA/8QAJAAAAAAAEQAAAAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxD/2gAIAQEAAQAADdEfulgXcF5YvABx4DvjF8Fwf/n2ysXNP7bx7/xgtAH/2Q==';
  const { values, overlayBits } = await decode(`${JPEG}.70`, stream, '', {
    ...DEEP,
    highBit: 15,
    overlayBits: [0],
  });
  expect(values).toEqual(DEEP_VALUES);
  expect(overlayBits).toEqual({ 0: OVERLAY });
});

test('what a codestream of fewer bits has not is no overlay, neither zeros nor signs', async () => {
  // By opj_compress, 12 bits, signed.
  const stream =
    '/0//UQApAAAAAAAFAAAAAwAAAAAAAAAAAAAABQAAAAMAAAAAAAAAAAABiwEB/1IADAAAAAEAAAQEAAH/XAAEQGD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAoAAH/k9/gXAbNgz4tSgYe4xrrJr5R0jZ3hFfOkww//9k=';
  const decoded = await decode(`${JPEG}.90`, stream, 'codec-openjpeg', DEEP);
  expect(decoded).toEqual({ values: DEEP_VALUES, overlayBits: undefined });
});

test('a lossy codestream keeps no bitmap bit by bit', () => {
  const bytes = Uint8Array.from(
    Buffer.from(
      '/0//UQApAAAAAAAFAAAAAwAAAAAAAAAAAAAABQAAAAMAAAAAAAAAAAABDwEB/1IADAAAAAEAAAQEAAH/XAAEQID/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAxAAH/k8/8MHwMBd/cO01aZozU9TLMR8zEhfO6x6MsoWruanqJAA7v/9k=',
      'base64',
    ),
  );
  expect(withCarriedOverlays(DEEP, { transferSyntax: `${JPEG}.90`, bytes }).overlayBits).toEqual([14]);
  expect(withCarriedOverlays(DEEP, { transferSyntax: `${JPEG}.91`, bytes }).overlayBits).toBeUndefined();
});
