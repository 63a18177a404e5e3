import type { Credentials } from '@/archive/contract/credentials';
import { GOOD_BYE, ISSUER_AWAY_MS, WatchedSocket } from '@/archive/http/watchedSocket';
import {
  isFields,
  isText,
  readCastCurrent,
  readFromHub,
  writeCastAnswer,
  writeCastEvent,
  writeSubscription,
  type CastCurrent,
  type CastEvent,
  type CastEventName,
} from '@/protocol/fhircast';

/** How the line to a hub stands. `lost`: it is mended as soon as that goes; `refused`: it is not tried again by itself. */
export type HubState =
  { readonly is: 'joining' | 'open' | 'lost' } | { readonly is: 'refused'; readonly why: 'role' | 'hub' };

/** What came of asking for a change: the hub's status where it does not make it, `lost` where it does not answer. */
export type HubAnswer = 'done' | 'lost' | number;

export interface HubLineParts {
  /** `hub.url`: a path of this origin, or an address that the settings name. */
  readonly hub: string;
  /** The topic of whoever looks; absent: the hub tells it (`/session`), as the companion's does. */
  readonly topic?: string | undefined;
  readonly credentials: Credentials;
  readonly events: readonly CastEventName[];
  /** The current context, each time the line is there (again). */
  joined(current: CastCurrent | undefined): void;
  /** An event; the status that it is answered with. */
  heard(event: CastEvent): Promise<number>;
  changed(state: HubState): void;
  readonly open?: (url: string) => WebSocket;
  readonly fetch?: typeof globalThis.fetch;
}

const NAME = 'Isocenter';
const WAITS_MS = [0, 500, 1_000, 2_000, 4_000] as const;
/** Longer than a request or a connection takes where anybody listens. */
const ANSWER_MS = 8_000;
/** So many heartbeats left out, and the line is lost. */
const BEATS = 2.5;
/** A lease is renewed when so much of it has passed. */
const RENEWED_AT = 0.8;

/** What ends one attempt to subscribe. */
class Refusal {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** A subscription to a FHIRcast hub that mends itself: with the token of the moment, over lost lines and ended leases. */
export class HubLine {
  private readonly parts: HubLineParts;
  private socket: WatchedSocket | undefined;
  private token: string | undefined;
  private endpoint: string | undefined;
  private topic: string | undefined;
  private tries = 0;
  /** Counts attempts: what an earlier one still brings is not taken. */
  private turn = 0;
  private isOver = false;
  private isIn = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private readonly unwatch: () => void;

  constructor(parts: HubLineParts) {
    this.parts = parts;
    this.unwatch = parts.credentials.watch((token) => this.renewed(token));
    void this.connect();
  }

  get isOpen(): boolean {
    return this.isIn;
  }

  /** Asks the hub for a change; the hub tells it to all, this page too, where it makes it. */
  async ask(event: Omit<CastEvent, 'topic'>): Promise<HubAnswer> {
    const { topic } = this;
    if (topic === undefined || !this.isIn) return 'lost';
    const body = JSON.stringify(writeCastEvent({ ...event, topic }));
    const answer = await this.send('', { method: 'POST', body }, 'application/json').catch(() => undefined);
    if (!answer) return 'lost';
    return answer.ok ? 'done' : answer.status;
  }

