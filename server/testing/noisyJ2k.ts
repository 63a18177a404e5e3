import openJpeg from '@cornerstonejs/codec-openjpeg/wasmjs';

interface Encoder {
  getDecodedBuffer(format: object): Uint8Array;
  setQuality(lossless: boolean, rate: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
}

/** Rows and columns of the images made here. */
export const NOISY_SIZE = 128;

/** A JPEG 2000 codestream (lossless, 16 bits) of noise that the seed decides: by OpenJPEG. */
export async function noisyJ2k(seed: number): Promise<Buffer> {
  const silent = { print: () => undefined, printErr: () => undefined };
  const { J2KEncoder } = (await openJpeg(silent)) as { J2KEncoder: new () => Encoder };
  const encoder = new J2KEncoder();
  const values = new Uint16Array(NOISY_SIZE * NOISY_SIZE);
  let noise = seed;
  for (let at = 0; at < values.length; at += 1) {
    noise = (Math.imul(noise, 1103515245) + 12345) >>> 0;
    values[at] = noise >>> 20;
  }
  const format = {
    width: NOISY_SIZE,
    height: NOISY_SIZE,
    bitsPerSample: 16,
    componentCount: 1,
    isSigned: false,
  };
  encoder.getDecodedBuffer(format).set(new Uint8Array(values.buffer));
  encoder.setQuality(true, 0);
  encoder.encode();
  return Buffer.from(encoder.getEncodedBuffer());
}

/** The same without its middle third: header, beginning and end are whole. */
export const withoutMiddle = (codestream: Buffer): Buffer =>
  Buffer.concat([
    codestream.subarray(0, Math.floor(codestream.length / 3)),
    codestream.subarray(Math.floor((2 * codestream.length) / 3)),
  ]);
