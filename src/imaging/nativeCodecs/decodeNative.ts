import type { VerifiedFrame } from '@/archive/archive';
import type { PixelDescription } from '@/dicom/pixel';
import { codestreamSize } from '@/dicom/transferSyntax';
import type { NativeAnswer, NativeJob } from './job';

type Encoded = Extract<VerifiedFrame, { form: 'encoded' }>;

const JPEG = '1.2.840.10008.1.2.4';
/** JPEG processes that exist with 12 bits. Cornerstone 5.14 decodes those with every value 15 or 16 too high. */
const TWELVE_BIT: ReadonlySet<string> = new Set([`${JPEG}.51`, `${JPEG}.53`, `${JPEG}.55`]);

/** Whether a frame is for this codec: Cornerstone's own are right for all others. */
export const isTwelveBitJpeg = ({ transferSyntax, bytes }: Encoded): boolean =>
  TWELVE_BIT.has(transferSyntax) && (codestreamSize(bytes)?.precision ?? 0) > 8;

/** A decoder that takes longer is ended: some damaged streams are never done. */
const DEADLINE_MS = 10_000;

/** The worker that decodes, started with the first frame that needs it: its codec is 4 MB. One frame at a time. */
export class NativeDecoder {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** Native little-endian bytes by pixel. Rejects with the codec's words, or when it does not answer in time. */
  decode({ bytes }: Encoded, pixel: PixelDescription): Promise<Uint8Array> {
    const { rows, columns, samples, bitsAllocated, bitsStored, signed, photometric } = pixel;
    const job = { bytes, rows, columns, samples, bitsAllocated, bitsStored, signed, photometric };
    const work = this.last.then(() => this.run(job));
    this.last = work.catch(() => undefined);
    return work;
  }

  private run(job: NativeJob): Promise<Uint8Array> {
    this.worker ??= new Worker(new URL('./codecWorker.ts', import.meta.url), { type: 'module' });
    const { worker } = this;
    const stop = new AbortController();
    const { signal } = stop;
    return new Promise<Uint8Array>((resolve, reject) => {
      const give = ({ data }: MessageEvent<NativeAnswer>) =>
        'bytes' in data ? resolve(data.bytes) : reject(new Error(data.error));
      const end = (because: string) => {
        worker.terminate();
        this.worker = undefined;
        reject(new Error(because));
      };
      const timer = setTimeout(() => end('the decoder did not answer'), DEADLINE_MS);
      signal.addEventListener('abort', () => clearTimeout(timer));
      worker.addEventListener('message', give, { signal });
      worker.addEventListener('error', () => end('the decoder stopped'), { signal });
      worker.postMessage(job);
    }).finally(() => stop.abort());
  }
}
