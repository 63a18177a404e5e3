import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { companionApp } from './companionApp';
import { PageFiles } from './page';
import { nginxHeaders, staticHostHeaders } from './http/headers';

const BUILT = 'export const built = 2;'.repeat(100);
const ICON = '<svg>new</svg>'.repeat(100);
let folder: string;
let app: Hono;
let files: PageFiles;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isocenter-page-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Isocenter</title>');
  await writeFile(join(folder, 'config.json'), '{"archives":[],"inspect":false}');
  await writeFile(join(folder, 'assets', 'a-1.js'), 'export const a = 1;'.repeat(100));
  await writeFile(join(folder, 'assets', 'built-2.js'), BUILT);
  await writeFile(join(folder, 'assets', 'built-2.js.br'), brotliCompressSync('by the build, br'));
  await writeFile(join(folder, 'assets', 'built-2.js.gz'), gzipSync('by the build, gz'));
  await writeFile(join(folder, 'icon.svg'), ICON);
  await writeFile(join(folder, 'icon.svg.br'), brotliCompressSync('<svg>old</svg>'));
  await writeFile(join(folder, '.vite', 'manifest.json'), '{}');
  files = new PageFiles(folder);
  app = companionApp({ page: files, config: { inspect: true }, services: [] });
});
afterAll(() => rm(folder, { recursive: true }));
const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  app.request(path, { headers });

test.each(['/', '/viewer?StudyInstanceUIDs=1.2', '/?requestType=STUDY&studyUID=1.2'])(
  '%s is the page',
  async (path) => {
    const response = await get(path, { accept: 'text/html' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Isocenter</title>');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  },
);

test.each(['/assets/gone.js', '/gone.png', '/.vite/manifest.json'])('%s is no page', async (path) => {
  expect((await get(path, { accept: '*/*' })).status).toBeGreaterThanOrEqual(400);
});

test('assets are compressed where the browser takes it, and kept for ever', async () => {
  const response = await get('/assets/a-1.js', { 'accept-encoding': 'gzip, br' });
  expect(response.headers.get('content-encoding')).toBe('br');
  expect(response.headers.get('cache-control')).toContain('immutable');
  const body = Buffer.from(await response.arrayBuffer());
  expect(body.length).toBe(Number(response.headers.get('content-length')));
  expect(brotliDecompressSync(body).toString()).toBe('export const a = 1;'.repeat(100));
  expect((await get('/assets/a-1.js')).headers.get('content-encoding')).toBeNull();
});

test.each([
  ['gzip, br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0.5, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['BR; Q=0.000, gzip; q=0.1', 'gzip'],
  ['*;q=0, gzip;q=1.0', 'gzip'],
  ['*', 'br'],
  ['*, br;q=0', 'gzip'],
  ['identity, br;q=0.5', null],
  ['gzip;q=0', null],
  ['vbr', null],
  ['deflate', null],
  ['*;q=0', null],
  ['', null],
  [undefined, null],
])('Accept-Encoding: %s is answered with %s', async (accepted, encoding) => {
  for (const path of ['/assets/a-1.js', '/assets/built-2.js', '/icon.svg']) {
    const answer = await get(path, accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding'), path).toBe(encoding);
    expect(answer.headers.get('vary'), path).toContain('Accept-Encoding');
  }
});

test('what the build has compressed is sent as it is, what it has not is compressed', async () => {
  const br = await get('/assets/built-2.js', { 'accept-encoding': 'br' });
  expect(brotliDecompressSync(Buffer.from(await br.arrayBuffer())).toString()).toBe('by the build, br');
  const gz = await get('/assets/built-2.js', { 'accept-encoding': 'gzip' });
  expect(gunzipSync(Buffer.from(await gz.arrayBuffer())).toString()).toBe('by the build, gz');
  expect(await (await get('/assets/built-2.js')).text()).toBe(BUILT);
  // A name that stays while the content changes: what lies beside it may be older.
  const icon = await get('/icon.svg', { 'accept-encoding': 'br' });
  expect(brotliDecompressSync(Buffer.from(await icon.arrayBuffer())).toString()).toBe(ICON);
});

test('each encoding has its own strong ETag, and what is held is not sent again', async () => {
  const tags = new Map<string, string>();
  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await get('/assets/built-2.js', { 'accept-encoding': encoding });
    const tag = answer.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    tags.set(tag, encoding);
    const again = await get('/assets/built-2.js', {
      'accept-encoding': encoding,
      'if-none-match': `"other", W/${tag}`,
    });
    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(tag);
    expect(again.headers.get('content-encoding')).toBeNull();
    expect(await again.text()).toBe('');
  }
  expect(tags.size).toBe(3);
  const [first = ''] = tags.keys();
  expect(
    (await get('/assets/built-2.js', { 'accept-encoding': 'gzip', 'if-none-match': first })).status,
  ).toBe(200);
});

test('config.json says what the command line asked for', async () => {
  expect(await (await get('/config.json')).json()).toEqual({ archives: [], inspect: true });
});

test('an archive that needs sign-in keeps the name it has in the file', async () => {
  await writeFile(
    join(folder, 'config.json'),
    '{"archives":[{"id":"main","name":"North","root":"/x"}],"idleMinutes":5}',
  );
  const config = { archives: [{ id: 'main', root: '/dicom-web', signIn: 'house' }] };
  const other = companionApp({ page: files, config, services: [] });
  expect(await (await other.request('/config.json')).json()).toEqual({
    archives: [{ id: 'main', name: 'North', root: '/dicom-web', signIn: 'house' }],
    idleMinutes: 5,
  });
  await writeFile(join(folder, 'config.json'), '{"archives":[],"inspect":false}');
});

test('the files for static hosts hold the headers of the table', async () => {
  const at = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');
  expect(await at('docs/nginx.conf')).toContain(nginxHeaders());
  expect(await at('public/_headers')).toBe(staticHostHeaders());
});

test('no site shows the page in a frame but those that are named, which are named whole', async () => {
  const policy = async (app: Hono) =>
    (await app.request('/')).headers.get('content-security-policy')?.split('; ') ?? [];
  expect(await policy(app)).toContain("frame-ancestors 'none'");
  const embedders = ['https://ehr.example.org', 'https://ris.example.org:8443'];
  const framed = companionApp({ page: files, config: {}, services: [], embedders });
  const before = await policy(app);
  const after = await policy(framed);
  // Nothing else of the policy gives way.
  expect(after).toEqual(
    before.map((one) => (one.startsWith('frame-ancestors') ? `frame-ancestors ${embedders.join(' ')}` : one)),
  );
  expect(staticHostHeaders([], embedders)).toContain(`; frame-ancestors ${embedders.join(' ')};`);
  expect(nginxHeaders([], embedders)).toContain(`; frame-ancestors ${embedders.join(' ')};`);
});
