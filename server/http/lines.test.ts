import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { DEADLINES, setDeadlines } from './deadlines';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

const SOCKETS = 40;
async function start(): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.url !== '/wait') outgoing.end('ok');
  });
  setDeadlines(server, () => false, { ...DEADLINES, sockets: SOCKETS });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, server };
}

/** A line from an address of this machine that sends these bytes and stays. */
const line = (port: number, localAddress: string, bytes: string): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress }, () => {
      socket.write(bytes);
      resolve(socket);
    });
    socket.resume().on('error', () => undefined);
    ends.push(() => socket.destroy());
  });
const status = (port: number, localAddress: string): Promise<number | string> =>
  new Promise((resolve) => {
    request({ port, host: '127.0.0.1', localAddress, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', (error) => resolve(error.message))
      .end();
  });

test.each([
  ['say nothing', ''],
  ['say half a head', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['were answered and stay', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
])('who holds all lines and more, which %s, keeps nobody out', async (_, bytes) => {
  const { port, server } = await start();
  const mine = await line(port, '127.0.0.3', 'GET /wait HTTP/1.1\r\nHost: x\r\n\r\n');
  const idle = await line(port, '127.0.0.3', '');
  for (let turn = 0; turn < 3 * SOCKETS; turn += 1) await line(port, '127.0.0.2', bytes);
  for (let turn = 0; turn < 10; turn += 1) expect(await status(port, '127.0.0.3')).toBe(200);
  // Behind the same address too.
  expect(await status(port, '127.0.0.2')).toBe(200);
  expect([mine.readyState, idle.readyState]).toEqual(['open', 'open']);
  const count = await new Promise<number>((resolve) => server.getConnections((__, all) => resolve(all)));
  expect(count).toBeLessThanOrEqual(SOCKETS);
});
