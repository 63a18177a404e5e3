import type { VerifiedFrame } from '@/archive/contract/archive';
import { LOSSLESS_JPEG, spaceOfCoded } from '@/dicom/pixels/jpegColour';
import type { PixelDescription } from '@/dicom/pixels/pixel';
import { isPlainLossless } from '@/dicom/pixels/transferSyntax';
import { createDecoders, type DecodeApi, type Decoders } from './decoders';
import type { NativeAnswer, NativeJob } from './job';

type Encoded = Extract<VerifiedFrame, { form: 'encoded' }>;

const JPEG = '1.2.840.10008.1.2.4';
/** Extended and progressive JPEG: Cornerstone 5.14 decodes 12 bits with every value 15 or 16 too high, and 8 bits up to 14 off. */
const DCT: ReadonlySet<string> = new Set([`${JPEG}.51`, `${JPEG}.53`, `${JPEG}.55`]);
/** Whether a frame is for this codec: Cornerstone's own are right for all others. */
export function isForLibjpeg({ transferSyntax, bytes }: Encoded): boolean {
  return DCT.has(transferSyntax) || (LOSSLESS_JPEG.has(transferSyntax) && !isPlainLossless(bytes));
}

/**
 * The colour space of what this codec gives. What was transformed says by itself how, as in baseline; lossless JPEG is what Photometric
 * Interpretation says, though libjpeg takes components that are numbered 1, 2, 3 for chrominance.
 */
export const nativeSpaceOf = (transferSyntax: string, photometric: string): string =>
  DCT.has(transferSyntax) ? 'RGB' : spaceOfCoded(transferSyntax, photometric).replace(/_422$/, '');

/** The codec is 4 MB: on a slow line it takes a while to come. */
const START_MS = 60_000;

/** Speaks to codecWorker.ts, which says `ready` once and then answers one job after the other. */
function connect(worker: Worker): DecodeApi {
  const next = () =>
    new Promise<NativeAnswer>((resolve) =>
      worker.addEventListener('message', ({ data }: MessageEvent<NativeAnswer>) => resolve(data), {
        once: true,
      }),
    );
  return {
    ready: next(),
    async decodeTask(job) {
      const told = next();
      worker.postMessage(job);
      const answer = await told;
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    },
  };
}

/** The worker that decodes, started with the first frame that needs it. One frame at a time. */
export class NativeDecoder {
  private readonly decoders: Decoders = createDecoders({
    spawn: () => new Worker(new URL('./codecWorker.ts', import.meta.url), { type: 'module' }),
    connect,
    most: 1,
    startMs: START_MS,
  });

  /** Native little-endian bytes by pixel; colours in the space that `nativeSpaceOf` names. Rejects as Decoders do. */
  async decode({ transferSyntax, bytes }: Encoded, pixel: PixelDescription): Promise<Uint8Array> {
    const { rows, columns, samples, bitsAllocated, bitsStored, signed } = pixel;
    const photometric = spaceOfCoded(transferSyntax, pixel.photometric);
    const convertsColours = samples > 1 && DCT.has(transferSyntax);
    const about = { rows, columns, samples, bitsAllocated, bitsStored, signed, photometric };
    const job = { bytes, ...about, convertsColours };
    return ((await this.decoders.run(job satisfies NativeJob)) as { bytes: Uint8Array }).bytes;
  }
}
