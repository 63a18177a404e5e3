import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveProxy, type ArchiveDoor } from '../proxy/archiveProxy';
import { createCompanion, listen } from '../listen';
import { sendBytes } from '../testing/gateWire';
import { openGate } from './gate';
import { Hosts } from '../request/host';

/** What reached the archive, with its password. */
let reached: string[] = [];
let servers: Server[] = [];
let origin = '';
let seenUrls: string[] = [];

beforeEach(async () => {
  reached = [];
  seenUrls = [];
  const archive = createServer((incoming, outgoing) => {
    reached.push(`${incoming.method} ${incoming.url} ${String(incoming.headers['x-forwarded-proto'])}`);
    outgoing.setHeader('Content-Type', 'application/dicom+json').end('[]');
  });
  const url = new URL(`http://user:pw@127.0.0.1:${await listen(archive, 0, '127.0.0.1', true)}/pacs`);
  const app = new Hono().all('*', (context) => {
    seenUrls.push(context.req.url);
    return context.text('page');
  });
  const companion = createCompanion({
    app,
    gate: openGate,
    door: archiveProxy(url),
    root: '/dicom-web',
    base: url.pathname,
    services: ['/share'],
    hosts: new Hosts([{ name: 'pacs.example.org', scheme: 'https' }]),
  });
  await listen(companion, 0, '127.0.0.1', true);
  origin = `http://127.0.0.1:${(companion.address() as AddressInfo).port}`;
  servers = [archive, companion];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const send = (line: string, headers: readonly string[] = [], host = 'localhost', body = '') =>
  sendBytes(
    origin,
    Buffer.from(
      [`${line} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close', '', body].join('\r\n'),
      'latin1',
    ),
  );

test.each([
  '/pacs/studies.json',
  '/pacs/studies~/x',
  '/pacs/studies-export/all',
  '/pacs/studies',
  '/pacs/tools',
])('before an archive with a password, %s is no way to it', async (path) => {
  await send(`GET ${path}`, ['Accept: */*']);
  expect(reached).toEqual([]);
});

test('without sign-in a page of another name, made to resolve to this machine, reads nothing', async () => {
  for (const host of ['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.nip.io']) {
    const { status, text } = await send('GET /dicom-web/studies', [], host);
    expect(status).toBe(421);
    expect(text).toContain('--allow-host');
    expect((await send('GET /', [], host)).status).toBe(421);
  }
  expect([reached, seenUrls]).toEqual([[], []]);
  expect((await send('GET /dicom-web/studies', [], 'pacs.example.org')).status).toBe(200);
});

test('frameworks see a fixed origin, whatever the Host is', async () => {
  expect((await send('GET /index.html?x=1', [], 'LOCALHOST:99')).status).toBe(200);
  await send('GET /index.html', [], '\u00e9.\u00e9.\u00e9a/dicom-web/studies?');
  expect(seenUrls).toEqual(['http://isocenter.invalid/index.html?x=1']);
});

test("other sites' pages neither store nor read, but may link to the page", async () => {
  const store = 'POST /dicom-web/studies';
  const dicom = 'Content-Type: multipart/related; type="application/dicom"; boundary=b';
  const refused: readonly (readonly [string, readonly string[]])[] = [
    [store, [dicom, 'Sec-Fetch-Site: cross-site']],
    [store, [dicom, 'Sec-Fetch-Site: same-site']],
    [store, [dicom, 'Origin: https://evil.example']],
    [store, [dicom, 'Origin: null']],
    [store, ['Content-Type: text/plain']],
    [store, ['Content-Type: multipart/form-data; boundary=b']],
    ['POST /share/token', ['Content-Type: application/x-www-form-urlencoded']],
    // A beacon of bytes from a browser that does not say where it comes from.
    [store, []],
    [store, ['Content-Type:']],
    [store, ['Authorization: Basic eDp5']],
    [store, ['Content-Type: Text/Plain; type="application/dicom"; boundary=b']],
    ['POST /share/shares', []],
    ['POST /share/token', []],
    ['POST /share/look', ['Content-Type: text/plain;charset=UTF-8']],
    ['GET /dicom-web/studies', ['Sec-Fetch-Site: cross-site']],
    ['GET /dicom-web/studies', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors']],
    ['GET /dicom-web/studies', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Dest: script']],
    ['GET /dicom-web/studies', ['Service-Worker: script']],
    ['GET /assets/a.js', ['Service-Worker: script']],
  ];
  for (const [line, headers] of refused)
    expect((await send(line, [...headers, 'Content-Length: 0'])).status, `${line} ${headers.join()}`).toBe(
      403,
    );
  expect([reached, seenUrls]).toEqual([[], []]);
  expect((await send('GET /', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Dest: document'])).status).toBe(200);
  const port = new URL(origin).port;
  for (const from of [
    ['Sec-Fetch-Site: same-origin'],
    ['Sec-Fetch-Site: none'],
    [`Origin: http://localhost:${port}`],
    [],
  ])
    expect((await send(store, [dicom, ...from, 'Content-Length: 0'], `localhost:${port}`)).status).toBe(200);
});

test('what proxies say of themselves is believed of none; https is a matter of --allow-host', async () => {
  await send('GET /dicom-web/studies', ['X-Forwarded-Proto: https', 'X-Forwarded-Host: evil.example']);
  await send('GET /dicom-web/studies', ['X-Forwarded-Proto: http'], 'pacs.example.org');
  expect(reached).toEqual(['GET /pacs/studies http', 'GET /pacs/studies https']);
});

test('what reaches the archive was judged, and nothing that only looks like it', async () => {
  const door: ArchiveDoor = archiveProxy(new URL('http://127.0.0.1:1/'));
  const forged = { allow: true, route: { to: 'archive', asks: 'search', level: 'study', query: '' } };
  const server = createServer((incoming, outgoing) => door(forged as never, incoming, outgoing));
  servers.push(server);
  const port = await listen(server, 0, '127.0.0.1', true);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(403);
});

test.each([
  ['GET http://localhost/dicom-web/studies', 400],
  ['GET //dicom-web/studies', 400],
  ['GET /DICOM-WEB/studies', 404],
  ['GET /dicom-web/tools', 404],
  ['DELETE /dicom-web/studies/1.2', 405],
  ['DELETE /index.html', 405],
])('%s is %i', async (line, status) => {
  expect((await send(line)).status).toBe(status);
  expect(reached).toEqual([]);
});
