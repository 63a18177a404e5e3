import { randomUUID } from 'node:crypto';
import {
  isFields,
  isText,
  writeCastEvent,
  type CastEntry,
  type CastEvent,
  type CastEventName,
  type CastResource,
} from '@/protocol/fhircast';
import { anchorIdOf, anchorOf, castSubjectOf, writeFault, type CastStudy } from '@/protocol/fhircastContext';
import type { FhircastLimits } from './limits';

/** Somebody who is told of a topic's events. */
export interface Subscriber {
  readonly name: string;
  readonly events: ReadonlySet<CastEventName>;
  /** `awaits`: the event of which an answer is expected. */
  tell(message: object, awaits: CastEvent | undefined): void;
}

/** Why a change was not made: an HTTP status, and a sentence for whoever wrote the program that asked. */
export interface Refused {
  readonly status: 400 | 404 | 409 | 413;
  readonly sentence: string;
}

/** What is open, and what is shared about it. */
interface Open {
  readonly type: string;
  /** The event that opened it, as it was told. */
  event: CastEvent;
  versionId: string;
  /** Resources shared in it, by `Type/id`. */
  content: ReadonlyMap<string, CastResource>;
}

/** Contexts that another context refers to: who hears of these alone is told of them (2.5, hub generated open events). */
const REFERRED = ['ImagingStudy', 'Encounter', 'Patient'] as const;
const KEYS = { ImagingStudy: 'study', Encounter: 'encounter', Patient: 'patient' } as const;

const refused = (status: Refused['status'], sentence: string): Refused => ({ status, sentence });

/** One person's session: what is open in it, and who is told. */
export class Topic {
  readonly id: string;
  private readonly limits: FhircastLimits;
  private readonly now: () => number;
  private readonly subscribers = new Set<Subscriber>();
  private open: Open | undefined;
  /** Events that were told, in order. */
  private readonly told = new Set<string>();

  constructor(id: string, limits: FhircastLimits, now: () => number) {
    this.id = id;
    this.limits = limits;
    this.now = now;
  }

  get size(): number {
    return this.subscribers.size;
  }

  /** Tells whoever comes of what is open (2.4.3.1). */
  join(subscriber: Subscriber): void {
    this.subscribers.add(subscriber);
    if (this.open) this.tellOpen(subscriber, { ...this.open.event, versionId: this.open.versionId });
  }

  leave(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
  }

  /** The current context (2.9), with what is shared in it; nothing open is an empty context. */
  current(): object {
    if (!this.open) return { 'context.type': '', 'context.versionId': '', context: [] };
    const { type, event, versionId, content } = this.open;
    const entry = [...content.values()].map((resource) => ({ resource }));
    const shared = { key: 'content', resource: { resourceType: 'Bundle', type: 'collection', entry } };
    return { 'context.type': type, 'context.versionId': versionId, context: [...event.context, shared] };
  }

  /** Study Instance UIDs of a context, for the record. */
  studiesOf(event: CastEvent): readonly string[] {
    const uids = castSubjectOf(event.context, anchorOf(event)).studies.map(({ uid }) => uid);
    return uids.filter((uid) => uid !== undefined);
  }

  /** Makes a change that was asked for and tells it to all, or says why not: then nothing is changed. */
  change(asked: CastEvent): Refused | undefined {
    // By this clock for all: those of two programs differ, and subscribers leave out what is older (2.5.1).
    const event = { ...asked, timestamp: new Date(this.now()).toISOString() };
    const [anchor = '', suffix] = event.name.split('-');
    if (event.name === 'Heartbeat') return refused(400, 'Heartbeats are told by the hub.');
    if (event.name === 'SyncError') return this.tellFault(event);
    if (this.told.has(event.id) && this.open?.event.id !== event.id)
      return refused(409, 'This event was told before, and others since.');
    if (suffix === 'update') return this.update(event, anchor);
    if (suffix === 'select') {
      if (!this.isOfOpen(event, anchor)) return refused(409, 'What this selects in is not open.');
      return this.tell(event);
    }
    if (event.name === 'UserLogout' || event.name === 'UserHibernate') {
      if (event.name === 'UserLogout') this.open = undefined;
      return this.tell(event);
    }
    if (event.name === 'Home-open') {
      this.open = undefined;
      return this.tell(event);
    }
    if (anchorIdOf(event.context, anchor) === undefined)
      return refused(400, `The context needs the ${anchor} with its id.`);
    if (suffix === 'close') {
      if (this.isOfOpen(event, anchor)) this.open = undefined;
      return this.tell(event);
    }
    const opened = { ...event, versionId: randomUUID() };
    this.open = { type: anchor, event: opened, versionId: opened.versionId, content: new Map() };
    this.remember(event);
    for (const subscriber of this.subscribers) this.tellOpen(subscriber, opened);
    return undefined;
  }

  /** Tells all others that somebody does not follow. */
  fault(by: Subscriber, of: CastEvent | undefined, why: string): void {
    const fault = { eventId: of?.id, eventName: of?.name, subscriber: by.name };
    this.tell(this.own('SyncError', writeFault(fault, why)), by);
  }

  heartbeat(): void {
    const period = String(this.limits.heartbeatMs / 1000);
    this.tell(this.own('Heartbeat', [{ key: 'period', decimal: period }]));
  }

  private own(name: CastEventName, context: readonly CastEntry[]): CastEvent {
    const timestamp = new Date(this.now()).toISOString();
    return { id: randomUUID(), timestamp, topic: this.id, name, context };
  }

