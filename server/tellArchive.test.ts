import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server as TcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askArchive, tellArchive } from './tellArchive';

const open: (Server | TcpServer)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) {
    if ('closeAllConnections' in one) one.closeAllConnections();
    one.close();
  }
});

function listenAt<Some extends Server | TcpServer>(server: Some, port = 0): Promise<number> {
  open.push(server);
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}
const answering = (listener: RequestListener) => listenAt(createServer(listener));
const at = (port: number, scheme = 'http', user = '') =>
  new URL(`${scheme}://${user}127.0.0.1:${port}/dicom-web`);

test.each([
  [200, 'application/dicom+json', '[{"0020000D":{}}]', undefined],
  [200, 'application/dicom+json', '[]', undefined],
  [204, '', '', undefined],
  [200, 'text/html', '<!doctype html>', /a page came/],
  [200, 'application/json', '{"error":1}', /a page came/],
  [301, 'text/html', '', /sends on to/],
  [401, 'text/plain', '', /user and a password/],
  [403, 'text/plain', '', /forbids/],
  [404, 'text/html', '', /DICOMweb root/],
  [503, 'text/plain', '', /answered 503/],
] as const)('%d %s %s', async (status, type, body, reason) => {
  const port = await answering((_, answer) => {
    answer.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body);
  });
  const told = await askArchive(at(port));
  if (reason === undefined) expect(told).toBeUndefined();
  else expect(told).toMatch(reason);
});

test('user and password of the address are sent and never said', async () => {
  const port = await answering((asked, answer) => {
    const isRight = asked.headers.authorization === `Basic ${Buffer.from('a b:p@ss').toString('base64')}`;
    answer.writeHead(isRight ? 204 : 401).end();
  });
  expect(await askArchive(at(port, 'http', 'a%20b:p%40ss@'))).toBeUndefined();
  const lines: string[] = [];
  const stop = tellArchive(at(port, 'http', 'someone:secret@'), (line) => lines.push(line));
  await expect.poll(() => lines.length).toBe(2);
  stop();
  expect(lines.join()).not.toMatch(/secret|someone/);
});

test('what speaks no http, no https, or nothing at all is told apart', async () => {
  const closed = createServer();
  const free = await listenAt(closed);
  await new Promise((done) => closed.close(done));
  expect(await askArchive(at(free))).toMatch(/nothing listens/);
  const silent = await listenAt(createTcp());
  expect(await askArchive(at(silent), 50)).toMatch(/did not answer/);
  const plain = await answering((_, answer) => void answer.end());
  expect(await askArchive(at(plain, 'https'))).toMatch(/does not speak https|closed the connection/);
  const garbage = await listenAt(createTcp((socket) => socket.end('SSH-2.0-x\r\n')));
  expect(await askArchive(at(garbage))).toMatch(/does not speak http/);
});

test('an archive that comes back is said once', async () => {
  let isUp = false;
  const port = await answering((_, answer) => void answer.writeHead(isUp ? 204 : 503).end());
  const lines: string[] = [];
  const stop = tellArchive(at(port), (line) => lines.push(line), { withinMs: 1000, againMs: 5 });
  await expect.poll(() => lines.length).toBe(2);
  isUp = true;
  await expect.poll(() => lines.at(-1)).toMatch(/answers now/);
  stop();
  expect(lines).toHaveLength(3);
});
