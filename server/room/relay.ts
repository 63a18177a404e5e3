import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { endSocket } from '../http/endSocket';
import { Flights } from '../http/flights';
import type { Admit } from './admit';
import { ROOM_LIMITS, type RoomLimits } from './limits';
import { MemberLine } from './memberLine';
import { RoomRegistry } from './roomRegistry';

const TICK_MS = 500;

export interface RelayParts {
  readonly admit: Admit;
  /** Where rooms are, e.g. '/room'. */
  readonly path: string;
  readonly now?: () => number;
  readonly limits?: Partial<RoomLimits>;
}

/** A page of another site could otherwise make a browser speak for whoever uses it. */
const isOwnOrigin = ({ headers }: IncomingMessage): boolean =>
  URL.canParse(headers.origin ?? '') && new URL(headers.origin ?? '').host === headers.host;

/**
 * Rooms in which people look together: passes sealed messages between those who may be in a room and reads none of them.
 * A room lives in the memory of one companion; where several share the work, `/room/{id}` must always lead to the same one.
 */
export function createRelay({ admit, path, now = Date.now, limits: given }: RelayParts) {
  const limits = { ...ROOM_LIMITS, ...given };
  const rooms = new RoomRegistry(limits);
  /** Places of lines that have not said who they are. */
  const strangers = new Flights();
  const strangerPlaces = (address: string | undefined) => [
    { name: 'all', most: limits.strangers },
    { name: `from ${address ?? ''}`, most: limits.strangersEach },
  ];
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const place = new RegExp(`^${path}/([\\w-]{22})$`);
  const ticking = setInterval(() => rooms.tick(now()), TICK_MS);
  ticking.unref();

  return {
    /** Takes a connection over that asks for a room; false for others. */
    upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): boolean {
      const roomId = place.exec(request.url ?? '')?.[1];
      if (roomId === undefined) return false;
      if (!isOwnOrigin(request)) {
        endSocket(connection, '403 Forbidden');
        return true;
      }
      const known = strangers.take(strangerPlaces(request.socket.remoteAddress));
      if (known === undefined) {
        endSocket(connection, '503 Service Unavailable');
        return true;
      }
      connection.once('close', known);
      sockets.handleUpgrade(
        request,
        connection,
        head,
        (socket) => new MemberLine({ socket, roomId, rooms, admit, limits, now, known }),
      );
      return true;
    },
    close(): void {
      clearInterval(ticking);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