  private isOfOpen(event: CastEvent, anchor: string): boolean {
    const { open } = this;
    if (open?.type !== anchor) return false;
    const id = anchorIdOf(event.context, anchor);
    return id !== undefined && id === anchorIdOf(open.event.context, anchor);
  }

  private tellFault(event: CastEvent): Refused | undefined {
    this.tell(event);
    return undefined;
  }

  /** All of the changes, or none (2.10). */
  private update(event: CastEvent, anchor: string): Refused | undefined {
    const { open } = this;
    if (!open || !this.isOfOpen(event, anchor)) return refused(409, 'What this updates is not what is open.');
    if (event.versionId !== open.versionId)
      return refused(409, 'This update was made against another version: ask for the current context.');
    const content = this.changed(
      open.content,
      event.context,
      castSubjectOf(open.event.context, anchor).studies,
    );
    if (!(content instanceof Map)) return content;
    const versionId = randomUUID();
    const told = { ...event, versionId, priorVersionId: open.versionId };
    open.content = content;
    open.versionId = versionId;
    return this.tell(told);
  }

  private changed(
    before: Open['content'],
    context: readonly CastEntry[],
    studies: readonly CastStudy[],
  ): Map<string, CastResource> | Refused {
    const bundles = context.filter(({ key }) => key === 'updates');
    const bundle = bundles[0]?.resource;
    const entries = bundle?.['entry'];
    if (bundles.length !== 1 || bundle?.resourceType !== 'Bundle' || !Array.isArray(entries))
      return refused(400, 'The context needs one Bundle of updates.');
    const content = new Map(before);
    const seen = new Set<string>();
    for (const entry of entries as readonly unknown[]) {
      const change = changeOf(entry);
      if (!change) return refused(400, 'Each entry needs a PUT with a resource and its id, or a DELETE.');
      if (seen.has(change.name)) return refused(400, 'A resource stands twice among the updates.');
      seen.add(change.name);
      if (change.resource && isOfOther(change.resource, studies))
        return refused(400, 'A measurement is of another study than the one that is open.');
      if (change.resource) content.set(change.name, change.resource);
      else content.delete(change.name);
    }
    const chars = [...content.values()].reduce((sum, one) => sum + JSON.stringify(one).length, 0);
    if (content.size > this.limits.contentResources || chars > this.limits.contentChars)
      return refused(413, 'This is more than a report can share.');
    return content;
  }

  private tell(event: CastEvent, except?: Subscriber): undefined {
    this.remember(event);
    const awaits = event.name === 'SyncError' || event.name === 'Heartbeat' ? undefined : event;
    for (const subscriber of this.subscribers)
      if (subscriber !== except && subscriber.events.has(event.name))
        subscriber.tell(writeCastEvent(event), awaits);
  }

  /** Who does not hear of what was opened hears of what it refers to. */
  private tellOpen(subscriber: Subscriber, event: CastEvent): void {
    if (subscriber.events.has(event.name)) return subscriber.tell(writeCastEvent(event), event);
    for (const type of REFERRED) {
      const name = `${type}-open` as const;
      const entry = event.context.find(({ resource }) => resource?.resourceType === type);
      if (!entry || !subscriber.events.has(name)) continue;
      const patient = event.context.filter(({ key }) => key === 'patient' && type !== 'Patient');
      const { timestamp } = event;
      const context = [{ ...entry, key: KEYS[type] }, ...patient];
      const referred = { ...this.own(name, context), timestamp };
      subscriber.tell(writeCastEvent(referred), referred);
    }
  }

  private remember({ id }: CastEvent): void {
    this.told.delete(id);
    this.told.add(id);
    for (const old of this.told) {
      if (this.told.size <= this.limits.eventsKept) break;
      this.told.delete(old);
    }
  }
}

/** Whether a resource names another study than those that are open: by UID (ImagingSelection) or by what it is part of (Observation). */
function isOfOther(resource: CastResource, studies: readonly CastStudy[]): boolean {
  const { studyUid, partOf } = resource;
  const uids = studies.map(({ uid }) => uid);
  const isByUid = uids.length > 0 && uids.every((uid) => uid !== undefined);
  if (isByUid && isText(studyUid) && !uids.includes(studyUid.replace(/^urn:oid:/i, ''))) return true;
  const wholes = Array.isArray(partOf) ? (partOf as readonly unknown[]) : [partOf];
  const named = wholes
    .map((one) => (isFields(one) && isText(one['reference']) ? one['reference'] : ''))
    .flatMap((reference) => /(?:^|\/)ImagingStudy\/([\w.-]+)$/.exec(reference)?.[1] ?? []);
  return (
    studies.length > 0 && named.some((name) => !studies.some(({ id, uid }) => name === id || name === uid))
  );
}

/** One entry of a Bundle of updates (3.6.3). */
function changeOf(entry: unknown): { readonly name: string; readonly resource?: CastResource } | undefined {
  if (!isFields(entry) || !isFields(entry['request'])) return undefined;
  const { method } = entry['request'];
  const resource = isFields(entry['resource']) ? entry['resource'] : undefined;
  const { resourceType, id } = resource ?? {};
  const isNamed = isText(resourceType, 64) && isText(id, 64);
  if (method === 'PUT')
    return resource && isNamed
      ? { name: `${resourceType}/${id}`, resource: { ...resource, resourceType } }
      : undefined;
  if (method !== 'DELETE') return undefined;
  if (isNamed) return { name: `${resourceType}/${id}` };
  const name = isText(entry['fullUrl']) ? /[A-Za-z]+\/[\w.-]+$/.exec(entry['fullUrl'])?.[0] : undefined;
  return name === undefined ? undefined : { name };
}
