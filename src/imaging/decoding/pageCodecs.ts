import { wrap } from 'comlink';
import { createDecoders, type DecodeApi, type Decoders } from './decoders';
import { NativeDecoder } from './decodeNative';

/** All that makes samples of encoded frames, each started with the first frame that needs it: one of each for the life of a page. */
export interface Codecs {
  /** Cornerstone's, in its own decode worker. */
  readonly cornerstone: Decoders;
  /** Those that Cornerstone has not. */
  readonly native: NativeDecoder;
}

/** Speaks to a worker as it wants it. */
const connect = (port: Worker): DecodeApi => wrap(port) as unknown as DecodeApi;

/**
 * Decoding goes to a pool of our own: Cornerstone's waits for ever for a codec that hangs, gives the next frame to a worker whose codec
 * has just thrown, and starts its workers at once, which costs the first picture of a series that needs none of them a good part of a
 * second on a small machine. It needs nothing else of Cornerstone: what is decoded before the engine is decoded as later.
 */
function createCodecs(): Codecs {
  const most = Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1));
  const spawn = () =>
    new Worker(
      new URL(
        '../../../node_modules/@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js',
        import.meta.url,
      ),
      { type: 'module' },
    );
  return {
    cornerstone: createDecoders({ spawn, connect, most }),
    native: new NativeDecoder(),
  };
}

let codecs: Codecs | undefined;

/** Those of the page: whatever is shown, and by whom. */
export const pageCodecs = (): Codecs => (codecs ??= createCodecs());
