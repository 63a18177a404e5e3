import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { openGate } from '../gate/gate';
import { createCompanion } from '../listen';
import { archiveProxy } from './archiveProxy';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A companion before an archive that answers like this; gives its address. */
async function before(archive: RequestListener, path = '/dicom-web'): Promise<string> {
  const port = await listening(createServer(archive));
  return companion(`http://127.0.0.1:${port}${path}`);
}
async function companion(archive: string): Promise<string> {
  const url = new URL(archive);
  const parts = { app: new Hono(), gate: openGate, root: '/dicom-web', base: url.pathname };
  return `http://127.0.0.1:${await listening(createCompanion({ ...parts, door: archiveProxy(url) }))}`;
}

test("requests reach the archive under its own root, without the page's cookies", async () => {
  let url = '';
  let seen: IncomingHttpHeaders = {};
  const origin = await before((incoming, outgoing) => {
    url = incoming.url ?? '';
    seen = incoming.headers;
    outgoing.writeHead(200, {
      'Content-Type': 'application/dicom+json',
      'Set-Cookie': 'a=b',
      Connection: 'x-hop',
      'X-Hop': '1',
    });
    outgoing.end('[]');
  }, '/pacs/rs/');
  const headers = { Cookie: 'session=1', Authorization: 'Bearer t', Accept: 'application/dicom+json' };
  const response = await fetch(`${origin}/dicom-web/studies?PatientName=A%5EB*`, { headers });
  expect(await response.text()).toBe('[]');
  expect(url).toBe('/pacs/rs/studies?PatientName=A%5EB*');
  expect(seen['cookie']).toBeUndefined();
  expect(seen['authorization']).toBe('Bearer t');
  expect(seen['accept']).toBe('application/dicom+json');
  expect(seen['forwarded']).toBe(`host=${new URL(origin).host};proto=http`);
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(response.headers.get('x-hop')).toBeNull();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test("links by the archive's own path work too", async () => {
  const origin = await before((incoming, outgoing) => outgoing.end(incoming.url), '/pacs/rs');
  expect(await (await fetch(`${origin}/pacs/rs/studies/1.2/bulkdata/7`)).text()).toBe(
    '/pacs/rs/studies/1.2/bulkdata/7',
  );
  expect((await fetch(`${origin}/pacs/admin`)).status).toBe(404);
});

const STOW = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };

test('a body goes up as it is', async () => {
  const origin = await before((incoming, outgoing) => void incoming.pipe(outgoing));
  const body = new Uint8Array(3_000_000).map((_, at) => at % 251);
  const response = await fetch(`${origin}/dicom-web/studies`, { method: 'POST', body, headers: STOW });
  // Compared natively: element by element takes half a minute on a busy machine.
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
});

test('an answer cut in the middle is cut for the page too', async () => {
  const origin = await before((incoming, outgoing) => {
    outgoing.writeHead(200, { 'Content-Length': '1000' });
    outgoing.write('half', () => outgoing.destroy());
    incoming.resume();
  });
  const response = await fetch(`${origin}/dicom-web/studies`);
  await expect(response.arrayBuffer()).rejects.toThrow();
});

test('when the page leaves, the archive is left too', async () => {
  let closed: () => void;
  const left = new Promise<void>((resolve) => (closed = resolve));
  const origin = await before((_, outgoing) => {
    outgoing.writeHead(200);
    outgoing.write('begin');
    outgoing.on('close', () => closed());
  });
  const leaving = new AbortController();
  const response = await fetch(`${origin}/dicom-web/studies`, { signal: leaving.signal });
  expect(response.status).toBe(200);
  leaving.abort();
  await left;
});

test('a dead archive is a sentence', async () => {
  const gone = createServer();
  const port = await listening(gone);
  gone.close();
  const response = await fetch(`${await companion(`http://127.0.0.1:${port}/dicom-web`)}/dicom-web/studies`);
  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({ error: expect.stringContaining('cannot be reached') });
});

test.each([
  '/dicom-web/studies/../../patients',
  '/dicom-web/studies/%2e%2e/',
  '/dicom-web//studies',
  '/dicom-web/a%2fb',
])('%s never reaches the archive', async (path) => {
  let reached = false;
  const origin = await before((_, outgoing) => {
    reached = true;
    outgoing.end();
  });
  // node:http sends the path as it stands; fetch would tidy it up first.
  const status = await new Promise((resolve, reject) => {
    const sent = request(`${origin}/`, { path }, (response) => resolve(response.resume().statusCode));
    sent.on('error', reject).end();
  });
  expect(status).toBe(400);
  expect(reached).toBe(false);
});

test.each([
  ['042 Odd', 'Content-Length: 2\r\n\r\nhi'],
  ['999 Odd', 'Content-Type: text/html\r\nContent-Length: 2\r\n\r\nhi'],
  ['101 Switching Protocols', 'Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
  ['200 OK', 'Content-Type: application/dicom+json\r\nWarning: \u0001\r\nContent-Length: 2\r\n\r\n[]'],
])('an archive that answers %s is no end of the companion', async (status, rest) => {
  const archive = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(`HTTP/1.1 ${status}\r\n${rest}`));
  });
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  const origin = await companion(`http://127.0.0.1:${(archive.address() as AddressInfo).port}/dicom-web`);
  const ask = () => fetch(`${origin}/dicom-web/studies`, { headers: { Connection: 'close' } });
  expect((await ask()).status).toBe(502);
  expect((await ask()).status).toBe(502);
  archive.close();
});
