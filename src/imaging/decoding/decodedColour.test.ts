import { expect, test } from 'vitest';
import { withRgb } from './decodedColour';
import { DecodeError } from './decoders';
import { decodeFrame } from '@/imaging/series/testing/decodeWorker';

const JPEG = '1.2.840.10008.1.2.4';
const [ROWS, COLUMNS] = [12, 16];
/** Red from left to right, green from top to bottom, blue aslant, up to the greatest value of `bits`; the highest 8 bits of each. */
const levels = (bits: number): number[] => {
  const most = 2 ** bits - 1;
  return Array.from({ length: ROWS * COLUMNS }, (_, at) => [at % COLUMNS, Math.floor(at / COLUMNS)] as const)
    .flatMap(([x, y]) => [
      (x * most) / (COLUMNS - 1),
      (y * most) / (ROWS - 1),
      ((x + y) * most) / (ROWS + COLUMNS - 2),
    ])
    .map((value) => Math.floor(Math.floor(value) / 2 ** (bits - 8)));
};

test.each([
  [
    'HTJ2K of components that are not mixed',
    // ojph_compress -colour_trans false (OpenJPH 0.9).
    '/0//UQAvQAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAADBwEBBwEBBwEB/1AACAACAAAABP9SAAwAAgABAAUEBEAB/1wAEyBQWFhgWFhgWFhgWFhYUFBY/2QAFgABT3BlbkpQSCBWZXIgMC45LjAu/5AACgAAAAAA/wAB/5PAEoDjAId0AMASAAAHdADAEoDTAId0AAAAAMAJQDYBh3QAoASgigGHdADACWAEsAEYsgEHdACmAQd0AABjAMAJgBrNAQJ0AKAEgN0SMwDACaAEkAEYFvYAgnQA7QozAAYzAMAKkIqi/KAiMIJ2AKAFWGA2TfMAIQPc+BcAwAqoAVcAJisW9QALQwBENwBBZUz9AAAPc54XAHYC0zbVAMAVYAAAAMDninpwAncAoAtArnPOOef++gAAe/YAAey6AMAV0AWlACqAABRIiMginKbKZuMsSQAAIKWAiBT5Bye5eTXmJmhnSwAE4oAtzfCKV0gA/9k=',
    { end: '201', wasm: 'codec-openjph', bits: 8 },
  ],
  [
    'JPEG 2000 of 16 bits a component',
    // opj_compress -mct 1 (OpenJPEG 2.5).
    '/0//UQAvAAAAAAAQAAAADAAAAAAAAAAAAAAAEAAAAAwAAAAAAAAAAAADDwEBDwEBDwEB/1IADAAAAAEBAwQEAAH/XAANQICIiJCIiJCIiJD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAF2AAH/k9/4kFAHq179SSx7d5ffz/wwJAuw9GWgIm0r2N/4kFALsP9XzWaHnmhfwf9AAWAfsBwAAIQM95I/iwhg3wvD/wMDwD9gSAADoIANAE6SQd5/AZ9K3wTH/hgNAfyCAA0B8UH0fwG5iF/A/wCYP/AAqAABIBvtp3HffHJZ3wy9jKFvMB/2fNcLXgQ7wf9AAuD/YAFwAAIwG/XmoNMIYoH1B38OPkkjPjUi1A5xfw4Lf8P/AwRD/wMEgBv0pWIZj8RfDj5ZBqjylUCAwH8ikD/AtAAAqjac/LOgbhOZVgZjhVYPS9BgSGAfQI3AuMB4R3/ddB3gvX87APWGZC9Ejg46EAksdLY5Sn/A/wFIH+BSAABVgDadKB9NmlTxNDCHoTK0CGb27ywDQeXHXgeXGT7eODnhuunUGUgeV0MTfFUjoiGVKzpjf8H/QALg/2ACADadKIEhMhdk36EfQeYFLFrAAmJjE9ZiHyExb//Z',
    { end: '90', wasm: 'codec-openjpeg', bits: 16 },
  ],
  [
    'JPEG-LS of one scan a component',
    // dcmcjpls +in (DCMTK 3.6.7).
    '/9j/9wARCAAMABADAREAAhEAAxEA/9oACAEBAAAAAIAoBQCvutsrqpo/73clf/l//y//d/9//3//f/9//3//f/9//3/4/9oACAECAAAAAP9AALK//ABv/3Of/2q//1R//yj/f0n/fov/fQf/f9//f3//AP/aAAgBAwAAAACChyQ5LWrT+7u6GBCiHKUjuzMzA2ZVTbabbQrbTbSySWEV1XVdOuq6rqZ1XW+j331Hfffb779fffz77+D//9k=',
    { end: '80', wasm: 'codec-charls', bits: 8 },
  ],
] as const)('%s is RGB by pixel, of the highest 8 bits', async (_, base64, { end, wasm, bits }) => {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const frame = {
    rows: ROWS,
    columns: COLUMNS,
    samplesPerPixel: 3,
    bitsAllocated: bits,
    bitsStored: bits,
    pixelRepresentation: 0,
    photometricInterpretation: 'RGB',
    planarConfiguration: 0,
  };
  const transferSyntax = `${JPEG}.${end}`;
  const decoded = await decodeFrame(frame, transferSyntax, bytes, wasm);
  const { pixelData } = withRgb(decoded, { transferSyntax, pixelData: bytes });
  expect(Array.from(pixelData)).toEqual(levels(bits));
});

const decoded = (photometricInterpretation: string, pixelData: readonly number[]) => ({
  rows: 1,
  columns: 1,
  bitsStored: 8,
  photometricInterpretation,
  pixelData: Uint8Array.from(pixelData),
});
const task = { transferSyntax: `${JPEG}.80`, pixelData: new Uint8Array() };

test('luminance and chrominance are made RGB, grey stays, and other colour spaces are refused', () => {
  for (const photometric of ['YBR_FULL', 'YBR_FULL_422'])
    expect(withRgb(decoded(photometric, [76, 85, 255]), task)).toMatchObject({
      photometricInterpretation: 'RGB',
      pixelData: Uint8Array.from([254, 0, 0]),
    });
  // JPEG XL is RGB when it comes out.
  for (const end of [110, 111, 112])
    expect(
      withRgb(decoded('YBR_FULL_422', [76, 85, 255]), { ...task, transferSyntax: `${JPEG}.${end}` }),
    ).toMatchObject({ pixelData: Uint8Array.from([76, 85, 255]) });
  // Lossless JPEG has all samples of each pixel: a label of pairs is none of theirs, one of single pixels is.
  for (const end of [57, 70]) {
    const lossless = { ...task, transferSyntax: `${JPEG}.${end}` };
    expect(withRgb(decoded('YBR_FULL_422', [76, 85, 255]), lossless)).toMatchObject({
      pixelData: Uint8Array.from([76, 85, 255]),
    });
    expect(withRgb(decoded('YBR_FULL', [76, 85, 255]), lossless)).toMatchObject({
      pixelData: Uint8Array.from([254, 0, 0]),
    });
  }
  const grey = decoded('MONOCHROME2', [7]);
  expect(withRgb(grey, task)).toBe(grey);
  expect(() => withRgb(decoded('YBR_PARTIAL_420', [1, 2, 3]), task)).toThrow(DecodeError);
});
