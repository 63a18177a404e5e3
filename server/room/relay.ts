import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { Flights } from '../http/flights';
import type { Admit } from './admit';
import { RelayRoom, type Admission, type Line } from './room';
import { CLOSED, readMessage, type FromMember } from '@/protocol/room';

/** What one relay bears. */
export const ROOM_LIMITS = {
  rooms: 500,
  /** Opened by one person, or by the guests of one share. */
  roomsEach: 20,
  /** Of one person or share, so that nobody takes the places of all. */
  linesEach: 40,
  /** Lines that have not said who they are. */
  strangers: 200,
  /** Of one network address. */
  strangersEach: 50,
  messageBytes: 64 * 1024,
  messagesPerS: 60,
  /** More than this on its way to a member: they get the newest instead of all. */
  behindBytes: 256 * 1024,
  authMs: 5_000,
  pingMs: 15_000,
  /** A guest's share is asked this often whether it holds; people's tokens ten times less. */
  checkMs: 1_000,
} as const;

export interface RelayParts {
  readonly admit: Admit;
  /** Where rooms are, e.g. '/room'. */
  readonly path: string;
  readonly now?: () => number;
  readonly limits?: Partial<{ -readonly [Name in keyof typeof ROOM_LIMITS]: number }>;
}

/** One line to a member's page. */
class Socket implements Line {
  readonly socket: WebSocket;
  private readonly behindBytes: number;
  private readonly waiting = new Map<string, string>();

  constructor(socket: WebSocket, behindBytes: number) {
    this.socket = socket;
    this.behindBytes = behindBytes;
  }

  send(kind: string, message: object): void {
    this.waiting.delete(kind);
    this.waiting.set(kind, JSON.stringify(message));
    this.flush();
  }

  close(code: number): void {
    this.socket.close(code);
    // Who does not answer the closing is not waited for.
    setTimeout(() => this.socket.terminate(), 2_000).unref();
  }

  private flush(): void {
    for (const [kind, text] of this.waiting) {
      if (this.socket.bufferedAmount > this.behindBytes) return;
      this.waiting.delete(kind);
      this.socket.send(text, () => this.waiting.size > 0 && this.flush());
    }
  }
}

/**
 * Rooms in which people look together: passes sealed messages between those who may be in a room and reads none of them.
 * A room lives in the memory of one companion; where several share the work, `/room/{id}` must always lead to the same one.
 */
export function createRelay({ admit, path, now = Date.now, limits: given }: RelayParts) {
  const limits = { ...ROOM_LIMITS, ...given };
  const rooms = new Map<string, RelayRoom>();
  /** Who opened each room. */
  const openers = new Map<string, string>();
  const lines = new Map<string, number>();
  const places = new Flights();
  let strangers = 0;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const place = new RegExp(`^${path}/([\\w-]{22})$`);

  const refuse = (socket: Duplex, status: string): void => {
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };

  /** A page of another site could otherwise make a browser speak for whoever uses it. */
  const isOwn = ({ headers }: IncomingMessage): boolean =>
    URL.canParse(headers.origin ?? '') && new URL(headers.origin ?? '').host === headers.host;

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const id = place.exec(request.url ?? '')?.[1];
    if (id === undefined) return false;
    if (!isOwn(request)) refuse(socket, '403 Forbidden');
    else if (strangers >= limits.strangers) refuse(socket, '503 Service Unavailable');
    else {
      const name = request.socket.remoteAddress ?? '';
      const leave = places.take([{ name, most: limits.strangersEach }]);
      if (leave === undefined) refuse(socket, '503 Service Unavailable');
      else {
        socket.once('close', leave);
        sockets.handleUpgrade(request, socket, head, (opened) => void meet(opened, id, leave));
      }
    }
    return true;
  };

  /** One line from its first message to its end. */
  async function meet(socket: WebSocket, id: string, known: () => void): Promise<void> {
    const line = new Socket(socket, limits.behindBytes);
    let who: Admission | undefined;
    let token = '';
    let member: string | undefined;
    let isEntering = false;
    let isFinal = false;
    let budget: number = limits.messagesPerS;
    let budgetAt = now();
    let isAlive = true;
    let isOut = false;
    strangers += 1;

    const close = (code: number): void => {
      isOut = true;
      isFinal ||= code === CLOSED.ended;
      line.close(code);
    };
    const enter = async (message: FromMember & { is: 'auth' }): Promise<void> => {
      if (member === undefined && isEntering) return close(CLOSED.malformed);
      isEntering = true;
      const admitted = await admit(message.token);
      if (isOut) return;
      if (!admitted || (who && who.key !== admitted.key)) return close(CLOSED.ended);
      token = message.token;
      if (who) return;
      const room = rooms.get(id) ?? new RelayRoom();
      if (!rooms.has(id) && rooms.size >= limits.rooms) return close(CLOSED.crowded);
      const count = lines.get(admitted.key) ?? 0;
      const opened = [...openers.values()].filter((key) => key === admitted.key).length;
      if (!rooms.has(id) && opened >= limits.roomsEach) return close(CLOSED.crowded);
      if (room.isFull || count >= limits.linesEach) return close(CLOSED.full);
      clearTimeout(silence);
      strangers -= 1;
      known();
      who = admitted;
      lines.set(who.key, count + 1);
      if (!rooms.has(id)) openers.set(id, admitted.key);
      rooms.set(id, room);
      member = room.join(who, line, now(), message);
    };
    const isHasty = (): boolean => {
      budget = Math.min(limits.messagesPerS, budget + ((now() - budgetAt) / 1000) * limits.messagesPerS);
      budgetAt = now();
      budget -= 1;
      return budget < 0;
    };
    const check = async (): Promise<void> => {
      if (who && !isOut && !(await admit(token))) close(CLOSED.ended);
    };

    const silence = setTimeout(() => close(CLOSED.silent), limits.authMs);
    const pinging = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
      // Pages do not see pings: this tells them that the line holds.
      if (who) line.send('beat', { beat: true });
    }, limits.pingMs);
    let checks = 0;
    const checking = setInterval(() => {
      checks += 1;
      if (who?.isGuest === true || checks % 10 === 0) void check();
    }, limits.checkMs);

    socket.on('pong', () => (isAlive = true));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      isOut = true;
      clearTimeout(silence);
      clearInterval(pinging);
      clearInterval(checking);
      if (!who) strangers -= 1;
      else lines.set(who.key, (lines.get(who.key) ?? 1) - 1);
      if (who && lines.get(who.key) === 0) lines.delete(who.key);
      if (member !== undefined) rooms.get(id)?.leave(member, line, now(), isFinal);
    });
    socket.on('message', (data, isBinary) => {
      if (isOut) return;
      if (isHasty()) return close(CLOSED.hasty);
      const message = isBinary ? undefined : readMessage((data as Buffer).toString('utf8'));
      if (!message) return close(CLOSED.malformed);
      if (message.is === 'auth') return void enter(message);
      const room = rooms.get(id);
      if (member === undefined || !room) return close(CLOSED.malformed);
      if (message.is === 'say') room.say(member, message);
      else if (message.is === 'hand') room.hand(member, message.to, now());
      else if (message.is === 'take') room.take(member, now());
      else {
        isFinal = true;
        line.close(1000);
      }
    });
  }

  const ticking = setInterval(() => {
    for (const [id, room] of rooms) {
      room.tick(now());
      if (!room.isOver(now())) continue;
      rooms.delete(id);
      openers.delete(id);
    }
  }, 500);
  ticking.unref();

  return {
    /** Takes a connection over that asks for a room; false for others. */
    upgrade,
    close(): void {
      clearInterval(ticking);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
