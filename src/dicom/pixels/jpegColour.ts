const SOI = 0xd8;
const SOS = 0xda;
const APP0 = 0xe0;
const APP14 = 0xee;
/** Frame headers but DHT, JPG and DAC (ITU-T T.81 B.1.1.3). */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** APP14 of Adobe with transform 0: three components are RGB (ITU-T T.872 6.5.3). */
const ADOBE_RGB = [0xff, APP14, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/**
 * A JPEG codestream whose header says nothing of its colour space, said to be RGB. Decoders take three components for YCbCr
 * unless told; where Photometric Interpretation says RGB and nothing in the stream speaks against it (no JFIF or Adobe
 * marker, no component of lower resolution: PS3.5 8.2.1), that turns every colour. The same bytes where it does not apply.
 */
export function sayRgb(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return bytes;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === APP0 || marker === APP14 || marker === SOS) return bytes;
    if (isFrameHeader(marker)) {
      const components = bytes[at + 9] ?? 0;
      const factors = Array.from({ length: components }, (_, i) => bytes[at + 11 + 3 * i]);
      if (components !== 3 || factors.some((factor) => factor !== factors[0])) return bytes;
      const said = new Uint8Array(bytes.length + ADOBE_RGB.length);
      said.set(bytes.subarray(0, 2));
      said.set(ADOBE_RGB, 2);
      said.set(bytes.subarray(2), 2 + ADOBE_RGB.length);
      return said;
    }
    at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return bytes;
}

/** Lossless JPEG: any predictor, and the first (PS3.5 10.2). */
export const LOSSLESS_JPEG: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.4.57',
  '1.2.840.10008.1.2.4.70',
]);

/**
 * The colour space that the samples of a coded frame are in, as far as Photometric Interpretation can be believed: lossless JPEG
 * codes all samples of each pixel, so a label of chrominance for pairs of them was left there by mistake, and they are RGB.
 */
export const spaceOfCoded = (transferSyntax: string, photometric: string): string =>
  LOSSLESS_JPEG.has(transferSyntax) && photometric.endsWith('_422') ? 'RGB' : photometric;
