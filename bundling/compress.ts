import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
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

/** What was compressed before, by its content: most files of a build are those of the build before. */
const CACHE = join(import.meta.dirname, '..', '.cache', 'compressed');
const KEPT_MS = 14 * 86_400_000;

type Ending = 'br' | 'gz';
const WAYS: Readonly<Record<Ending, (path: string, bytes: Buffer) => Promise<Uint8Array>>> = {
  br: (path, bytes) => {
    const quality = path.endsWith('.wasm') && bytes.length > LARGE_BYTES ? 9 : 11;
    return brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
  },
  gz: gzipped,
};

/** The compressed bytes of a file, as a file of the cache. */
async function compressed(path: string, bytes: Buffer, way: Ending): Promise<string> {
  // The ending of the file and this program choose the way.
  const hash = createHash('sha256')
    .update(await ownCode)
    .update(path.replace(/^.*\./, ''))
    .update(bytes);
  const kept = join(CACHE, `${hash.digest('hex')}.${way}`);
  const now = new Date();
  const isKept = await utimes(kept, now, now).then(
    () => true,
    () => false,
  );
  if (isKept) return kept;
  const whole = `${kept}.${process.pid}`;
  await writeFile(whole, await WAYS[way](path, bytes));
  await rename(whole, kept);
  return kept;
}
const ownCode = readFile(import.meta.filename);

/** Writes `name.br` and `name.gz` beside a file of the page, each where it is smaller. */
async function compressFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < SMALLEST) return;
  await Promise.all(
    (['br', 'gz'] as const).map(async (way) => {
      const from = await compressed(path, bytes, way);
      if ((await stat(from)).size < bytes.length) await copyFile(from, `${path}.${way}`);
    }),
  );
}

/** Forgets what no build of the last weeks had. */
async function prune(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const path = join(CACHE, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > KEPT_MS) await rm(path, { force: true });
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
      await mkdir(CACHE, { recursive: true });
      await Promise.all(names.map((name) => compressFile(join(dir, name))));
      await prune();
    },
  };
}
