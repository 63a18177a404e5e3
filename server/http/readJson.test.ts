import { getRequestListener } from '@hono/node-server';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readJson, readJsonWithin } from './readJson';

const MOST_BYTES = 1_000;

/** Bodies as a connection brings them: with their length, or in pieces without one. */
test('over a connection: what is too long, broken or absent is told apart, with and without a length', async () => {
  const answer = async (request: Request) => Response.json(await readJsonWithin(MOST_BYTES, request));
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const ask = async (init: RequestInit) =>
    (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', ...init })).json();
  const pieces = (...texts: readonly string[]): RequestInit =>
    ({ body: new Blob([...texts]).stream(), duplex: 'half' }) as RequestInit;
  try {
    expect(await ask({ body: '{"a":1}' })).toEqual({ is: 'json', value: { a: 1 } });
    expect(await ask(pieces('{"a"', ':1}'))).toEqual({ is: 'json', value: { a: 1 } });
    expect(await ask({ body: `"${'x'.repeat(MOST_BYTES - 2)}"` })).toMatchObject({ is: 'json' });
    expect(await ask({ body: ' '.repeat(MOST_BYTES + 1) })).toEqual({ is: 'too-much' });
    expect(await ask(pieces(...Array.from({ length: 12 }, () => ' '.repeat(MOST_BYTES / 8))))).toEqual({
      is: 'too-much',
    });
    expect(await ask({ body: '{' })).toEqual({ is: 'none' });
    expect(await ask(pieces('['))).toEqual({ is: 'none' });
    expect(await ask({})).toEqual({ is: 'none' });
  } finally {
    server.close();
  }
});

test('a body that goes on for ever is left after sixteen times what is read', async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (to) => {
      pulled += 1;
      to.enqueue(new Uint8Array(MOST_BYTES));
    },
  });
  const request = new Request('http://a/', { method: 'POST', body: endless, duplex: 'half' } as RequestInit);
  expect(await readJsonWithin(MOST_BYTES, request)).toEqual({ is: 'too-much' });
  expect(pulled).toBeLessThan(20);
});

test('where only JSON is of use, all else is nothing', async () => {
  const ask = (body: string) => readJson(new Request('http://a/', { method: 'POST', body }));
  expect(await ask('[1]')).toEqual([1]);
  expect(await ask('[')).toBeUndefined();
  expect(await ask(' '.repeat(70_000))).toBeUndefined();
});
