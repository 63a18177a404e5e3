import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How many connections are kept free for who comes next. */
const SPARE_PART = 0.05;

/**
 * Makes room before connections run out: the one that has waited longest without a whole request ends, of the network
 * address that has most of them. A browser whose kept connection ends opens another; who holds thousands loses theirs, and
 * nobody else is kept out.
 */
export function shedIdle(server: Server, most: number): void {
  const threshold = Math.max(1, Math.floor(most * (1 - SPARE_PART)));
  /** Without a request, by address, those that have waited longest first. */
  const idle = new Map<string, Set<Socket>>();
  let open = 0;
  const addressOf = ({ remoteAddress = '' }: Socket): string => remoteAddress;
  const wait = (socket: Socket, address: string): void => {
    if (socket.destroyed) return;
    const before = idle.get(address);
    if (before) before.add(socket);
    else idle.set(address, new Set([socket]));
  };
  const leave = (socket: Socket, address: string): void => {
    const waiting = idle.get(address);
    waiting?.delete(socket);
    if (waiting?.size === 0) idle.delete(address);
  };
  const shed = (): void => {
    let largest: ReadonlySet<Socket> = new Set();
    for (const waiting of idle.values()) if (waiting.size > largest.size) largest = waiting;
    const [oldest] = largest;
    oldest?.destroy();
  };
  const addresses = new WeakMap<Duplex, string>();
  server.on('connection', (socket) => {
    const address = addressOf(socket);
    addresses.set(socket, address);
    open += 1;
    if (open > threshold) shed();
    wait(socket, address);
    socket.once('close', () => {
      open -= 1;
      leave(socket, address);
    });
  });
  server.on('request', ({ socket }, outgoing) => {
    const address = addresses.get(socket) ?? '';
    leave(socket, address);
    outgoing.once('close', () => wait(socket, address));
  });
  // A line of a room has no requests, and bounds of its own.
  server.prependListener('upgrade', ({ socket }: IncomingMessage) =>
    leave(socket, addresses.get(socket) ?? ''),
  );
}
