import type { Credentials } from '@/archive/contract/credentials';
import { CLOSED } from '@/protocol/room';
import { GOOD_BYE, ISSUER_AWAY_MS, WatchedSocket } from './watchedSocket';

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
  readonly open?: (url: string) => WebSocket;
}

/** First try at once, the later ones a second apart at most: back within two when the relay is. */
const WAITS_MS = [0, 150, 300, 600, 900] as const;
/** Longer than a connection takes where anybody listens. */
const CONNECT_MS = 5_000;
/** The relay says something every 15 s. */
const SILENCE_MS = 40_000;

/** A line to the companion that mends itself. */
export class Line<Message extends Said> {
  private readonly parts: LineParts<Message>;
  private socket: WatchedSocket | undefined;
  private token: string | undefined;
  private tries = 0;
  private isOver = false;
  private isIn = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
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
    return this.isIn && this.socket?.send(JSON.stringify(message)) === true;
  }

  /** How much has not gone out yet. */
  get behindBytes(): number {
    return this.socket?.behindBytes ?? 0;
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
    const { url, open } = this.parts;
    const socket = new WatchedSocket({
      url,
      open,
      withinMs: CONNECT_MS,
      opened: () => socket.send(JSON.stringify({ auth: token, ...this.parts.greet() })),
      heard: (text) => this.hear(text),
      closed: (code) => this.closed(code),
    });
    this.socket = socket;
  }

  private hear(text: string): void {
    const message = this.parts.read(text);
    if (!message) return;
    this.socket?.expect(SILENCE_MS);
    if (message.is === 'welcome') {
      this.isIn = true;
      this.tries = 0;
    }
    this.parts.heard(message);
    if (message.is === 'welcome') this.parts.changed({ is: 'open' });
  }

  private closed(code: number): void {
    this.socket = undefined;
    this.isIn = false;
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
    else if (fresh === refused) this.timer = setTimeout(() => this.connect(), ISSUER_AWAY_MS);
    else this.connect();
  }

  private renewed(token: string | undefined): void {
    if (token === this.token || this.isOver) return;
    this.token = token;
    // Locked or signed out: nothing is shown to whoever sits here now.
    if (token === undefined) return this.socket?.giveUp(GOOD_BYE);
    if (this.isIn) this.send({ auth: token });
    else if (!this.socket && this.timer === undefined) this.connect();
  }

  private end(reason: LineEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.unwatch();
    this.socket?.end();
    this.isIn = false;
    this.parts.changed({ is: 'over', reason });
  }
}
