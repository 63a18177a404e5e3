import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { SECURITY_HEADERS } from './headers';
import { isCanonicalPath, rawPath } from './http/path';
import type { archiveProxy } from './proxy';

/** How many ports after the usual one are tried. */
const TRIES = 50;

/** An HTTP server for the page and, where given, a proxy for the archive. */
export function createCompanion(app: Hono, proxied: ReturnType<typeof archiveProxy> | undefined): Server {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => {
    const path = rawPath(incoming.url ?? '/');
    if (!isCanonicalPath(path)) {
      const body = JSON.stringify({ error: 'The address holds characters that no address here has.' });
      outgoing.writeHead(400, { ...SECURITY_HEADERS, 'Content-Type': 'application/json' }).end(body);
      incoming.resume();
      return;
    }
    if (proxied?.matches(path)) proxied.proxy(incoming, outgoing);
    else void listener(incoming, outgoing);
  });
  // Storing a large study over a slow line takes longer than Node's five minutes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  return server;
}

function listenOnce(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Listens on a port, or on the next free one where it was not asked for by number. Gives the port. */
export async function listen(
  server: Server,
  port: number,
  host: string,
  portIsGiven: boolean,
): Promise<number> {
  for (let tried = port; ; tried += 1) {
    try {
      await listenOnce(server, tried, host);
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : tried;
    } catch (error) {
      if (!isTaken(error) || portIsGiven || tried >= port + TRIES) throw error;
    }
  }
}

/** The addresses at which a listening server is reached: this machine first, then its networks. */
export function addresses(host: string, port: number): string[] {
  const all = host === '0.0.0.0' || host === '::';
  if (!all) return [`http://${host.includes(':') ? `[${host}]` : host}:${port}/`];
  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => `http://${address}:${port}/`);
  return [`http://localhost:${port}/`, ...outside];
}
