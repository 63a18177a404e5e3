import { Decoder as JpegLossless } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { HttpRefusal } from '../http/problem';
import { planesOfLines } from '@/dicom/pixels/componentLines';
import { isPlainLossless, mixesComponents, unsignedCodestream } from '@/dicom/pixels/transferSyntax';
import { readJpeg, readJpeg2000, type Codestream } from './codestream';
import type { PixelFormat } from './frames';

/** The part of the WebAssembly decoders that is used (they come without types). */
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** JPEG 2000 only: halved so often, and not more decoded than that takes. Layer 0: all of them. */
  decodeSubResolution?(halvings: number, layer: number): void;
  calculateSizeAtDecompositionLevel?(halvings: number): { width: number; height: number };
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): { width: number; height: number; componentCount: number };
  /** JPEG-LS only. 0: component after component (ISO 14495-1 C.2.3). */
  getInterleaveMode?(): number;
  delete(): void;
}

type Codec = (frame: Buffer, format: PixelFormat, halvings: number) => Promise<Decoded>;

/** A codec, and what reads the header of what it decodes. */
interface Decoding {
  readonly codec: Codec;
  readonly read: (frame: Buffer) => Codestream | undefined;
  readonly canHalve?: true;
}

/** Samples that are decoded at once: a decoder takes four bytes and more for each. */
const MOST_SAMPLES = 32 * 1024 ** 2;

/** Native little-endian bytes of one frame, and what they are instead of what was stored. */
interface Decoded {
  readonly bytes: Buffer;
  readonly format: PixelFormat;
}

/** OpenJPEG tells of every header it reads. Each codec makes its module of what it is given, so none is given twice. */
const SILENT = { print: () => undefined, printErr: () => undefined };

/** Loads one WebAssembly codec and the class in it, once, when the first such image is asked for. */
function wasm(load: () => Promise<{ default: (options: object) => Promise<unknown> }>, name: string): Codec {
  let loaded: Promise<Record<string, new () => WasmDecoder>> | undefined;
  return async (frame, format, halvings) => {
    loaded ??= load().then(
      async (code) => (await code.default({ ...SILENT })) as Record<string, new () => WasmDecoder>,
    );
    const Decoder = (await loaded)[name];
    if (Decoder === undefined) throw new Error(`the codec has no ${name}`);
    const decoder = new Decoder();
    try {
      const unsigned = unsignedCodestream(frame);
      decoder.getEncodedBuffer(frame.length).set(unsigned?.bytes ?? frame);
      if (halvings > 0 && decoder.decodeSubResolution) decoder.decodeSubResolution(halvings, 0);
      else decoder.decode();
      const { width, height, componentCount } = decoder.getFrameInfo();
      if (width !== format.columns || height !== format.rows || componentCount !== format.samples)
        throw new RangeError('the codestream has another size than its header says');
      // JPEG 2000 undoes its own colour transform (YBR_ICT, YBR_RCT: PS3.5 8.2.4).
      const photometric = /^YBR_[IR]CT$/.test(format.photometric) ? 'RGB' : format.photometric;
      const planar = componentCount > 1 && decoder.getInterleaveMode?.() === 0;
      const small = halvings > 0 ? decoder.calculateSizeAtDecompositionLevel?.(halvings) : undefined;
      const { width: columns, height: rows } = small ?? { width, height };
      const bytes = Buffer.from(decoder.getDecodedBuffer());
      // A decoder that gave up on a damaged frame says nothing of it, and holds less, or nothing.
      const bytesEach = format.bitsAllocated > 8 ? 2 : 1;
      if (bytes.length !== rows * columns * componentCount * bytesEach)
        throw new RangeError('the codestream ended early');
      if (unsigned)
        for (let at = 0; at < bytes.length; at += 1) bytes[at] = (bytes[at] ?? 0) - unsigned.levelShift;
      return {
        bytes,
        format: { ...format, rows, columns, photometric, planar },
      };
    } finally {
      decoder.delete();
    }
  };
}

