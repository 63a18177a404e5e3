import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { embeddedUpstream } from '../access/upstream';
import type { Right } from '@/protocol/rights';
import type { People, Person } from '../access/person';
import type { Audit, AuditNote } from '../audit/audit';
import { archiveApp } from '../archiveApp';
import { companionApp } from '../companionApp';
import { embeddedDoor } from '../embeddedDoor';
import { endCompanion } from '../endCompanion';
import { Hosts } from '../request/host';
import { createCompanion, listen } from '../listen';
import { openArchive } from '../openArchive';
import { PageFiles } from '../page';
import type { ReadingLimits } from '../reading/limits';
import { createFhircast } from '../fhircast/fhircast';
import type { FhircastLimits } from '../fhircast/limits';
import { createReading } from '../reading/reading';
import { startGate, type StartedGate } from '../startGate';
import { writeGateStudies } from './gateStudies';

const ISSUER = 'https://house.example';
const person = (subject: string, may: readonly Right[]): Person => ({
  issuer: ISSUER,
  subject,
  name: `Dr ${subject}`,
  may: new Set(may),
});

/** Tokens that open as people: `person-a`, `person-b` may everything, `reader` looks, `nurse` may not even that. */
export const PEOPLE: People = {
  of: (token) =>
    Promise.resolve(
      {
        'person-a': person('a', ['read', 'measure', 'store', 'share', 'export']),
        'person-b': person('b', ['read', 'measure', 'store', 'share', 'export']),
        reader: person('reader', ['read']),
        sharer: person('sharer', ['read', 'share']),
        nurse: person('nurse', []),
      }[token],
    ),
};

/** A companion with a gate before an embedded archive of two studies. */
export interface TestGate {
  readonly origin: string;
  readonly gate: StartedGate;
  /** All that was put on record. */
  readonly notes: readonly AuditNote[];
  /** Moves the gate's clock. */
  later(ms: number): void;
  /** Ends as a companion does that is told to stop. */
  end(): Promise<void>;
  /** Looks at what has passed at the FHIRcast hub. */
  tickHub(): void;
  close(): Promise<void>;
}

/** Starts one; several over one state folder are several companions. */
export async function testGate(
  state?: string,
  now: () => number = Date.now,
  readingLimits: Partial<ReadingLimits> = {},
  hubLimits: Partial<FhircastLimits> = {},
): Promise<TestGate> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  await writeGateStudies(join(folder, 'data'));
  const opened = await openArchive(
    { ok: true, path: join(folder, 'data'), isOurs: true, isWritable: true },
    { samples: false },
    () => undefined,
  );
  const archive = archiveApp(opened.index, opened.store, '/dicom-web');
  const notes: AuditNote[] = [];
  let aheadMs = 0;
  const audit: Audit = { note: (note) => void notes.push(note) };
  const kept = state ?? join(folder, 'state');
  const gate = startGate({
    people: PEOPLE,
    audit,
    upstreams: new Map([['main', embeddedUpstream(archive)]]),
    state: kept,
    root: '/dicom-web',
    now: () => now() + aheadMs,
  });
  const reading = createReading({
    visitors: gate.visitors,
    archives: gate.archives,
    audit,
    path: join(kept, 'reading.jsonl'),
    now: () => now() + aheadMs,
    steady: () => now() + aheadMs,
    limits: readingLimits,
    say: () => undefined,
  });
  const hub = createFhircast({
    visitors: gate.visitors,
    audit,
    secret: 'of the test',
    now: () => now() + aheadMs,
    steady: () => now() + aheadMs,
    channelPath: '/fhircast-channel',
    limits: hubLimits,
  });
  const app = companionApp({
    page: new PageFiles(join(folder, 'no-page')),
    config: {},
    services: [gate.service, { path: '/fhircast', app: hub.app }],
  });
  const server = createCompanion({
    app,
    gate: gate.guard,
    door: embeddedDoor(archive, true),
    root: '/dicom-web',
    services: ['/share', '/fhircast'],
    channels: { path: '/fhircast-channel', take: hub.upgrade, end: hub.end },
    reading: { path: '/reading', take: reading.upgrade, end: reading.end },
    hosts: new Hosts([{ name: 'gate.test', scheme: 'http' }]),
  });
  await listen(server, 0, '127.0.0.1', true);
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gate,
    notes,
    later: (ms) => void (aheadMs += ms),
    end: () => endCompanion(server, [reading, hub]),
    tickHub: hub.tick,
    async close() {
      reading.close();
      hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      gate.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
