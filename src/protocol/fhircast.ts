/** Messages of FHIRcast 3.0.0 (STU 3): read once for page and hub alike, and refused where they are none. */

export type CastFields = Readonly<Record<string, unknown>>;

/** What a hub here passes on; names are compared without case (2.3.2) and written like this. */
export const CAST_EVENTS = [
  'Patient-open',
  'Patient-close',
  'Encounter-open',
  'Encounter-close',
  'ImagingStudy-open',
  'ImagingStudy-close',
  'DiagnosticReport-open',
  'DiagnosticReport-update',
  'DiagnosticReport-select',
  'DiagnosticReport-close',
  'Home-open',
  'SyncError',
  'UserLogout',
  'UserHibernate',
  'Heartbeat',
] as const;
export type CastEventName = (typeof CAST_EVENTS)[number];

/** A FHIR resource, of which no more is known than what names it. */
export interface CastResource extends CastFields {
  readonly resourceType: string;
}

/** One named part of a context: most hold a resource. */
export interface CastEntry extends CastFields {
  readonly key: string;
  readonly resource?: CastResource;
}

/** An event: asked for by a POST, told on the channel. */
export interface CastEvent {
  readonly id: string;
  /** ISO 8601, as sent. */
  readonly timestamp: string;
  readonly topic: string;
  readonly name: CastEventName;
  readonly context: readonly CastEntry[];
  /** Of the content of the anchor context (2.10): what an update was made against, and what it made. */
  readonly versionId?: string;
  readonly priorVersionId?: string;
}

/** What a subscriber answers to an event (2.5.2). */
export interface CastAnswer {
  readonly id: string;
  /** An HTTP status: 2xx follows, all else does not. */
  readonly status: number;
}

/** What a hub says on the channel. */
export type FromHub =
  | {
      readonly is: 'confirmed';
      readonly topic: string;
      readonly events: string;
      readonly leaseS: number | undefined;
    }
  | { readonly is: 'denied'; readonly topic: string; readonly reason: string | undefined }
  | { readonly is: 'event'; readonly event: CastEvent }
  /** An event that this page knows no name of, or that is none: it is answered as such. */
  | { readonly is: 'unknown'; readonly id: string | undefined };

/** A subscription as it is asked for (2.4.1, 2.4.5). */
export type CastSubscription =
  | {
      readonly mode: 'subscribe';
      readonly topic: string;
      readonly events: readonly CastEventName[];
      readonly leaseS: number | undefined;
      /** The channel of a subscription that is there already. */
      readonly endpoint: string | undefined;
      readonly name: string | undefined;
    }
  | { readonly mode: 'unsubscribe'; readonly topic: string; readonly endpoint: string };

const MOST_TEXT = 256;
const MOST_ENTRIES = 50;

export const isFields = (value: unknown): value is CastFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown, most = MOST_TEXT): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const castNameOf = (text: unknown): CastEventName | undefined =>
  typeof text === 'string' ? CAST_EVENTS.find((one) => one.toLowerCase() === text.toLowerCase()) : undefined;

function entryOf(value: unknown): CastEntry | undefined {
  if (!isFields(value) || !isText(value['key'], 64)) return undefined;
  const { key, resource, ...rest } = value;
  if (resource === undefined) return { ...rest, key };
  if (!isFields(resource) || !isText(resource['resourceType'], 64)) return undefined;
  return { ...rest, key, resource: { ...resource, resourceType: resource['resourceType'] } };
}

/** Deeper than any resource of FHIR: what is gone through, or written again, may not be deeper. */
const MOST_DEPTH = 64;

/** Whether lists and objects stand at most so deep in each other. By levels: a text of some kilobytes may be thousands deep. */
function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= MOST_DEPTH; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return true;
  }
  return false;
}

/** The named parts of a context; undefined where one of them is none, or too deep to be gone through. */
export function readCastContext(value: unknown): readonly CastEntry[] | undefined {
  // A context that holds nothing is written as [] or, by some hubs, left out.
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MOST_ENTRIES || !isShallow(value)) return undefined;
  const entries = value.map(entryOf);
  return entries.every((one) => one !== undefined) ? entries : undefined;
}

/** An event, parsed from JSON; undefined for whatever is none. Total. */
export function readCastEvent(json: unknown): CastEvent | undefined {
  if (!isFields(json) || !isFields(json['event'])) return undefined;
  const { id, timestamp, event } = json;
  const topic = event['hub.topic'];
  const name = castNameOf(event['hub.event']);
  const context = readCastContext(event['context']);
  const isDated = isText(timestamp, 64) && /^\d{4}-\d{2}-\d{2}T\d/.test(timestamp);
  if (!isText(id) || !isDated || !isText(topic) || !name || !context) return undefined;
  const versionId = event['context.versionId'];
  const priorVersionId = event['context.priorVersionId'];
  return {
    id,
    timestamp,
    topic,
    name,
    context,
    ...(isText(versionId) ? { versionId } : {}),
    ...(isText(priorVersionId) ? { priorVersionId } : {}),
  };
}

/** An event as it is sent. */
export const writeCastEvent = ({
  id,
  timestamp,
  topic,
  name,
  context,
  versionId,
  priorVersionId,
}: CastEvent): object => ({
  timestamp,
  id,
  event: {
    'hub.topic': topic,
    'hub.event': name,
    ...(versionId === undefined ? {} : { 'context.versionId': versionId }),
    ...(priorVersionId === undefined ? {} : { 'context.priorVersionId': priorVersionId }),
    context,
  },
});

