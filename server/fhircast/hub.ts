import { createHmac, randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { CastEvent, CastSubscription } from '@/protocol/fhircast';
import { personId, type Person } from '../access/person';
import type { Audit } from '../audit/audit';
import { agentOf, type Visitors } from '../gate/visitor';
import { RequestPace } from '../http/pace';
import { HubChannel } from './channel';
import type { FhircastLimits } from './limits';
import { Topic, type Refused } from './topic';

export interface HubParts {
  readonly visitors: Visitors;
  readonly audit: Audit;
  /** What topics are made of: nobody who knows a person's name knows their topic. */
  readonly secret: string;
  readonly now: () => number;
  readonly steady: () => number;
  readonly limits: FhircastLimits;
}

/** Whose topic it is, while it holds. */
interface Session {
  readonly topic: Topic;
  usedMs: number;
}

/** What each event needs of those who ask for it: who only looks puts nothing into a report. */
const needOf = ({ name }: CastEvent): 'read' | 'measure' => (name.endsWith('-update') ? 'measure' : 'read');

/** The sessions of all people, each with its subscriptions. A topic is one person's own: no other's token opens it. */
export class Hub {
  private readonly parts: HubParts;
  private readonly sessions = new Map<string, Session>();
  private readonly channels = new Map<string, HubChannel>();
  private readonly pace: RequestPace;

  constructor(parts: HubParts) {
    this.parts = parts;
    const { limits, steady } = parts;
    this.pace = new RequestPace(steady, { perS: limits.requestsPerS, burst: limits.requestsAtOnce });
  }

  topicOf(person: Person): string {
    return createHmac('sha256', this.parts.secret).update(personId(person)).digest('base64url').slice(0, 32);
  }

  /** Whom a token lets in here; undefined: nobody, which is put on record of those who are known. */
  async admit(token: string | undefined): Promise<Person | undefined> {
    const visitor = await this.parts.visitors.of(token);
    if (visitor.is === 'person' && visitor.person.may.has('read')) return visitor.person;
    if (visitor.is !== 'nobody')
      this.parts.audit.note({ action: 'refuse', agent: agentOf(visitor), reason: 'fhircast' });
    return undefined;
  }

  /** Whether one more request of a person fits. */
  takes(person: Person): boolean {
    return this.pace.takes(personId(person));
  }

  /** Whether a topic is this person's; that it was another's is put on record. */
  isOwn(person: Person, topic: string): boolean {
    if (topic === this.topicOf(person)) return true;
    this.parts.audit.note({
      action: 'refuse',
      agent: agentOf({ is: 'person', person }),
      reason: 'fhircast topic',
    });
    return false;
  }

  /** The channel of a subscription, anew or as it was; undefined: there are too many, or it is none of theirs. */
  subscribe(
    person: Person,
    token: string,
    asked: CastSubscription & { readonly mode: 'subscribe' },
    channelId: string | undefined,
  ): HubChannel | undefined {
    const before = channelId === undefined ? undefined : this.channels.get(channelId);
    if (channelId !== undefined && before?.topic.id !== asked.topic) return undefined;
    const channel = before ?? this.makeChannel(person);
    channel?.grant(asked, token);
    if (channel && !before)
      this.parts.audit.note({ action: 'join-context', agent: agentOf({ is: 'person', person }) });
    return channel;
  }

  /** False: there is no such subscription of theirs. */
  unsubscribe(topic: string, channelId: string): boolean {
    const channel = this.channels.get(channelId);
    if (channel?.topic.id !== topic) return false;
    channel.deny('unsubscribed');
    return true;
  }

  change(person: Person, event: CastEvent): Refused | 'role' | 'full' | undefined {
    const agent = agentOf({ is: 'person', person });
    const { audit } = this.parts;
    if (!person.may.has(needOf(event))) {
      audit.note({ action: 'refuse', agent, reason: 'fhircast role' });
      return 'role';
    }
    const session = this.sessionOf(person);
    if (!session) return 'full';
    const refused = session.topic.change(event);
    if (refused || event.name === 'SyncError') return refused;
    const studies = [...new Set(session.topic.studiesOf(event))].slice(0, 20);
    audit.note({ action: 'change-context', agent, ...(studies.length > 0 ? { studies } : {}) });
    return undefined;
  }

  current(person: Person): object {
    const { topic } = this.sessions.get(this.topicOf(person)) ?? {};
    return (topic ?? new Topic('', this.parts.limits, this.parts.now)).current();
  }

  /** Leads a WebSocket to the channel that its address names. */
  has(channelId: string): boolean {
    return this.channels.has(channelId);
  }

  open(channelId: string, socket: WebSocket): void {
    if (this.channels.get(channelId)?.open(socket) !== true) socket.close(1008);
  }

  /** Once a second. */
  tick(): void {
    const nowMs = this.parts.steady();
    for (const channel of this.channels.values()) channel.tick();
    for (const [id, session] of this.sessions) {
      if (session.topic.size > 0) session.usedMs = nowMs;
      else if (nowMs - session.usedMs >= this.parts.limits.idleMs && !this.isAwaited(id))
        this.sessions.delete(id);
    }
  }

  heartbeat(): void {
    for (const { topic } of this.sessions.values()) topic.heartbeat();
    for (const channel of this.channels.values()) channel.ping();
  }

  /** A sign-in that has ended ends its subscriptions. */
  async check(): Promise<void> {
    const check = async (channel: HubChannel): Promise<void> => {
      const person = await this.admit(channel.token).catch(() => undefined);
      if (!person || personId(person) !== personId(channel.person)) channel.deny('the sign-in is over');
    };
    await Promise.all([...this.channels.values()].map(check));
  }

  end(): void {
    for (const channel of this.channels.values()) channel.goAway();
  }

  private isAwaited(topic: string): boolean {
    return [...this.channels.values()].some((channel) => channel.topic.id === topic);
  }

  private makeChannel(person: Person): HubChannel | undefined {
    const session = this.sessionOf(person);
    const { limits, steady } = this.parts;
    if (!session) return undefined;
    const own = [...this.channels.values()].filter(({ topic }) => topic === session.topic);
    if (own.length >= limits.subscribersEach) return undefined;
    const id = randomBytes(24).toString('base64url').slice(0, 32);
    const ended = () => void this.channels.delete(id);
    const channel = new HubChannel({ id, topic: session.topic, person, limits, steady, ended });
    this.channels.set(id, channel);
    return channel;
  }

  private sessionOf(person: Person): Session | undefined {
    const id = this.topicOf(person);
    const { limits, now, steady } = this.parts;
    const before = this.sessions.get(id);
    if (before) {
      before.usedMs = steady();
      return before;
    }
    if (this.sessions.size >= limits.topics) return undefined;
    const session = { topic: new Topic(id, limits, now), usedMs: steady() };
    this.sessions.set(id, session);
    return session;
  }
}
