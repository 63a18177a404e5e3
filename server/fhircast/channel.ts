import type { WebSocket } from 'ws';
import {
  isFollowed,
  readCastAnswer,
  type CastEvent,
  type CastEventName,
  type CastSubscription,
} from '@/protocol/fhircast';
import type { Person } from '../access/person';
import { TokenBucket } from '../room/tokenBucket';
import type { FhircastLimits } from './limits';
import type { Subscriber, Topic } from './topic';

/** Closings of RFC 6455 after which a subscriber is not missed (2.5.4). */
const GOOD_BYES: ReadonlySet<number> = new Set([1000, 1001]);
const CLOSING_MS = 2_000;

export interface ChannelParts {
  /** The last part of its address: whoever knows it is who subscribed. */
  readonly id: string;
  readonly topic: Topic;
  readonly person: Person;
  readonly limits: FhircastLimits;
  /** Ms since whenever, for what passes. */
  readonly steady: () => number;
  /** It is over: nothing is told on it any more. */
  readonly ended: () => void;
}

/** One subscription with its WebSocket, from when it was asked for to its end. */
export class HubChannel implements Subscriber {
  readonly id: string;
  readonly topic: Topic;
  readonly person: Person;
  name = 'Isocenter';
  events: ReadonlySet<CastEventName> = new Set();
  token = '';
  private readonly parts: ChannelParts;
  private socket: WebSocket | undefined;
  private leaseEndMs = 0;
  private leaseS = 0;
  private isOver = false;
  private isAlive = true;
  /** Events that were told and not answered, with when. */
  private readonly awaited = new Map<string, { readonly event: CastEvent; readonly atMs: number }>();
  private readonly madeMs: number;
  private readonly budget: TokenBucket;

  constructor(parts: ChannelParts) {
    this.parts = parts;
    this.id = parts.id;
    this.topic = parts.topic;
    this.person = parts.person;
    this.madeMs = parts.steady();
    this.budget = new TokenBucket(parts.limits.messagesPerS, parts.steady);
  }

  /** What was asked for holds from now, in place of what was. */
  grant({ events, name, leaseS }: CastSubscription & { readonly mode: 'subscribe' }, token: string): void {
    const { limits, steady } = this.parts;
    this.token = token;
    this.name = name ?? this.name;
    this.events = new Set(events);
    this.leaseS = Math.min(leaseS ?? limits.leaseS, limits.leaseS);
    this.leaseEndMs = steady() + this.leaseS * 1000;
    if (this.socket) this.confirm();
  }

  /** Its subscriber is here; false: somebody is already. */
  open(socket: WebSocket): boolean {
    if (this.socket || this.isOver) return false;
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('pong', () => (this.isAlive = true));
    socket.on('message', (data, isBinary) => this.hear(isBinary ? '' : (data as Buffer).toString('utf8')));
    socket.on('close', (code) => {
      if (this.isOver) return;
      if (!GOOD_BYES.has(code)) this.topic.fault(this, undefined, `${this.name} lost its connection`);
      this.end();
    });
    this.confirm();
    this.topic.join(this);
    return true;
  }

  tell(message: object, awaits: CastEvent | undefined): void {
    const { socket } = this;
    if (!socket || this.isOver) return;
    if (socket.bufferedAmount > this.parts.limits.behindBytes)
      return this.giveUp(awaits, `${this.name} takes nothing`);
    if (awaits) this.awaited.set(awaits.id, { event: awaits, atMs: this.parts.steady() });
    socket.send(JSON.stringify(message));
  }

  /** Time passes: no subscriber came, its lease is over, or an event was not answered. */
  tick(): void {
    const nowMs = this.parts.steady();
    const { connectMs, answerMs } = this.parts.limits;
    if (!this.socket) {
      if (nowMs - this.madeMs >= connectMs) this.end();
      return;
    }
    if (nowMs >= this.leaseEndMs) return this.deny('the lease is over');
    const silent = [...this.awaited.values()].find(({ atMs }) => nowMs - atMs >= answerMs);
    if (silent) this.giveUp(silent.event, `${this.name} does not answer`);
  }

  ping(): void {
    const { socket } = this;
    if (!socket) return;
    if (!this.isAlive) return socket.terminate();
    this.isAlive = false;
    socket.ping();
  }

  /** Ends it with the hub's word that it is over (2.4.4). */
  deny(why: string, code = 1000): void {
    if (this.isOver) return;
    this.socket?.send(
      JSON.stringify({
        'hub.mode': 'denied',
        'hub.topic': this.topic.id,
        'hub.events': [...this.events].join(','),
        'hub.reason': why,
      }),
    );
    this.end();
    this.shut(code);
  }

  /** The companion ends: whoever is here comes back to the next one. */
  goAway(): void {
    this.end();
    this.shut(1001);
  }

  /** Others are told that it does not follow, and it is unsubscribed (2.5.5). */
  private giveUp(event: CastEvent | undefined, why: string): void {
    this.deny(why);
    this.topic.fault(this, event, why);
  }

  private confirm(): void {
    this.socket?.send(
      JSON.stringify({
        'hub.mode': 'subscribe',
        'hub.topic': this.topic.id,
        'hub.events': [...this.events].join(','),
        'hub.lease_seconds': this.leaseS,
      }),
    );
  }

  private hear(text: string): void {
    if (this.isOver) return;
    const answer = readCastAnswer(text);
    if (!answer || !this.budget.take()) return this.giveUp(undefined, `${this.name} says what is no answer`);
    const { event } = this.awaited.get(answer.id) ?? {};
    this.awaited.delete(answer.id);
    if (event && !isFollowed(answer))
      this.topic.fault(this, event, `${this.name} does not follow (${answer.status})`);
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.topic.leave(this);
    this.parts.ended();
  }

  private shut(code: number): void {
    const { socket } = this;
    socket?.close(code);
    setTimeout(() => socket?.terminate(), CLOSING_MS).unref();
  }
}
