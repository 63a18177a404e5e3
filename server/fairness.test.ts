import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { proxiedUpstream } from './access/upstream';
import { NO_AUDIT } from './audit/audit';
import { companionApp } from './companionApp';
import { keptGate } from './gate/kept';
import { Callers } from './http/callers';
import { FLIGHTS } from './http/flights';
import { Peers } from './http/peer';
import { createCompanion } from './listen';
import { PageFiles } from './page';
import { archiveProxy } from './proxy/archiveProxy';
import { startGate } from './startGate';
import { PEOPLE } from './testing/gate';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const SHARED = '1.2.3';
const SLOW = `/dicom-web/studies/${SHARED}/metadata`;

/** A companion with sign-in before an archive that never answers for metadata of the shared study. */
async function start() {
  let atArchive = 0;
  const archive = await listening(
    createServer((incoming, outgoing) => {
      if (incoming.url === SLOW) atArchive += 1;
      else {
        const row = {
          '0020000D': { vr: 'UI', Value: [SHARED] },
          '0020000E': { vr: 'UI', Value: ['1.2.3.4'] },
        };
        outgoing.writeHead(200, { 'Content-Type': 'application/dicom+json' }).end(JSON.stringify([row]));
      }
    }),
  );
  const url = new URL(`${archive}/dicom-web`);
  const state = mkdtempSync(join(tmpdir(), 'fair-'));
  ends.push(() => rmSync(state, { recursive: true, force: true }));
  const callers = new Callers();
  const parts = { people: PEOPLE, audit: NO_AUDIT, state, root: '/dicom-web' };
  const gate = startGate({ ...parts, upstreams: new Map([['main', proxiedUpstream(url, callers)]]) });
  ends.push(() => gate.close());
  const origin = await listening(
    createCompanion({
      app: companionApp({ page: new PageFiles(join(state, 'none')), config: {}, services: [gate.service] }),
      gate: keptGate(gate.guard, {
        audit: NO_AUDIT,
        peers: new Peers(),
        isBehindProxy: false,
        callers,
        visitorOf: (token) => gate.visitors.of(token),
      }),
      door: archiveProxy(url, true, callers),
      root: '/dicom-web',
      services: ['/share'],
    }),
  );
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.ok, `${path} ${answer.status}`).toBe(true);
    return (await answer.json()) as Record<string, string>;
  };
  /** Tokens of so many openings of a new share. */
  const share = async (openings: number): Promise<string[]> => {
    const until = Date.now() + 3_600_000;
    const asked = {
      archive: 'main',
      studies: [SHARED],
      rights: ['look'],
      until,
      view: `/view/main/1.${SHARED}`,
    };
    const { id, secret } = await post('/share/shares', asked, 'person-a');
    const opened = Array.from({ length: openings }, () =>
      post('/share/token', { id, secret, device: 'phone' }),
    );
    return (await Promise.all(opened)).map(({ token }) => token ?? '');
  };
  return { origin, share, atArchive: () => atArchive };
}

test('a share that is opened 50 times has the part of one share, and a reader of the house all that is theirs', async () => {
  const { origin, share, atArchive } = await start();
  const agent = new Agent({ keepAlive: true });
  ends.push(() => agent.destroy());
  const statuses: number[] = [];
  const flood = (tokens: readonly string[], each: number) => {
    for (const token of tokens)
      for (let turn = 0; turn < each; turn += 1) {
        const headers = { Authorization: `Bearer ${token}` };
        const asked = request(`${origin}${SLOW}`, { agent, headers }, (answer) => {
          statuses.push(answer.statusCode ?? 0);
          answer.resume();
        });
        asked.on('error', () => undefined).end();
      }
  };
  const read = async (path: string) => {
    const headers = { Authorization: 'Bearer reader' };
    return (await fetch(`${origin}/dicom-web${path}`, { headers })).status;
  };
  // In rounds: all at once would meet the bound of the address first. The token's part is 32, the share's 64.
  const tokens = await share(50);
  for (let turn = 0; turn < 3; turn += 1) {
    const before = statuses.length;
    flood(tokens, 10);
    const held = turn === 0 ? FLIGHTS.visitor : 0;
    await expect.poll(() => statuses.length - before, { timeout: 20_000 }).toBe(500 - held);
  }
  expect(new Set(statuses)).toEqual(new Set([429]));
  expect(atArchive()).toBe(32);
  // Other shares wait behind it; the site does not.
  for (let turn = 0; turn < 4; turn += 1) flood(await share(2), FLIGHTS.token);
  const reads = [
    '/studies?limit=10',
    `/studies/9.8/series/9.8.7/metadata`,
    '/studies/9.8/series/9.8.7/instances/9.8.7.6/frames/1',
  ];
  for (const path of reads) expect(await read(path), path).toBe(200);
  expect(await Promise.all(Array.from({ length: 20 }, () => read('/studies')))).toEqual(Array(20).fill(200));
  expect(atArchive()).toBe(32);
});
