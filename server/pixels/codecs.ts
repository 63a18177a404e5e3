import { Decoder as JpegLossless } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { Refusal } from '../http/problem';
import type { PixelFormat } from './frames';

/** The part of the WebAssembly decoders that is used (they come without types). */
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): { width: number; height: number; componentCount: number };
  /** JPEG-LS only. 0: component after component (ISO 14495-1 C.2.3). */
  getInterleaveMode?(): number;
  delete(): void;
}

type Codec = (frame: Buffer, format: PixelFormat) => Promise<Decoded>;

/** Native little-endian bytes of one frame, and what they are instead of what was stored. */
interface Decoded {
  readonly bytes: Buffer;
  readonly format: PixelFormat;
}

/** OpenJPEG tells of every header it reads. */
const SILENT = { print: () => undefined, printErr: () => undefined };

/** Loads one WebAssembly codec and the class in it, once, when the first such image is asked for. */
function wasm(load: () => Promise<{ default: (options: object) => Promise<unknown> }>, name: string): Codec {
  let loaded: Promise<Record<string, new () => WasmDecoder>> | undefined;
  return async (frame, format) => {
    loaded ??= load().then(
      async (code) => (await code.default(SILENT)) as Record<string, new () => WasmDecoder>,
    );
    const Decoder = (await loaded)[name];
    if (Decoder === undefined) throw new Error(`the codec has no ${name}`);
    const decoder = new Decoder();
    try {
      decoder.getEncodedBuffer(frame.length).set(frame);
      decoder.decode();
      const { width, height, componentCount } = decoder.getFrameInfo();
      if (width !== format.columns || height !== format.rows || componentCount !== format.samples)
        throw new RangeError('the codestream has another size than its header says');
      // JPEG 2000 undoes its own colour transform (YBR_ICT, YBR_RCT: PS3.5 8.2.4).
      const photometric = /^YBR_[IR]CT$/.test(format.photometric) ? 'RGB' : format.photometric;
      const planar = componentCount > 1 && decoder.getInterleaveMode?.() === 0;
      return { bytes: Buffer.from(decoder.getDecodedBuffer()), format: { ...format, photometric, planar } };
    } finally {
      decoder.delete();
    }
  };
}

const jpegLossless: Codec = async (frame, format) => {
  const bytesEach = format.bitsAllocated <= 8 ? 1 : 2;
  const values = new JpegLossless().decode(
    frame.buffer as ArrayBuffer,
    frame.byteOffset,
    frame.length,
    bytesEach,
  );
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (bytes.length !== format.rows * format.columns * format.samples * bytesEach)
    throw new RangeError('the codestream has another size than its header says');
  return { bytes, format: { ...format, planar: false } };
};

const jpegLs = wasm(() => import('@cornerstonejs/codec-charls/decodewasmjs'), 'JpegLSDecoder');
const jpeg2000 = wasm(() => import('@cornerstonejs/codec-openjpeg/decodewasmjs'), 'J2KDecoder');
const highThroughput = wasm(() => import('@cornerstonejs/codec-openjph/wasmjs'), 'HTJ2KDecoder');

/** The same decoders that the page uses, by the end of the transfer syntax (PS3.5 10). */
const CODECS: Readonly<Record<string, Codec>> = {
  '57': jpegLossless,
  '70': jpegLossless,
  '80': jpegLs,
  '81': jpegLs,
  '90': jpeg2000,
  '91': jpeg2000,
  '201': highThroughput,
  '202': highThroughput,
  '203': highThroughput,
};

const codecOf = (transferSyntax: string): Codec | undefined =>
  CODECS[/^1\.2\.840\.10008\.1\.2\.4\.(\d+)$/.exec(transferSyntax)?.[1] ?? ''];

/** A codec threw: what it leaves behind is not trusted, and refuses sound images from then on. */
export class SpentCodec extends Refusal {}

/** One compressed frame as native bytes, for previews. Refuses syntaxes without a decoder, and what a decoder refuses. */
export async function decodeFrame(
  frame: Buffer,
  format: PixelFormat,
  transferSyntax: string,
): Promise<Decoded> {
  const codec = codecOf(transferSyntax);
  if (codec === undefined)
    throw new Refusal(
      406,
      `Images in transfer syntax ${transferSyntax} are not rendered here: fetch the frame.`,
    );
  try {
    return await codec(frame, format);
  } catch {
    // Emscripten throws bare numbers: there is nothing to tell of them.
    throw new SpentCodec(406, `This image in transfer syntax ${transferSyntax} cannot be decoded.`);
  }
}
