import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Guard } from './access/bearer';
import { SECURITY_HEADERS } from './headers';
import { isCanonicalPath, rawPath } from './http/path';
import type { archiveProxy } from './proxy';

/** How many ports after the usual one are tried. */
const TRIES = 50;

/** What answers below a path of its own, on Node's own requests. */
export interface Mount {
  readonly path: string;
  readonly handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
}

/** Takes a connection over (RFC 9110 7.8), or says that it is none of its own. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** What asks who is there. */
export interface Gate {
  readonly admit: Guard;
  /** What is no request at all, and is answered here. */
  readonly noteBroken: (error: Error & { readonly code?: string }, socket: Duplex) => void;
  /** Who asks for another protocol where nobody speaks one. */
  readonly noteTunnel: (incoming: IncomingMessage, socket: Duplex) => void;
}

export interface CompanionParts {
  readonly app: Hono;
  /** The way to another archive. */
  readonly proxied?: ReturnType<typeof archiveProxy> | undefined;
  /** Stands before everything, and lets through what is not the archive's; absent: everybody may see everything. */
  readonly gate?: Gate | undefined;
  readonly mounts?: readonly Mount[];
  readonly upgrades?: readonly Upgrade[];
}

const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** An HTTP server for the page, its services and the archive. */
export function createCompanion(parts: CompanionParts): Server {
  const { app, proxied, gate, mounts = [], upgrades = [] } = parts;
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const path = rawPath(incoming.url ?? '/');
    if (!isCanonicalPath(path)) {
      const body = JSON.stringify({ error: 'The address holds characters that no address here has.' });
      outgoing.writeHead(400, { ...SECURITY_HEADERS, 'Content-Type': 'application/json' }).end(body);
      incoming.resume();
      return;
    }
    const mount = mounts.find((one) => isBelow(path, one.path));
    if (mount !== undefined) {
      mount.handle(incoming, outgoing);
      return;
    }
    if (proxied?.matches(path) === true) proxied.proxy(incoming, outgoing);
    else void listener(incoming, outgoing);
  };
  // What has no Host is refused by the gate, where it is put on record.
  const server = createServer({ requireHostHeader: gate === undefined }, (incoming, outgoing) => {
    if (gate === undefined) answer(incoming, outgoing);
    else gate.admit(incoming, outgoing, () => answer(incoming, outgoing));
  });
  if (gate !== undefined) {
    server.on('clientError', gate.noteBroken);
    server.on('connect', gate.noteTunnel);
  }
  server.on('upgrade', (incoming, socket, head) => {
    // Node gives the socket up with its listeners: a visitor who goes away must not end the companion.
    socket.on('error', () => socket.destroy());
    if (!upgrades.some((take) => take(incoming, socket, head))) {
      if (gate === undefined)
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      else gate.noteTunnel(incoming, socket);
    }
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
