import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** What a web server compresses; images and fonts are compressed as they are. */
const COMPRESSIBLE = /\.(m?js|css|svg|wasm|json)$/;
/** Bytes below which no answer gets shorter on the wire. */
const SMALLEST = 512;
/** Brotli's best takes ten times as long as 9 and saves a tenth: not for decoders of megabytes that few files need. */
const LARGE_BYTES = 1_000_000;

/** Gzip; of code that a page may wait for, four per cent less of it, in a hundred times the time of zlib's best. */
const gzipped = async (path: string, bytes: Buffer): Promise<Uint8Array> =>
  bytes.length > LARGE_BYTES || !/\.(m?js|css)$/.test(path)
    ? zip(bytes, { level: 9 })
    : zopfli.gzipAsync(bytes, { numiterations: 15 });

/** Writes `name.br` and `name.gz` beside a file of the page, each where it is smaller. */
async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < SMALLEST) return;
  const quality = path.endsWith('.wasm') && bytes.length > LARGE_BYTES ? 9 : 11;
  const packed = await Promise.all([
    brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    gzipped(path, bytes),
  ]);
  for (const [at, ending] of ['br', 'gz'].entries()) {
    const body = packed[at];
    if (body && body.length < bytes.length) await writeFile(`${path}.${ending}`, body);
  }
}

/**
 * Compresses what is named after its content (`assets/`) when the page is built, for whatever serves it: the companion, or
 * nginx with `gzip_static` and `brotli_static`. Nothing else: a config.json that is edited later would be older inside.
 */
export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter(
        (name) => name.startsWith('assets/') && COMPRESSIBLE.test(name),
      );
      await Promise.all(names.map((name) => compressFile(join(dir, name))));
    },
  };
}
