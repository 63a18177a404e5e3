import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLOSED } from '@/protocol/room';
import { endSocket } from '../http/endSocket';
import { Flights } from '../http/flights';
import { addressOf } from '../http/peer';

export interface LineDoorParts {
  readonly messageBytes: number;
  /** Lines that have not said who they are: of all, and of one network address. */
  readonly strangers: number;
  readonly strangersEach: number;
  /** A proxy stands before the companion: it says whose address it is. */
  readonly isBehindProxy: boolean;
  /** Programs that are no browsers come too: they say no origin, and browsers always do. */
  readonly takesPrograms?: boolean;
}

/** Who is at the other end of a line, as far as its door knows them. */
interface Line {
  /** Puts them out: nothing is heard of them from then on. */
  close(code: number): void;
}

/** A page of another site could otherwise make a browser speak for whoever uses it. */
const isOwnOrigin = ({ headers }: IncomingMessage): boolean =>
  URL.canParse(headers.origin ?? '') && new URL(headers.origin ?? '').host === headers.host;

/** Takes connections over as WebSockets: of this origin's pages alone, and of strangers no more than there is room for. */
export class LineDoor {
  private readonly parts: LineDoorParts;
  private readonly sockets: WebSocketServer;
  /** Places of lines that have not said who they are. */
  private readonly strangers = new Flights();
  private readonly lines = new Set<Line>();
  private hasEnded = false;

  constructor(parts: LineDoorParts) {
    this.parts = parts;
    this.sockets = new WebSocketServer({
      noServer: true,
      maxPayload: parts.messageBytes,
      perMessageDeflate: false,
      clientTracking: true,
    });
  }

  /** `opened` is given the line, and `known`, which is called once who is there has been said. */
  open(
    request: IncomingMessage,
    connection: Duplex,
    head: Buffer,
    opened: (socket: WebSocket, known: () => void) => Line,
  ): void {
    const { strangers, strangersEach, isBehindProxy, takesPrograms = false } = this.parts;
    const isProgram = takesPrograms && request.headers.origin === undefined;
    if (!isProgram && !isOwnOrigin(request)) return endSocket(connection, '403 Forbidden');
    if (this.hasEnded) return endSocket(connection, '503 Service Unavailable');
    const known = this.strangers.take([
      { name: 'all', most: strangers },
      { name: `from ${addressOf(request, isBehindProxy)}`, most: strangersEach },
    ]);
    if (known === undefined) return endSocket(connection, '503 Service Unavailable');
    connection.once('close', known);
    this.sockets.handleUpgrade(request, connection, head, (socket) => {
      try {
        const line = opened(socket, known);
        this.lines.add(line);
        socket.once('close', () => this.lines.delete(line));
      } catch {
        // One line that cannot be opened ends no other: nobody above here would take the error.
        socket.close(1011);
      }
    });
  }

  /** The companion ends: nobody is let in, nothing more is heard, and who is here comes back to the next one. */
  end(): void {
    this.hasEnded = true;
    for (const line of this.lines) line.close(CLOSED.away);
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
  }
}
