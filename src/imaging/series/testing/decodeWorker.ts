import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the loader's decode worker runs; its package exports it to nobody. */
const WORKER = resolve('node_modules/@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js');
interface WorkerCode {
  decodeImageFrame(
    frame: object,
    transferSyntax: string,
    bytes: Uint8Array,
    config: { wasmBasePath: string },
    options: object,
  ): Promise<{ pixelData: ArrayLike<number> }>;
}

/** A frame through the loader's own worker code, as the page asks it; `wasm`: the codec's package. */
export async function decodeFrame(frame: object, transferSyntax: string, bytes: Uint8Array, wasm: string) {
  const { decodeImageFrame } = (await import(pathToFileURL(WORKER).href)) as WorkerCode;
  const wasmBasePath = resolve('node_modules/@cornerstonejs', wasm, 'dist');
  const options = { preScale: { enabled: false } };
  return decodeImageFrame(frame, transferSyntax, bytes, { wasmBasePath }, options);
}
