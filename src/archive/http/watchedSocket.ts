/** Code that a line is closed with when whoever was on it is gone (RFC 6455 7.4). */
export const GOOD_BYE = 1000;
/** It is dead, and they may be back. */
const SILENT = 4000;
/** WebSocket.OPEN. */
const OPEN = 1;
/** How long an issuer that does not answer is left alone. */
export const ISSUER_AWAY_MS = 3_000;

export interface WatchedSocketParts {
  readonly url: string;
  /** How soon it has to say something. */
  readonly withinMs: number;
  opened?(): void;
  heard(text: string): void;
  /** Once; the code that the other side closed it with, 0 where it was given up here. */
  closed(code: number): void;
  readonly open?: ((url: string) => WebSocket) | undefined;
}

/** One connection that is given up when nothing is heard of it for too long. */
export class WatchedSocket {
  private readonly socket: WebSocket;
  private readonly parts: WatchedSocketParts;
  private isOver = false;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: WatchedSocketParts) {
    this.parts = parts;
    const socket = (parts.open ?? ((url) => new WebSocket(url)))(parts.url);
    this.socket = socket;
    this.expect(parts.withinMs);
    socket.addEventListener('open', () => this.isOver || parts.opened?.());
    socket.addEventListener('message', ({ data }) => {
      if (!this.isOver && typeof data === 'string') parts.heard(data);
    });
    socket.addEventListener('close', ({ code }) => this.closed(code));
  }

  /** How much has not gone out yet. */
  get behindBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** False where the connection is not open. */
  send(text: string): boolean {
    if (this.socket.readyState !== OPEN) return false;
    this.socket.send(text);
    return true;
  }

  /** Something is to be heard within that time from now; absent: it may stay silent. */
  expect(withinMs?: number): void {
    clearTimeout(this.watchdog);
    // A line that broke without a word is closed here; what is still on its way to it is not waited for.
    if (withinMs !== undefined) this.watchdog = setTimeout(() => this.giveUp(SILENT), withinMs);
  }

  /** Closes it, which is told like any other closing. */
  giveUp(code: number): void {
    if (this.isOver) return;
    this.socket.close(code);
    this.closed(0);
  }

  /** Closes it, and nothing is told of it any more. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.expect();
    this.socket.close(GOOD_BYE);
  }

  private closed(code: number): void {
    if (this.isOver) return;
    this.isOver = true;
    this.expect();
    this.parts.closed(code);
  }
}
