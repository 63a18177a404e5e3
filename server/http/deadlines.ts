import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { shedIdle } from './lines';

/** What is waited for. */
export const DEADLINES = {
  /** A request's head. */
  headMs: 20_000,
  /** A line on which nothing at all moves. An archive behind may take two minutes for its answer. */
  idleMs: 180_000,
  /** Both ways are looked at so often. */
  lookMs: 10_000,
  /** Less than this between two looks, while there is more to come or to be taken, is no progress. */
  leastBytes: 2_560,
  /** How many looks without progress end it: half a minute. */
  patience: 3,
  /** A small body, of the companion's own services, is there by then. */
  smallBodyMs: 15_000,
  sockets: 2_000,
} as const;
type Deadlines = { readonly [Name in keyof typeof DEADLINES]: number };

interface Line {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly begunMs: number;
  read: number;
  written: number;
  stalls: number;
}

/**
 * Ends what keeps a place without using it: heads and bodies that come byte by byte, answers that nobody takes. An answer
 * that is still being made is waited for.
 */
export function setDeadlines(
  server: Server,
  isSmall: (incoming: IncomingMessage) => boolean,
  limits: Deadlines = DEADLINES,
): void {
  server.headersTimeout = limits.headMs;
  server.timeout = limits.idleMs;
  server.maxConnections = limits.sockets;
  shedIdle(server, limits.sockets);
  const lines = new Set<Line>();
  server.on('request', (incoming, outgoing) => {
    const { bytesRead, bytesWritten } = incoming.socket;
    const line = {
      incoming,
      outgoing,
      begunMs: performance.now(),
      read: bytesRead,
      written: bytesWritten,
      stalls: 0,
    };
    lines.add(line);
    outgoing.once('close', () => lines.delete(line));
  });
  const look = (): void => {
    for (const line of lines) if (isStalled(line, isSmall, limits)) line.incoming.socket.destroy();
  };
  const looking = setInterval(look, Math.min(limits.lookMs, limits.smallBodyMs)).unref();
  server.once('close', () => clearInterval(looking));
}

function isStalled(line: Line, isSmall: (incoming: IncomingMessage) => boolean, limits: Deadlines): boolean {
  const { incoming, outgoing, begunMs } = line;
  const { socket } = incoming;
  const read = socket.bytesRead - line.read;
  // What the system has not taken yet has gone to nobody.
  const taken = socket.bytesWritten - socket.writableLength;
  const written = taken - line.written;
  line.read = socket.bytesRead;
  line.written = taken;
  const isSending = !incoming.complete && !incoming.isPaused();
  if (isSending && isSmall(incoming) && performance.now() - begunMs >= limits.smallBodyMs) return true;
  const isTaking = socket.writableLength > 0 && !outgoing.writableFinished;
  const isSlow = (isSending && read < limits.leastBytes) || (isTaking && written < limits.leastBytes);
  line.stalls = isSlow ? line.stalls + 1 : 0;
  return line.stalls >= limits.patience;
}
