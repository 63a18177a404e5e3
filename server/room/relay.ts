import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Admit } from './admit';
import { ROOM_LIMITS, type RoomLimits } from './limits';
import { LineDoor } from './lineDoor';
import { MemberLine } from './memberLine';
import { RoomRegistry } from './roomRegistry';

const TICK_MS = 500;

export interface RelayParts {
  readonly admit: Admit;
  /** Where rooms are, e.g. '/room'. */
  readonly path: string;
  readonly isBehindProxy?: boolean;
  /** A steady clock, ms: that of the machine may be set anew at any moment. */
  readonly now?: () => number;
  readonly limits?: Partial<RoomLimits>;
}

/**
 * Rooms in which people look together: passes sealed messages between those who may be in a room and reads none of them.
 * A room lives in the memory of one companion; where several share the work, `/room/{id}` must always lead to the same one.
 */
export function createRelay({
  admit,
  path,
  isBehindProxy = false,
  now = () => performance.now(),
  limits: given,
}: RelayParts) {
  const limits = { ...ROOM_LIMITS, ...given };
  const rooms = new RoomRegistry(limits);
  const door = new LineDoor({ ...limits, isBehindProxy });
  const place = new RegExp(`^${path}/([\\w-]{22})$`);
  const ticking = setInterval(() => rooms.tick(now()), TICK_MS);
  ticking.unref();

  return {
    /** Takes a connection over that asks for a room; false for others. */
    upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): boolean {
      const roomId = place.exec(request.url ?? '')?.[1];
      if (roomId === undefined) return false;
      door.open(
        request,
        connection,
        head,
        (socket, known) => new MemberLine({ socket, roomId, rooms, admit, limits, now, known }),
      );
      return true;
    },
    /** The companion ends: its lines are closed so that pages come back to the next one. */
    end: (): void => door.end(),
    close(): void {
      clearInterval(ticking);
      door.close();
    },
  };
}
