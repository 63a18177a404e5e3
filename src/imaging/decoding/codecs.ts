import type { NativeJob } from './job';

/** What the module calls back with: a place and a length in its memory. */
type Told = (at: number, length: number) => void;

/** The C interface of dcmjs-native-codecs.wasm, as far as decoding needs it. A context is an address. */
interface Api {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  CreateCodecsContext(): number;
  ReleaseCodecsContext(context: number): void;
  CreateDecoderParameters(): number;
  ReleaseDecoderParameters(parameters: number): void;
  SetConvertColorspaceToRgb(parameters: number, yes: number): void;
  SetColumns(context: number, value: number): void;
  SetRows(context: number, value: number): void;
  SetBitsAllocated(context: number, value: number): void;
  SetBitsStored(context: number, value: number): void;
  SetSamplesPerPixel(context: number, value: number): void;
  SetPixelRepresentation(context: number, value: number): void;
  SetPlanarConfiguration(context: number, value: number): void;
  SetPhotometricInterpretation(context: number, value: number): void;
  SetEncodedBufferSize(context: number, bytes: number): void;
  GetEncodedBuffer(context: number): number;
  GetDecodedBuffer(context: number): number;
  GetDecodedBufferSize(context: number): number;
  DecodeJpeg(context: number, parameters: number): void;
}

/** Photometric interpretations in the order in which the module counts them. */
const PHOTOMETRIC = ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB', 'YBR_FULL', 'YBR_FULL_422'];

/**
 * What libjpeg warns of and then goes on, with made-up values in the place of what is missing (jerror.h: JWRN_HIT_MARKER,
 * JWRN_HUFF_BAD_CODE, JWRN_ARITH_BAD_CODE, JWRN_JPEG_EOF, JWRN_MUST_RESYNC). Not among them: bytes too many, which encoders leave.
 */
const DAMAGED =
  /premature end of (data segment|JPEG file)|bad (Huffman|arithmetic) code|found marker 0x[\da-f]+ instead of RST/i;

const textAt = (memory: WebAssembly.Memory, at: number, length: number): string =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, at, length));

/**
 * What a WASI program may ask of its surroundings: here nothing. What it prints is counted as written, or it would write for
 * ever (WASI preview 1, fd_write: a list of address and length, and where the count goes).
 */
const surroundings = (memory: () => WebAssembly.Memory) => ({
  proc_exit: () => {
    throw new Error('the codec gave up');
  },
  clock_time_get: () => 0,
  fd_write: (_file: number, list: number, count: number, written: number) => {
    const view = new DataView(memory().buffer);
    let bytes = 0;
    for (let i = 0; i < count; i++) bytes += view.getUint32(list + 8 * i + 4, true);
    view.setUint32(written, bytes, true);
    return 0;
  },
  fd_close: () => 0,
  fd_seek: () => 0,
  environ_sizes_get: () => 0,
  environ_get: () => 0,
});

/**
 * The JPEG codec of the package dcmjs-codecs: libjpeg of the Independent JPEG Group, built for 8, 12 and 16 bits. Only the
 * package's module is used: the script around it evaluates text as code, which the page's policy forbids.
 */
export async function openCodecs(module: BufferSource): Promise<(job: NativeJob) => Uint8Array> {
  const told: { memory?: WebAssembly.Memory } = {};
  const memory = () => {
    if (!told.memory) throw new Error('the codec is not open');
    return told.memory;
  };
  const refuse: Told = (at, length) => {
    throw new Error(textAt(memory(), at, length));
  };
  const ignore = () => undefined;
  const refuseDamaged: Told = (at, length) => {
    const words = textAt(memory(), at, length);
    if (DAMAGED.test(words)) throw new Error(words);
  };
  const { instance } = await WebAssembly.instantiate(module, {
    wasi_snapshot_preview1: surroundings(memory),
    env: {
      onCodecsException: refuse,
      onCodecsInfo: refuseDamaged,
      onCodecsTrace: ignore,
      emscripten_notify_memory_growth: ignore,
    },
  });
  const api = instance.exports as unknown as Api;
  told.memory = api.memory;
  api._initialize();
  return (job) => decode(api, job);
}

/** Native bytes of one frame. Throws the codec's own words; the module is not to be used after that. */
function decode(api: Api, job: NativeJob): Uint8Array {
  const context = api.CreateCodecsContext();
  api.SetColumns(context, job.columns);
  api.SetRows(context, job.rows);
  api.SetBitsAllocated(context, job.bitsAllocated);
  api.SetBitsStored(context, job.bitsStored);
  api.SetSamplesPerPixel(context, job.samples);
  api.SetPixelRepresentation(context, job.signed ? 1 : 0);
  api.SetPlanarConfiguration(context, 0);
  const photometric = PHOTOMETRIC.indexOf(job.photometric);
  api.SetPhotometricInterpretation(context, photometric < 0 ? PHOTOMETRIC.indexOf('RGB') : photometric);
  api.SetEncodedBufferSize(context, job.bytes.length);
  new Uint8Array(api.memory.buffer).set(job.bytes, api.GetEncodedBuffer(context));
  const parameters = api.CreateDecoderParameters();
  api.SetConvertColorspaceToRgb(parameters, job.convertsColours ? 1 : 0);
  api.DecodeJpeg(context, parameters);
  const length = api.GetDecodedBufferSize(context);
  const at = api.GetDecodedBuffer(context);
  const bytes = new Uint8Array(api.memory.buffer, at, length).slice();
  api.ReleaseDecoderParameters(parameters);
  api.ReleaseCodecsContext(context);
  return bytes;
}