const jpegLossless: Codec = async (frame, format) => {
  const bytesEach = format.bitsAllocated <= 8 ? 1 : 2;
  if (!isPlainLossless(frame) || (format.samples > 1 && bytesEach > 1))
    throw new RangeError('lossless JPEG that is not decoded here');
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

/** Colour whose components are not mixed comes line by line from this codec. */
const unmixed =
  (codec: Codec): Codec =>
  async (frame, format, halvings) => {
    const decoded = await codec(frame, format, halvings);
    if (format.samples !== 3 || mixesComponents(frame) !== false) return decoded;
    const { buffer, byteOffset, length } = decoded.bytes;
    const isWide = format.bitsAllocated > 8;
    const samples = isWide ? new Uint16Array(buffer.slice(byteOffset, byteOffset + length)) : decoded.bytes;
    const planes = planesOfLines(
      samples,
      decoded.format.columns,
      isWide ? new Uint16Array(samples.length) : new Uint8Array(samples.length),
    );
    return { bytes: Buffer.from(planes.buffer), format: { ...decoded.format, planar: true } };
  };

const jpegLs = wasm(() => import('@cornerstonejs/codec-charls/decodewasmjs'), 'JpegLSDecoder');
const jpeg2000 = wasm(() => import('@cornerstonejs/codec-openjpeg/decodewasmjs'), 'J2KDecoder');
const highThroughput = unmixed(wasm(() => import('@cornerstonejs/codec-openjph/wasmjs'), 'HTJ2KDecoder'));

const lossless: Decoding = { codec: jpegLossless, read: readJpeg };
const nearLossless: Decoding = { codec: jpegLs, read: readJpeg };
const wavelets: Decoding = { codec: jpeg2000, read: readJpeg2000, canHalve: true };
const quickWavelets: Decoding = { codec: highThroughput, read: readJpeg2000 };

/** The same decoders that the page uses, by the end of the transfer syntax (PS3.5 10). */
const CODECS: Readonly<Record<string, Decoding>> = {
  '57': lossless,
  '70': lossless,
  '80': nearLossless,
  '81': nearLossless,
  '90': wavelets,
  '91': wavelets,
  '201': quickWavelets,
  '202': quickWavelets,
  '203': quickWavelets,
};

const codecOf = (transferSyntax: string): Decoding | undefined =>
  CODECS[/^1\.2\.840\.10008\.1\.2\.4\.(\d+)$/.exec(transferSyntax)?.[1] ?? ''];

/**
 * How often a frame is halved so that it has no more pixels than asked for, where its codestream lets it. Refuses, before a decoder
 * takes memory, what is of another size than the header of the object says, and what is too large however it is decoded.
 */
function halvingsOf(
  { read, canHalve }: Decoding,
  frame: Buffer,
  format: PixelFormat,
  mostPx: number,
): number {
  const { rows, columns, samples } = format;
  const said = read(frame);
  // Rows that a JPEG says only behind its first scan (T.81 B.2.5) are 0 here.
  const isOther =
    said !== undefined &&
    (said.columns !== columns || (said.rows !== rows && said.rows !== 0) || said.samples !== samples);
  if (isOther)
    throw new HttpRefusal(406, 'This image is not as its header describes it, and is not rendered.');
  const wanted = Math.max(0, Math.ceil(Math.log2((rows * columns) / mostPx) / 2));
  const halvings = canHalve ? Math.min(said?.levels ?? 0, wanted) : 0;
  if ((rows * columns * samples) / 4 ** halvings > MOST_SAMPLES)
    throw new HttpRefusal(406, 'This image is too large to be rendered here.');
  return halvings;
}

/** A codec threw: what it leaves behind is not trusted, and refuses sound images from then on. */
export class SpentCodec extends HttpRefusal {}

/**
 * One compressed frame as native bytes, for previews: halved as long as it has more than `mostPx` pixels, where its codec can. Refuses syntaxes without a decoder, and what a decoder refuses.
 */
export async function decodeFrame(
  frame: Buffer,
  format: PixelFormat,
  transferSyntax: string,
  mostPx = Infinity,
): Promise<Decoded> {
  const decoding = codecOf(transferSyntax);
  if (decoding === undefined)
    throw new HttpRefusal(
      406,
      `Images in transfer syntax ${transferSyntax} are not rendered here: fetch the frame.`,
    );
  const halvings = halvingsOf(decoding, frame, format, mostPx);
  try {
    return await decoding.codec(frame, format, halvings);
  } catch {
    // Emscripten throws bare numbers: there is nothing to tell of them.
    throw new SpentCodec(406, `This image in transfer syntax ${transferSyntax} cannot be decoded.`);
  }
}
