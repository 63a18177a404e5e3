import { Agent, request, type Server } from 'node:http';
import { createServer, type AddressInfo, type Server as SocketServer } from 'node:net';
import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { openGate } from './gate/gate';
import { createCompanion } from './listen';
import { archiveProxy } from './proxy/archiveProxy';

const servers: (Server | SocketServer)[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listening(server: Server | SocketServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A companion before an archive that answers every request with these bytes and keeps the connection; gives its port. */
async function before(bytes: string): Promise<number> {
  const archive = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.write(bytes, 'latin1'));
  });
  const url = new URL(`http://127.0.0.1:${await listening(archive)}/dicom-web`);
  const parts = { app: new Hono(), gate: openGate, root: '/dicom-web', base: url.pathname };
  return listening(createCompanion({ ...parts, door: archiveProxy(url) }));
}

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}
const ask = (port: number): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const agent = new Agent();
    request({ host: '127.0.0.1', port, agent, path: '/dicom-web/studies/1.2' }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });

const JSON_TYPE = 'Content-Type: application/dicom+json\r\n';

test.each([
  ['042', `HTTP/1.1 042 Odd\r\n${JSON_TYPE}Content-Length: 2\r\n\r\n[]`],
  ['099', `HTTP/1.1 099 Odd\r\n${JSON_TYPE}Content-Length: 2\r\n\r\n[]`],
  ['600', `HTTP/1.1 600 Odd\r\n${JSON_TYPE}Content-Length: 2\r\n\r\n[]`],
  ['999', `HTTP/1.1 999 Odd\r\n${JSON_TYPE}Content-Length: 2\r\n\r\n[]`],
  ['a page under 999', 'HTTP/1.1 999 Odd\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi'],
  ['a page under 042', 'HTTP/1.1 042 Odd\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi'],
  ['101', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhi'],
  ['101 without a protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\nhi'],
  ['a header without a name', `HTTP/1.1 200 OK\r\n: x\r\n${JSON_TYPE}Content-Length: 2\r\n\r\n[]`],
  ['no HTTP at all', 'SSH-2.0-archive\r\n\r\n'],
])('an archive that answers %s is a sentence under 502', async (_, bytes) => {
  const { status, body } = await ask(await before(bytes));
  expect(status).toBe(502);
  expect(JSON.parse(body)).toEqual({ error: expect.stringMatching(/^The archive .+[.?]$/) });
});

test.each([
  ['204', 'HTTP/1.1 204 No Content\r\nContent-Type: x/y\r\nContent-Length: 5\r\n\r\nhello', 204],
  ['304', `HTTP/1.1 304 Not Modified\r\n${JSON_TYPE}Content-Length: 5\r\n\r\nhello`, 304],
])('a body under %s goes nowhere, and the next request is answered', async (_, bytes, status) => {
  const port = await before(bytes);
  expect(await ask(port)).toEqual({ status, body: '' });
  expect(await ask(port)).toEqual({ status, body: '' });
});

test.each(['\x80\xff', '\x7f', 'a\tb'])(
  'bytes like %j in a header of the archive do no harm',
  async (odd) => {
    const bytes = `HTTP/1.1 200 OK\r\nX-Odd: ${odd}\r\nETag: "${odd}"\r\n${JSON_TYPE}Content-Length: 2\r\n\r\n[]`;
    const port = await before(bytes);
    expect((await ask(port)).status).toSatisfy((status) => status === 200 || status === 502);
    expect((await ask(port)).status).toSatisfy((status) => status === 200 || status === 502);
  },
);
