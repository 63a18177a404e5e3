import type { Credentials } from '@/archive/contract/credentials';
import { CLOSED } from '@/protocol/room';

/** Why a line ended for good. */
export type LineEnd =
  /** What let this person in does no longer: signed out, the share ended. */
  'ended' | 'full' | 'crowded' | 'left';

/** What the companion says on a line. `welcome`: whoever asked is let in. */
interface Said {
  readonly is: string;
}

/** How a line stands. */
export type LineState =
  { readonly is: 'joining' | 'open' | 'lost' } | { readonly is: 'over'; readonly reason: LineEnd };

export interface LineParts<Message extends Said> {
  /** Where it leads to, at the companion. */
  readonly url: string;
  readonly credentials: Credentials;
  /** What stands in the first message beside the token. */
  greet(): { readonly again?: string; readonly presents?: true };
  /** One text of the companion; undefined for whatever is none. */
  read(text: string): Message | undefined;
  heard(message: Message): void;
  changed(state: LineState): void;
  /** Told each time a message may go out. */
  readonly open?: (url: string) => WebSocket;
}

/** First try at once, the later ones a second apart at most: back within two when the relay is. */
const WAITS_MS = [0, 150, 300, 600, 900] as const;
/** How long an issuer that does not answer is left alone. */
const AWAY_MS = 3_000;
/** Longer than a connection takes where anybody listens. */
const CONNECT_MS = 5_000;
/** The relay says something every 15 s. */
const SILENCE_MS = 40_000;

/** Codes that a line is closed with (RFC 6455 7.4): whoever was on it is gone; it is dead, and they may be back. */
const GOOD_BYE = 1000;
const SILENT = 4000;

/** WebSocket.OPEN. */
const OPEN = 1;

/** A line to the companion that mends itself. */
export class Line<Message extends Said> {
  private readonly parts: LineParts<Message>;
  private socket: WebSocket | undefined;
  private token: string | undefined;
  private tries = 0;
  private isOver = false;
  private isIn = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private readonly unwatch: () => void;

  constructor(parts: LineParts<Message>) {
    this.parts = parts;
    this.unwatch = parts.credentials.watch((token) => this.renewed(token));
    this.connect();
  }

  /** Whoever is on it was let in, and it holds. */
  get isOpen(): boolean {
    return this.isIn;
  }

  /** Sends where the line is open; false where it is not. */
  send(message: object): boolean {
    if (!this.isIn || this.socket?.readyState !== OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** How much has not gone out yet. */
  get behindBytes(): number {
    return this.socket?.bufferedAmount ?? 0;
  }

  leave(): void {
    this.send({ leave: true });
    this.end('left');
  }

  private connect(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const token = this.parts.credentials.token();
    // Locked: a new token brings us back.
    if (token === undefined || this.isOver) return;
    this.token = token;
    const socket = (this.parts.open ?? ((url) => new WebSocket(url)))(this.parts.url);
    this.socket = socket;
    this.guard(CONNECT_MS);
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ auth: token, ...this.parts.greet() }));
    });
    socket.addEventListener('message', ({ data }) => {
      const message = this.socket === socket && typeof data === 'string' ? this.parts.read(data) : undefined;
      if (!message) return;
      this.guard(SILENCE_MS);
      if (message.is === 'welcome') {
        this.isIn = true;
        this.tries = 0;
      }
      this.parts.heard(message);
      if (message.is === 'welcome') this.parts.changed({ is: 'open' });
    });
    socket.addEventListener('close', ({ code }) => this.closed(socket, code));
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket || this.isOver) return;
    this.socket = undefined;
    this.isIn = false;
    clearTimeout(this.watchdog);
    if (code === CLOSED.full) return this.end('full');
    if (code === CLOSED.crowded) return this.end('crowded');
    this.parts.changed({ is: 'lost' });
    if (code === CLOSED.ended) return void this.readmit(this.token);
    const waitMs = WAITS_MS[Math.min(this.tries, WAITS_MS.length - 1)] ?? 0;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), waitMs);
  }

  /** The token was not accepted: with a fresh one we come back, without one we are out. */
  private async readmit(refused: string | undefined): Promise<void> {
    const fresh = await this.parts.credentials.renew(refused);
    if (this.isOver || this.socket) return;
    if (fresh === undefined) this.end('ended');
    // Whoever renews tokens does not answer now.
    else if (fresh === refused) this.timer = setTimeout(() => this.connect(), AWAY_MS);
    else this.connect();
  }

  private renewed(token: string | undefined): void {
    if (token === this.token || this.isOver) return;
    this.token = token;
    // Locked or signed out: nothing is shown to whoever sits here now.
    if (token === undefined) return this.drop(GOOD_BYE);
    if (this.isIn) this.send({ auth: token });
    else if (!this.socket && this.timer === undefined) this.connect();
  }

  private guard(waitMs: number): void {
    clearTimeout(this.watchdog);
    const { socket } = this;
    // A line that broke without a word is closed here; what is still on its way to it is not waited for.
    this.watchdog = setTimeout(() => socket === this.socket && this.drop(SILENT), waitMs);
  }

  private drop(code: number): void {
    const { socket } = this;
    if (!socket) return;
    socket.close(code);
    this.closed(socket, 0);
  }

  private end(reason: LineEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    clearTimeout(this.watchdog);
    this.unwatch();
    this.socket?.close(GOOD_BYE);
    this.isIn = false;
    this.parts.changed({ is: 'over', reason });
  }
}
