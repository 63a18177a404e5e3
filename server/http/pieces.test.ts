import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { refuseCrumbs } from './pieces';

let server: Server | undefined;
afterEach(() => server?.close());

/** Sends a body in pieces of so many bytes; what is answered, and how many of its bytes the reader had. */
async function send(pieceBytes: number, pieces: number): Promise<{ status: string; read: number }> {
  let read = 0;
  server = createServer((incoming, outgoing) => {
    incoming.on('data', (chunk: Buffer) => (read += chunk.length));
    incoming.on('end', () => outgoing.end('read'));
    incoming.on('error', () => undefined);
  });
  refuseCrumbs(server);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const piece = `${pieceBytes.toString(16)}\r\n${'a'.repeat(pieceBytes)}\r\n`;
  const status = await new Promise<string>((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write(`${piece.repeat(pieces)}0\r\n\r\n`);
    });
    socket.on('data', (chunk) => {
      answer += chunk.toString();
      if (answer.includes('read') || answer.includes('pieces')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
  });
  return { status, read };
}

test('a body of single bytes ends early, and says why', async () => {
  const { status, read } = await send(1, 200_000);
  expect(status).toBe('HTTP/1.1 400 Bad Request');
  expect(read).toBeLessThan(2_500);
});

test('bodies as lines carry them are read whole, small ones in crumbs too', async () => {
  expect(await send(536, 5_000)).toEqual({ status: 'HTTP/1.1 200 OK', read: 536 * 5_000 });
  server?.close();
  expect(await send(1, 1_500)).toEqual({ status: 'HTTP/1.1 200 OK', read: 1_500 });
});
