import type { WebSocket } from 'ws';
import type { MemberSender } from './room';

/** Who does not answer the closing is not waited for. */
const CLOSING_MS = 2_000;

/**
 * Sends over one socket, at the pace of who reads it: while more than `behindBytes` is on its way, of messages of one kind the
 * newest takes the place of those before.
 */
export class ConflatingSocket implements MemberSender {
  private readonly socket: WebSocket;
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
    setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
  }

  private flush(): void {
    for (const [kind, text] of this.waiting) {
      if (this.socket.bufferedAmount > this.behindBytes) return;
      this.waiting.delete(kind);
      this.socket.send(text, () => this.waiting.size > 0 && this.flush());
    }
  }
}