/** An answer of a subscriber; the status may be a number or its digits. Some only say that the event came: they refuse nothing. */
export function readCastAnswer(text: string): CastAnswer | undefined {
  const json = jsonOf(text);
  if (!isFields(json) || !isText(json['id'])) return undefined;
  const { id, status = '200' } = json;
  const digits = typeof status === 'number' ? String(status) : status;
  return typeof digits === 'string' && /^[1-5]\d\d$/.test(digits)
    ? { id, status: Number(digits) }
    : undefined;
}

/** The answer to an event as the specification's example writes it. */
export const writeCastAnswer = ({ id, status }: CastAnswer): object => ({ id, status: String(status) });

export const isFollowed = ({ status }: CastAnswer): boolean => status >= 200 && status < 300;

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined;
};

/** One text of a hub; undefined where it cannot even be answered. Total. */
export function readFromHub(text: string): FromHub | undefined {
  const json = jsonOf(text);
  if (!isFields(json)) return undefined;
  const mode = json['hub.mode'];
  const topic = json['hub.topic'];
  if (mode !== undefined) {
    if (!isText(topic)) return undefined;
    const events = json['hub.events'];
    const reason = json['hub.reason'];
    if (mode === 'denied') return { is: 'denied', topic, reason: isText(reason, 1000) ? reason : undefined };
    return mode === 'subscribe' && typeof events === 'string'
      ? { is: 'confirmed', topic, events, leaseS: numberOf(json['hub.lease_seconds']) }
      : undefined;
  }
  const event = readCastEvent(json);
  if (event) return { is: 'event', event };
  return isFields(json['event'])
    ? { is: 'unknown', id: isText(json['id']) ? json['id'] : undefined }
    : undefined;
}

/** The events that a comma-separated list with wild cards (2.3.2) names; what is not known here is left out. */
export function castEventsOf(list: string): readonly CastEventName[] {
  const words = list.split(',').map((word) => word.trim().toLowerCase());
  const names = (event: CastEventName, word: string): boolean => {
    if (word === '*' || word === event.toLowerCase()) return true;
    const [resource, suffix, ...more] = word.split('-');
    const [itsResource, itsSuffix] = event.toLowerCase().split('-');
    if (suffix === undefined || more.length > 0 || itsSuffix === undefined) return false;
    return (resource === '*' || resource === itsResource) && (suffix === '*' || suffix === itsSuffix);
  };
  return CAST_EVENTS.filter((event) => words.some((word) => names(event, word)));
}

/** A form of a subscription, or the name of the field that is wrong. */
export function readSubscription(
  form: string,
): CastSubscription | { readonly mode: 'none'; readonly wrong: string } {
  const fields = new URLSearchParams(form);
  const wrong = (name: string) => ({ mode: 'none' as const, wrong: name });
  for (const name of fields.keys()) if (fields.getAll(name).length > 1) return wrong(name);
  const textOf = (name: string): string | undefined => fields.get(name) ?? undefined;
  if (fields.get('hub.channel.type') !== 'websocket') return wrong('hub.channel.type');
  const mode = textOf('hub.mode');
  const topic = textOf('hub.topic');
  const endpoint = textOf('hub.channel.endpoint');
  if (!isText(topic)) return wrong('hub.topic');
  if (endpoint !== undefined && !isText(endpoint, 1000)) return wrong('hub.channel.endpoint');
  if (mode === 'unsubscribe')
    return endpoint === undefined ? wrong('hub.channel.endpoint') : { mode, topic, endpoint };
  if (mode !== 'subscribe') return wrong('hub.mode');
  const events = castEventsOf(textOf('hub.events') ?? '');
  const lease = textOf('hub.lease_seconds');
  const name = textOf('subscriber.name');
  if (events.length === 0) return wrong('hub.events');
  if (lease !== undefined && !/^[1-9]\d{0,8}$/.test(lease)) return wrong('hub.lease_seconds');
  if (name !== undefined && !/^\P{C}{1,80}$/u.test(name)) return wrong('subscriber.name');
  return {
    mode,
    topic,
    events,
    leaseS: lease === undefined ? undefined : Number(lease),
    endpoint,
    name,
  };
}

/** A subscription as a form. */
export function writeSubscription(asked: CastSubscription): string {
  const { mode, topic, endpoint } = asked;
  const form = new URLSearchParams({ 'hub.channel.type': 'websocket', 'hub.mode': mode, 'hub.topic': topic });
  if (endpoint !== undefined) form.set('hub.channel.endpoint', endpoint);
  if (asked.mode === 'subscribe') {
    form.set('hub.events', asked.events.join(','));
    if (asked.leaseS !== undefined) form.set('hub.lease_seconds', String(asked.leaseS));
    if (asked.name !== undefined) form.set('subscriber.name', asked.name);
  }
  return form.toString();
}

/** The current context of a topic (2.9). */
export interface CastCurrent {
  /** The resource type of the anchor; undefined: nothing is open. */
  readonly type: string | undefined;
  readonly versionId: string | undefined;
  readonly context: readonly CastEntry[];
}

export function readCastCurrent(json: unknown): CastCurrent | undefined {
  if (!isFields(json)) return undefined;
  const context = readCastContext(json['context']);
  if (!context) return undefined;
  const type = json['context.type'];
  const versionId = json['context.versionId'];
  return {
    type: isText(type, 64) && context.length > 0 ? type : undefined,
    versionId: isText(versionId) ? versionId : undefined,
    context,
  };
}
