import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { keepOnce } from './access/keepOnce';
import { loadSigningKey } from './access/signingKey';
import { keptGate } from './gate/kept';
import type { Callers } from './http/callers';
import { Peers } from './http/peer';
import { StateClock } from './state/clock';
import { OidcPeople } from './access/oidc';
import type { People } from './access/person';
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
import { handoffApp } from './handoff/handoffApp';
import { Handoffs, withHandoffs } from './handoff/handoffs';
import { openGate, type Gate } from './gate/gate';
import type { Mount, Rooms } from './listen';
import { admitBy } from './room/admit';
import { createRelay } from './room/relay';
import type { SignInOptions } from './options';
import { startGate } from './startGate';
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
  readonly rooms: Rooms | undefined;
}

type Say = (line: string) => void;

/** Where people sign in, and what the page must know of it. */
interface SignIn {
  readonly people: People;
  readonly mounts: readonly Mount[];
  readonly origins: readonly string[];
  readonly config: object;
}

async function demoSignIn(options: SignInOptions, state: string, say: Say): Promise<SignIn> {
  const { startDemoLogin } = await import('./demo/demoLogin');
  const { DEMO_CLIENT } = await import('./demo/demoProvider');
  const demo = await startDemoLogin({
    state,
    tokenSeconds: options.demoTokenSeconds,
    friends: options.demoFriends,
  });
  say('Anybody can sign in without a password: the sign-in is a demonstration.');
  return {
    people: demo.people,
    mounts: [demo],
    origins: [],
    config: { name: 'Demo house', issuer: demo.path, clientId: DEMO_CLIENT, scope: options.scope },
  };
}

async function issuerSignIn(options: SignInOptions, say: Say): Promise<SignIn> {
  const { issuer, client, resource, rolesClaim, needsRoles, scope, house } = options;
  const people = new OidcPeople({ issuer, audience: resource ?? client, rolesClaim, needsRoles, say });
  say(`People sign in at ${issuer}`);
  if (new URL(issuer).protocol === 'http:' && !/^http:\/\/(localhost|127\.|\[::1\])/.test(issuer)) {
    say('That address is not https: who stands between could let anybody in. Use https where you can.');
  }
  const origins = await people.warm();
  return {
    people,
    mounts: [],
    origins,
    config: {
      name: house ?? new URL(issuer).hostname,
      issuer,
      clientId: client,
      scope,
      ...(resource === undefined ? {} : { resource }),
    },
  };
}

/** What addresses are hashed with, for as long as there is this state folder. */
const addressSecret = (state: string): Promise<string> =>
  keepOnce(
    join(state, 'addresses.key'),
    async () => randomBytes(32).toString('base64url'),
    (secret) => {
      // An empty one would hide no address.
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

/** Starts what the command line asked for; nothing of it where there is no sign-in. */
export async function startServices(
  options: SignInOptions,
  { here, embedded }: { readonly here: readonly ArchiveHere[]; readonly embedded: Hono | undefined },
  say: Say,
  work: WorkerJob,
  callers: Callers,
): Promise<CompanionServices> {
  if (options.mode === 'open') {
    return {
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
    };
  }
  const state = resolve(options.state);
  const signIn =
    options.mode === 'demo' ? await demoSignIn(options, state, say) : await issuerSignIn(options, say);
  const peers = new Peers(options.hashesAddresses ? await addressSecret(state) : undefined);
  const audit = new PacedAudit(startAudit(options, state, peers, say), peers.onRecord);
  process.once('exit', () => audit.flush());
  const logs = ['shares.jsonl', 'handoffs.jsonl', 'audit.jsonl'].map((name) => join(state, name));
  // A damaged one ends the start with a sentence, and not whoever needs it first.
  await loadSigningKey(join(state, 'keys.json'));
  const { now } = new StateClock(join(state, 'clock.json'), say, undefined, logs);
  const handoffs = new Handoffs({
    file: join(state, 'handoffs.jsonl'),
    keys: join(state, 'keys.json'),
    audience: ARCHIVE_ROOT,
    now,
  });
  const people = withHandoffs(signIn.people, handoffs);
  const upstreams = new Map<string, Upstream>();
  for (const { id, elsewhere } of here) {
    const upstream = elsewhere ? proxiedUpstream(elsewhere, callers) : embedded && embeddedUpstream(embedded);
    if (upstream !== undefined) upstreams.set(id, upstream);
  }
  const [first, ...others] = here;
  if (first === undefined || upstreams.size === 0) throw new Error('there is no archive to stand before');
  const gate = startGate({
    people,
    audit,
    upstreams,
    state,
    root: first.root,
    id: first.id,
    others,
    now,
    work,
  });
  const services: Service[] = [
    gate.service,
    {
      path: '/audit',
      app: auditApp({
        audit,
        agentOf: (authorization) => agentIn(gate.visitors, authorization),
        onSignOut: (agent) => handoffs.end(agent),
        mayExport: (id, studies) => {
          const scope = gate.shares.find(id)?.scope;
          return (
            scope?.rights.includes('download') === true && studies.every((uid) => scope.studies.includes(uid))
          );
        },
      }),
    },
    { path: '/handoff', app: handoffApp({ handoffs, people, audit }) },
  ];
  const room = createRelay({ admit: admitBy(gate.visitors), path: '/room' });
  return {
    services,
    config: {
      ...archivesField(here, 'house'),
      signIn: [{ id: 'house', ...signIn.config }],
      services: {
        ...Object.fromEntries(services.map(({ path }) => [path.slice(1), path])),
        room: '/room',
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
    // What is put on record of a line is what opens it.
    rooms: {
      path: '/room',
      take: (...asked) => !audit.isClosed() && room.upgrade(...asked),
    },
  };
}
