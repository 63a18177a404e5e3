import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import { CACHE } from './headers';
import { isCanonicalPath, rawPath } from './http/path';
import { problem } from './http/problem';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const typeOf = (path: string): string => TYPES[extname(path)] ?? 'application/octet-stream';
const COMPRESSIBLE = /^(text|application\/(json|wasm|manifest)|image\/svg)/;
type Encoding = 'br' | 'gzip' | 'identity';
const COMPRESS: Record<Exclude<Encoding, 'identity'>, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        // 11 takes 10 seconds for the engine's 4 MB and saves a tenth; this takes one.
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

function encodingFor(context: Context): Encoding {
  const accepted = context.req.header('accept-encoding') ?? '';
  if (/\bbr\b(?!\s*;\s*q=0(\.0+)?(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

/** The files of a built page, each compressed at most once and kept while it does not change. */
export class PageFiles {
  private readonly folder: string;
  private readonly held = new Map<string, { mtimeMs: number; bodies: Map<Encoding, Promise<Buffer>> }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The body of a file, or undefined when there is none. */
  async read(path: string, encoding: Encoding): Promise<Buffer | undefined> {
    const full = join(this.folder, path);
    const found = await stat(full).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    let entry = this.held.get(path);
    if (entry === undefined || entry.mtimeMs !== found.mtimeMs) {
      entry = { mtimeMs: found.mtimeMs, bodies: new Map() };
      this.held.set(path, entry);
    }
    let body = entry.bodies.get(encoding);
    if (body === undefined) {
      const plain = readFile(full);
      body = encoding === 'identity' ? plain : plain.then(COMPRESS[encoding]);
      entry.bodies.set(encoding, body);
      // A file that could not be read once is read again the next time.
      body.catch(() => this.held.delete(path));
    }
    return body;
  }

  /** Compresses every text file beforehand, small ones first, so that no visitor waits for it. */
  async warm(): Promise<void> {
    const names = await readdir(this.folder, { recursive: true }).catch(() => []);
    const texts = names.filter((name) => COMPRESSIBLE.test(typeOf(name)) && !name.startsWith('.'));
    const sized = await Promise.all(
      texts.map(async (name) => ({ name, bytes: (await stat(join(this.folder, name))).size })),
    );
    for (const { name } of sized.sort((a, b) => a.bytes - b.bytes)) await this.read(`/${name}`, 'br');
  }
}

const isNavigation = (context: Context, path: string): boolean =>
  extname(path) === '' &&
  !path.startsWith('/assets/') &&
  /text\/html|\*\/\*/.test(context.req.header('accept') ?? '*/*');

const named = z.looseObject({ id: z.string(), name: z.optional(z.string()) });
const withArchives = z.looseObject({ archives: z.optional(z.array(named)) });

/** Turns on what the command line asked for in the page's configuration; archives keep the names of the file. */
function configBody(bytes: Buffer, asked: object): string {
  const file = withArchives.safeParse(JSON.parse(bytes.toString('utf8'))).data ?? {};
  const { archives, ...rest } = withArchives.parse(asked);
  const nameOf = (id: string) =>
    file.archives?.find((one) => one.id === id)?.name ?? (id === 'main' ? 'Main archive' : id);
  const told = archives?.map((one) => ({ name: nameOf(one.id), ...one }));
  return JSON.stringify({ ...file, ...rest, ...(told ? { archives: told } : {}) });
}

/** Serves the built page: files as they are, index.html for every address that only the page itself understands. */
export function pageApp(files: PageFiles, config: object): Hono {
  const app = new Hono();

  const send = async (context: Context, path: string): Promise<Response | undefined> => {
    const type = typeOf(path);
    const compressible = COMPRESSIBLE.test(type);
    const encoding = compressible ? encodingFor(context) : 'identity';
    const body = await files.read(path, encoding);
    if (body === undefined) return undefined;
    return new Response(context.req.method === 'HEAD' ? null : new Uint8Array(body), {
      headers: {
        'Content-Type': type,
        'Content-Length': String(body.length),
        'Cache-Control': path.startsWith('/assets/') ? CACHE.assets : CACHE.page,
        ...(compressible ? { Vary: 'Accept-Encoding' } : {}),
        ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
      },
    });
  };

  app.get('/config.json', async (context) => {
    const body = await files.read('/config.json', 'identity');
    if (body === undefined) return problem(404, 'The page has no config.json: build it with npm run build.');
    return context.body(configBody(body, config), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': CACHE.page,
    });
  });
  app.get('*', async (context) => {
    const path = rawPath(context.req.url);
    // The manifest of the build and other hidden files are nobody's business.
    if (!isCanonicalPath(path) || path.split('/').some((part) => part.startsWith('.'))) {
      return problem(400, 'The address holds characters that no address here has.');
    }
    const file = path === '/' ? undefined : await send(context, path);
    if (file !== undefined) return file;
    if (!isNavigation(context, path)) return problem(404, 'There is no such file here.');
    return (
      (await send(context, '/index.html')) ?? problem(503, 'The page is not built yet: run npm run build.')
    );
  });
  return app;
}
