import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { keepOnce } from './access/keepOnce';
import type { People } from './access/person';
import { loadSigningKey } from './access/signingKey';
import { keptGate } from './gate/kept';
import type { Callers } from './http/callers';
import { Peers } from './http/peer';
import { StateClock } from './state/clock';
import { bearerOf } from './access/bearer';
import { embeddedUpstream, proxiedUpstream, type Upstream } from './access/upstream';
import { agentOf, type Visitors } from './gate/visitor';
import { NO_AUDIT, type AuditAgent } from './audit/audit';
import { auditApp } from './audit/auditApp';
import { AuditFile } from './audit/auditFile';
import { PacedAudit } from './audit/paced';
import { SendOn } from './audit/sendOn';
import { archivesField, type ArchiveHere } from './archivesHere';
import { ARCHIVE_ROOT, type Service } from './companionApp';
import type { Hono } from 'hono';
import { handsApp, HandsFiles } from './hands/handsApp';
import { hangingsApp } from './hangings/hangingsApp';
import { HangingsFiles } from './hangings/hangingsFiles';
import { handoffApp } from './handoff/handoffApp';
import { Handoffs, withHandoffs } from './handoff/handoffs';
import { createFhircast } from './fhircast/fhircast';
import { HUB_PATH } from './request/route';
import { openGate, type Gate } from './gate/gate';
import type { Mount, RoomMount } from './listen';
import { admitBy } from './room/admit';
import { createRelay } from './room/relay';
import type { SignInOptions } from './options';
import { demoSignIn, issuerSignIn, type Say } from './signIn';
import { createReading } from './reading/reading';
import { startGate, type StartedGate } from './startGate';
import type { WorkerJob } from './work/work';

/** All that sign-in adds to the companion. */
export interface CompanionServices {
  /** Below paths of their own; config.json names each to the page. */
  readonly services: readonly Service[];
  /** Fields of config.json. */
  readonly config: { readonly archives?: readonly object[]; readonly [field: string]: unknown };
  /** Origins that the page asks beside its own. */
  readonly origins: readonly string[];
  readonly gate: Gate;
  readonly mounts: readonly Mount[];
  readonly rooms: RoomMount | undefined;
  readonly reading: RoomMount | undefined;
  /** Channels of the FHIRcast hub, where there is one. */
  readonly channels: RoomMount | undefined;
}

const ROOM_PATH = '/room';
const READING_PATH = '/reading';
const CHANNEL_PATH = '/fhircast-channel';

/** What something is hashed with, for as long as there is this state folder. */
const secretIn = (state: string, name: string): Promise<string> =>
  keepOnce(
    join(state, name),
    async () => randomBytes(32).toString('base64url'),
    (secret) => {
      // An empty one would hide nothing.
      if (secret.length < 32) throw new Error('it is too short');
      return secret;
    },
  );

/** The record in the state folder, sent on where the command line says. */
function startAudit(options: SignInOptions, state: string, peers: Peers, say: Say): AuditFile {
  const path = join(state, 'audit.jsonl');
  say(`What is done is put on record in ${path}`);
  const parts = { path, say, addressOf: peers.onRecord, isRequired: options.auditRequired };
  if (options.auditUrl === undefined) return new AuditFile(parts);
  const sending = new SendOn({ url: options.auditUrl, say });
  return new AuditFile({ ...parts, sendOn: (event) => sending.send(event) });
}

/** Who has signed in, or whose guest it is, as the record names them. */
async function agentIn(
  visitors: Visitors,
  authorization: string | undefined,
): Promise<AuditAgent | undefined> {
  const visitor = await visitors.of(bearerOf(authorization));
  return visitor.is === 'nobody' ? undefined : agentOf(visitor);
}

/** How a guest's or a person's request reaches each archive, by its id. */
function upstreamsOf(
  here: readonly ArchiveHere[],
  embedded: Hono | undefined,
  callers: Callers,
): ReadonlyMap<string, Upstream> {
  const upstreams = new Map<string, Upstream>();
  for (const { id, elsewhere } of here) {
    const upstream = elsewhere ? proxiedUpstream(elsewhere, callers) : embedded && embeddedUpstream(embedded);
    if (upstream !== undefined) upstreams.set(id, upstream);
  }
  return upstreams;
}

/** What the page puts on record, of those whom the gate knows. */
const auditService = (
  audit: PacedAudit,
  gate: StartedGate,
  handoffs: Handoffs,
  ehrs: readonly string[],
): Service => ({
  path: '/audit',
  app: auditApp({
    audit,
    ehrs,
    agentOf: (authorization) => agentIn(gate.visitors, authorization),
    onSignOut: (agent) => handoffs.end(agent),
    mayExport: (id, studies) => {
      const scope = gate.shares.find(id)?.scope;
      return (
        scope?.rights.includes('download') === true && studies.every((uid) => scope.studies.includes(uid))
      );
    },
  }),
});

interface ServicesParts {
  readonly options: SignInOptions;
  /** EHRs that may open studies, by their FHIR servers. */
  readonly ehrs: readonly string[];
  readonly here: readonly ArchiveHere[];
  readonly embedded: Hono | undefined;
  readonly say: Say;
  readonly work: WorkerJob;
  readonly callers: Callers;
}

