import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import { CACHE } from './http/headers';
import { parseMediaTypes } from './http/accept';
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

const ENCODINGS = ['br', 'gzip', 'identity'] as const;
type Encoding = (typeof ENCODINGS)[number];
type Compression = Exclude<Encoding, 'identity'>;
/** How a file that the build has compressed is named after the file itself. */
const ENDING: Record<Compression, string> = { br: '.br', gzip: '.gz' };
const COMPRESS: Record<Compression, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        // 11 takes ten times as long and saves a tenth: that is for the build.
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

/** The encoding that a visitor likes best, of equal ones the smallest (RFC 9110 12.5.3); without the header nothing is encoded. */
function encodingFor(context: Context): Encoding {
  const header = context.req.header('accept-encoding');
  if (header === undefined) return 'identity';
  const ranges = parseMediaTypes(header);
  const qOf = (encoding: Encoding): number =>
    (ranges.find(({ type }) => type === encoding) ?? ranges.find(({ type }) => type === '*'))?.q ??
    // What is not named is not taken, but for the file as it is, which is liked least.
    (encoding === 'identity' ? Number.MIN_VALUE : 0);
  const liked = Math.max(...ENCODINGS.map(qOf));
  return ENCODINGS.find((encoding) => qOf(encoding) === liked && liked > 0) ?? 'identity';
}

/** Bytes as they go out, and the strong validator of exactly these (RFC 9110 8.8.3). */
export interface PageBody {
  readonly bytes: Buffer;
  readonly etag: string;
}
const bodyOf = (bytes: Buffer): PageBody => ({
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
});

/** The files of a built page, each read (and compressed, where the build has not) at most once and kept while it does not change. */
export class PageFiles {
  private readonly folder: string;
  private readonly held = new Map<string, { mtimeMs: number; bodies: Map<Encoding, Promise<PageBody>> }>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The body of a file, or undefined when there is none. */
  async read(path: string, encoding: Encoding): Promise<PageBody | undefined> {
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
      body = this.encoded(path, encoding).then(bodyOf);
      entry.bodies.set(encoding, body);
      // A file that could not be read once is read again the next time.
      body.catch(() => this.held.delete(path));
    }
    return body;
  }

  private async encoded(path: string, encoding: Encoding): Promise<Buffer> {
    const full = join(this.folder, path);
    if (encoding === 'identity') return readFile(full);
    return (await this.builtBeside(path, encoding)) ?? COMPRESS[encoding](await readFile(full));
  }

  /** What the build has compressed: only of files that are named after their content, whose old version cannot be taken for them. */
  private async builtBeside(path: string, encoding: Compression): Promise<Buffer | undefined> {
    if (!path.startsWith('/assets/')) return undefined;
    return readFile(join(this.folder, `${path}${ENDING[encoding]}`)).catch(() => undefined);
  }

  /** Compresses beforehand what the build has not, small ones first, so that no visitor waits for it. */
  async warm(): Promise<void> {
    const names = await readdir(this.folder, { recursive: true }).catch(() => []);
    const all = new Set(names);
    const texts = names.filter(
      (name) => COMPRESSIBLE.test(typeOf(name)) && !name.startsWith('.') && !all.has(`${name}${ENDING.br}`),
    );
    const sized = await Promise.all(
      texts.map(async (name) => ({ name, bytes: (await stat(join(this.folder, name))).size })),
    );
    for (const { name } of sized.sort((a, b) => a.bytes - b.bytes)) await this.read(`/${name}`, 'br');
  }
}

/** Whether the visitor holds these very bytes (If-None-Match, compared weakly: RFC 9110 13.1.2). */
const isHeld = (context: Context, { etag }: PageBody): boolean =>
  (context.req.header('if-none-match') ?? '')
    .split(',')
    .some((held) => held.trim().replace(/^W\//, '') === etag);

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
    const headers = {
      ETag: body.etag,
      'Cache-Control': path.startsWith('/assets/') ? CACHE.assets : CACHE.page,
      ...(compressible ? { Vary: 'Accept-Encoding' } : {}),
    };
    if (isHeld(context, body)) return new Response(null, { status: 304, headers });
    return new Response(context.req.method === 'HEAD' ? null : new Uint8Array(body.bytes), {
      headers: {
        ...headers,
        'Content-Type': type,
        'Content-Length': String(body.bytes.length),
        ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
      },
    });
  };

  app.get('/config.json', async (context) => {
    const body = await files.read('/config.json', 'identity');
    if (body === undefined) return problem(404, 'The page has no config.json: build it with npm run build.');
    return context.body(configBody(body.bytes, config), 200, {
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
