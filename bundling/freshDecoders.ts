import type { Plugin } from 'vite';

/** The loader's decoders that keep one decoder for all frames, by the class that each makes. */
const KEPT: Readonly<Record<string, string>> = {
  decodeJPEG2000: 'J2KDecoder',
  decodeJPEGLS: 'JpegLSDecoder',
  decodeJPEGBaseline8Bit: 'JPEGDecoder',
};
const MODULE = /\/dicom-image-loader\/dist\/esm\/shared\/decoders\/(\w+)\.js$/;
const SHARED = 'const decoder = local.decoder;';

/** The decoder of lossless JPEG fills up with zeros what is not in the frame, and says nothing: its place tells how far it came. */
const LOSSLESS = 'decodeJPEGLossless';
const DECODED = /const decompressedData = decoder\.decode\([^;]*\);/;
const WHOLE = "if (decoder.yLoc < decoder.yDim) throw new Error('the frame ends before its last pixel');";

/** The module with a decoder of each frame's own, or one that looks whether the frame was whole; undefined where `id` is none of those. Throws where it is written otherwise. */
export function withFreshDecoder(id: string, code: string): string | undefined {
  const module = MODULE.exec(id)?.[1] ?? '';
  if (module === LOSSLESS) {
    if (!DECODED.test(code))
      throw new Error(`${id} decodes in another way: half a frame could be shown as whole`);
    return code.replace(DECODED, (decoding) => `${decoding} ${WHOLE}`);
  }
  const name = KEPT[module];
  if (name === undefined) return undefined;
  if (code.split(SHARED).length !== 2)
    throw new Error(`${id} takes its decoder in another way: a frame could be shown as another`);
  // What the one before gave is copied by the time that the next is asked for.
  return code.replace(
    SHARED,
    `local.decoder?.delete(); const decoder = (local.decoder = new local.codec.${name}());`,
  );
}

/**
 * A decoder for each frame. The loader keeps one: where a damaged frame ends its work early it gives what it holds, the frame before, at
 * its right length. That is another slice, or another patient, under this one's name. And none of half a frame (LOSSLESS).
 */
export function freshDecoders(): Plugin {
  const met = new Set<string>();
  let isTheirs = false;
  return {
    name: 'fresh-decoders',
    enforce: 'pre',
    transform(code, id) {
      isTheirs ||= id.endsWith('/decodeImageFrameWorker.js');
      const fresh = withFreshDecoder(id, code);
      if (fresh === undefined) return undefined;
      met.add(MODULE.exec(id)?.[1] ?? '');
      return { code: fresh, map: null };
    },
    buildEnd(error) {
      const missing = [...Object.keys(KEPT), LOSSLESS].filter((name) => !met.has(name));
      if (!error && isTheirs && missing.length > 0)
        this.error(`not among what is built: ${missing.join(', ')}`);
    },
  };
}