/** Without sign-in there is nothing but a gate that lets everybody in. */
const openServices = ({ options, here, callers }: ServicesParts): CompanionServices => ({
  services: [],
  config: archivesField(here),
  origins: [],
  gate: keptGate(openGate, {
    audit: NO_AUDIT,
    peers: new Peers(),
    isBehindProxy: options.isBehindProxy,
    callers,
  }),
  mounts: [],
  rooms: undefined,
  reading: undefined,
  channels: undefined,
});

/** The state folder's record, keys and clock, and the handoffs that live by them. */
async function openState(options: SignInOptions, say: Say) {
  const state = resolve(options.state);
  const peers = new Peers(options.hashesAddresses ? await secretIn(state, 'addresses.key') : undefined);
  const audit = new PacedAudit(startAudit(options, state, peers, say), peers.onRecord);
  process.once('exit', () => audit.flush());
  const logs = ['shares.jsonl', 'handoffs.jsonl', 'reading.jsonl', 'audit.jsonl'].map((name) =>
    join(state, name),
  );
  const keys = join(state, 'keys.json');
  // A damaged one ends the start with a sentence, and not whoever needs it first.
  await loadSigningKey(keys);
  const { now } = new StateClock(join(state, 'clock.json'), say, undefined, logs);
  const handoffs = new Handoffs({ file: join(state, 'handoffs.jsonl'), keys, audience: ARCHIVE_ROOT, now });
  return { state, peers, audit, now, handoffs };
}

/** The FHIRcast hub, where the command line asks for it. */
async function startHub(
  { hasHub, isBehindProxy }: SignInOptions,
  {
    state,
    visitors,
    audit,
    now,
  }: { state: string; visitors: Visitors; audit: PacedAudit; now: () => number },
): Promise<ReturnType<typeof createFhircast> | undefined> {
  if (!hasHub) return undefined;
  const secret = await secretIn(state, 'fhircast.key');
  return createFhircast({ visitors, audit, secret, now, isBehindProxy, channelPath: CHANNEL_PATH });
}

/** What the state folder keeps of each person: ways to hang, keys and buttons. */
const keptServices = (state: string, people: People, audit: PacedAudit): readonly Service[] => [
  {
    path: '/hangings',
    app: hangingsApp({ people, audit, files: new HangingsFiles(join(state, 'hangings')) }),
  },
  { path: '/hands', app: handsApp({ people, files: new HandsFiles(join(state, 'hands')) }) },
];

/** Where a line is opened; what is put on record of it is what opens it. */
const recorded = (
  path: string,
  audit: PacedAudit,
  { upgrade, end }: { readonly upgrade: RoomMount['take']; readonly end: RoomMount['end'] },
): RoomMount => ({
  path,
  take: (...asked) => !audit.isClosed() && upgrade(...asked),
  end,
});

/** A site where people sign in: gate, shares, handoffs, rooms and record. */
async function houseServices(parts: ServicesParts): Promise<CompanionServices> {
  const { options, here, embedded, say, work, callers } = parts;
  const signIn =
    options.mode === 'demo'
      ? await demoSignIn(options, resolve(options.state), say)
      : await issuerSignIn(options, say);
  const { state, peers, audit, now, handoffs } = await openState(options, say);
  const people = withHandoffs(signIn.people, handoffs);
  const upstreams = upstreamsOf(here, embedded, callers);
  const [first, ...others] = here;
  if (first === undefined || upstreams.size === 0) throw new Error('there is no archive to stand before');
  const { root, id } = first;
  const gate = startGate({ people, audit, upstreams, state, root, id, others, now, work });
  const services: Service[] = [
    gate.service,
    auditService(audit, gate, handoffs, parts.ehrs),
    { path: '/handoff', app: handoffApp({ handoffs, people, audit }) },
    ...keptServices(state, people, audit),
  ];
  const hub = await startHub(options, { state, visitors: gate.visitors, audit, now });
  if (hub) services.push({ path: HUB_PATH, app: hub.app });
  const { isBehindProxy } = options;
  const relay = createRelay({ admit: admitBy(gate.visitors), path: ROOM_PATH, isBehindProxy });
  const { visitors, archives } = gate;
  const reading = createReading({
    visitors,
    archives,
    audit,
    path: join(state, 'reading.jsonl'),
    now,
    isBehindProxy: options.isBehindProxy,
    say,
  });
  return {
    services,
    config: {
      ...archivesField(here, 'house'),
      signIn: [{ id: 'house', ...signIn.config }],
      services: {
        ...Object.fromEntries(services.map(({ path }) => [path.slice(1), path])),
        room: ROOM_PATH,
        reading: READING_PATH,
      },
      ...(options.idleMinutes === undefined ? {} : { idleMinutes: options.idleMinutes }),
    },
    origins: signIn.origins,
    gate: keptGate(gate.guard, {
      audit,
      peers,
      isBehindProxy: options.isBehindProxy,
      callers,
      visitorOf: (token) => gate.visitors.of(token),
    }),
    mounts: signIn.mounts,
    rooms: recorded(ROOM_PATH, audit, relay),
    reading: recorded(READING_PATH, audit, reading),
    channels: hub && recorded(CHANNEL_PATH, audit, hub),
  };
}

/** Starts what the command line asked for; nothing of it where there is no sign-in. */
export const startServices = async (parts: ServicesParts): Promise<CompanionServices> =>
  parts.options.mode === 'open' ? openServices(parts) : houseServices(parts);