  /** The current context as the hub has it now; undefined: it does not say. */
  async current(): Promise<CastCurrent | undefined> {
    const { topic } = this;
    if (topic === undefined) return undefined;
    try {
      const answer = await this.send(`/${encodeURIComponent(topic)}`, {});
      return answer.ok ? readCastCurrent(await answer.json()) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Unsubscribes: nothing is heard any more. */
  leave(): void {
    if (this.isOver) return;
    const { topic, endpoint } = this;
    if (topic !== undefined && endpoint !== undefined && this.token !== undefined)
      void this.send('', {
        method: 'POST',
        keepalive: true,
        body: writeSubscription({ mode: 'unsubscribe', topic, endpoint }),
      }).catch(() => undefined);
    this.stop();
    this.unwatch();
    this.isOver = true;
  }

  private send(path: string, init: RequestInit, type?: string): Promise<Response> {
    const form =
      init.body === undefined ? {} : { 'Content-Type': type ?? 'application/x-www-form-urlencoded' };
    const token = this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` };
    return (this.parts.fetch ?? fetch)(`${this.parts.hub}${path}`, {
      ...init,
      headers: { Accept: 'application/json', ...form, ...token },
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  }

  private async connect(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.token = this.parts.credentials.token();
    // Locked: a new token brings us back.
    if (this.token === undefined || this.isOver) return;
    const turn = (this.turn += 1);
    try {
      const topic = this.parts.topic ?? (await this.askTopic());
      const endpoint = await this.subscribe(topic, undefined);
      if (turn !== this.turn) return;
      this.topic = topic;
      this.endpoint = endpoint;
      this.listen(endpoint, turn);
    } catch (error) {
      if (turn === this.turn) this.notIn(error instanceof Refusal ? error.status : 0);
    }
  }

  private async askTopic(): Promise<string> {
    const answer = await this.send('/session', {});
    const json: unknown = answer.ok ? await answer.json() : undefined;
    const topic = isFields(json) ? json['hub.topic'] : undefined;
    if (!isText(topic)) throw new Refusal(answer.ok ? 404 : answer.status);
    return topic;
  }

  private async subscribe(topic: string, endpoint: string | undefined): Promise<string> {
    const { events } = this.parts;
    const asked = { mode: 'subscribe' as const, topic, events, leaseS: undefined, endpoint, name: NAME };
    const answer = await this.send('', { method: 'POST', body: writeSubscription(asked) });
    const json: unknown = answer.ok ? await answer.json() : undefined;
    const given = isFields(json) ? json['hub.channel.endpoint'] : undefined;
    if (!answer.ok) throw new Refusal(answer.status);
    return channelOf(this.parts.hub, given);
  }

  private listen(endpoint: string, turn: number): void {
    this.socket = new WatchedSocket({
      url: endpoint,
      open: this.parts.open,
      withinMs: ANSWER_MS,
      heard: (text) => this.hear(text, turn),
      closed: () => this.closed(),
    });
  }

  private hear(text: string, turn: number): void {
    const message = readFromHub(text);
    if (message?.is === 'confirmed') return this.confirmed(message.leaseS, turn);
    // It closes the line, too; whatever the reason was, asking anew tells whether it still holds.
    if (message?.is === 'denied') return this.socket?.giveUp(GOOD_BYE);
    if (message?.is === 'unknown' && message.id !== undefined) return this.answer(message.id, 400);
    if (message?.is !== 'event') return;
    const { event } = message;
    if (event.name === 'Heartbeat') return this.beat(event);
    if (event.topic !== this.topic) return this.answer(event.id, 400);
    void this.parts
      .heard(event)
      .catch(() => 500)
      .then((status) => turn === this.turn && this.answer(event.id, status));
  }

  private confirmed(leaseS: number | undefined, turn: number): void {
    this.socket?.expect();
    clearTimeout(this.renewal);
    if (leaseS !== undefined)
      this.renewal = setTimeout(
        () => void this.renewLease(),
        Math.min(leaseS * RENEWED_AT * 1000, 2 ** 31 - 1),
      );
    if (this.isIn) return;
    this.isIn = true;
    this.tries = 0;
    void this.current().then((current) => {
      if (turn !== this.turn || !this.isIn) return;
      this.parts.joined(current);
      this.parts.changed({ is: 'open' });
    });
  }

  private answer(id: string, status: number): void {
    this.socket?.send(JSON.stringify(writeCastAnswer({ id, status })));
  }

  private beat({ id, context }: CastEvent): void {
    this.answer(id, 200);
    const period = Number(context.find(({ key }) => key === 'period')?.['decimal']);
    if (period > 0 && period < 3_600) this.socket?.expect(period * BEATS * 1000);
  }

  /** The same channel with the token of the moment and a new lease. */
  private async renewLease(): Promise<void> {
    const { topic, endpoint, turn } = this;
    if (!this.isIn || topic === undefined || endpoint === undefined) return;
    try {
      await this.subscribe(topic, endpoint);
    } catch {
      // It is asked for anew.
      if (turn === this.turn) this.socket?.giveUp(GOOD_BYE);
    }
  }

  private renewed(token: string | undefined): void {
    if (token === this.token || this.isOver) return;
    this.token = token;
    // Locked or signed out: nothing is shown to whoever sits here now.
    if (token === undefined) {
      this.stop();
      this.parts.changed({ is: 'lost' });
    } else if (this.isIn) void this.renewLease();
    else if (!this.socket && this.timer === undefined) void this.connect();
  }

  /** One attempt came to nothing: tried again, with another token, or not at all. */
  private notIn(status: number): void {
    if (this.isOver) return;
    if (status === 401) {
      this.parts.changed({ is: 'lost' });
      return void this.readmit(this.token);
    }
    const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (!isFinal) return this.again();
    this.stop();
    this.unwatch();
    this.isOver = true;
    this.parts.changed({ is: 'refused', why: status === 403 ? 'role' : 'hub' });
  }

  private async readmit(refused: string | undefined): Promise<void> {
    const turn = this.turn;
    const fresh = await this.parts.credentials.renew(refused);
    if (this.isOver || turn !== this.turn) return;
    // Without one we wait until somebody signs in; whoever renews tokens may not answer now.
    if (fresh === refused) this.timer = setTimeout(() => void this.connect(), ISSUER_AWAY_MS);
    else if (fresh !== undefined) void this.connect();
  }

  private again(): void {
    this.parts.changed({ is: 'lost' });
    const waitMs = WAITS_MS[Math.min(this.tries, WAITS_MS.length - 1)] ?? 0;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), waitMs);
  }

  private closed(): void {
    this.stop();
    this.again();
  }

  /** Nothing is heard of this channel any more. */
  private stop(): void {
    this.turn += 1;
    this.isIn = false;
    for (const timer of [this.timer, this.renewal]) clearTimeout(timer);
    this.timer = undefined;
    const { socket } = this;
    this.socket = undefined;
    this.endpoint = undefined;
    socket?.end();
  }
}

/**
 * The address of a channel, as the page may ask for it: on the hub's own host alone, and encrypted where the hub is. Throws where a
 * hub names another.
 */
function channelOf(hub: string, given: unknown): string {
  const own = new URL(hub, globalThis.location?.href);
  if (!isText(given, 1000) || !URL.canParse(given)) throw new Refusal(404);
  const url = new URL(given);
  if (!/^(wss?|https?):$/.test(url.protocol) || url.host !== own.host) throw new Refusal(404);
  url.protocol = own.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
