import type { WebSocket } from 'ws';
import type { MemberSender } from './room';

/** Who does not answer the closing is not waited for. */
const CLOSING_MS = 2_000;

/** What may wait on a line; of more `exceeded` is told, which is to end it. */
export interface MostWaiting {
  readonly messages: number;
  readonly chars: number;
  exceeded(): void;
}

/**
 * Sends over one socket, at the pace of who reads it: while more than `behindBytes` is on its way, of messages of one kind the
 * newest takes the place of those before.
 */
export class ConflatingSocket implements MemberSender {
  private readonly socket: WebSocket;
  private readonly behindBytes: number;
  private readonly waiting = new Map<string, string>();
  private readonly most: MostWaiting | undefined;
  private waitingChars = 0;
  private isClosed = false;

  /** `most`: needed where there is no end of kinds. */
  constructor(socket: WebSocket, behindBytes: number, most?: MostWaiting) {
    this.socket = socket;
    this.behindBytes = behindBytes;
    this.most = most;
  }

  /** Messages that wait until what went before has been taken. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  send(kind: string, message: object): void {
    if (this.isClosed) return;
    const text = JSON.stringify(message);
    this.drop(kind);
    this.waiting.set(kind, text);
    this.waitingChars += text.length;
    this.flush();
    const { most } = this;
    if (most && (this.waiting.size > most.messages || this.waitingChars > most.chars)) most.exceeded();
  }

  close(code: number): void {
    this.isClosed = true;
    this.waiting.clear();
    this.waitingChars = 0;
    this.socket.close(code);
    setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
  }

  private flush(): void {
    for (const [kind, text] of this.waiting) {
      if (this.socket.bufferedAmount > this.behindBytes) return;
      this.drop(kind);
      this.socket.send(text, () => this.waiting.size > 0 && this.flush());
    }
  }

  private drop(kind: string): void {
    this.waitingChars -= this.waiting.get(kind)?.length ?? 0;
    this.waiting.delete(kind);
  }
}
