import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Visitor } from './visitor';
import type { Audit } from '../audit/audit';
import { AuditFile } from '../audit/auditFile';
import { setDeadlines, DEADLINES } from '../http/deadlines';
import { FLIGHTS } from '../http/flights';
import { Peers } from '../http/peer';
import { NotWritten, REAL_DISK } from '../state/disk';
import type { Gate } from './gate';
import { keptGate } from './kept';

let folder = '';
const ends: (() => void)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(listener: RequestListener, prepare?: (server: ReturnType<typeof createServer>) => void) {
  const server = createServer(listener);
  prepare?.(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
/** A gate that refuses nothing, and notes each request as refused, for its address. */
const noting = (audit: Audit): Gate => ({
  admit: (_read, _incoming, _outgoing, pass) => {
    audit.note({ action: 'refuse', agent: { is: 'nobody' }, reason: 'token' });
    pass({} as never);
  },
  noteBroken: () => undefined,
  noteTunnel: () => undefined,
});
const path = (): string => join(folder, 'audit.jsonl');
const lines = (): string[] => readFileSync(path(), 'utf8').trim().split('\n');

/** Tokens are `who~which`: people, whose sign-ins are many. */
const visitorOf = (token: string): Promise<Visitor> => {
  const [subject = ''] = token.split('~');
  return Promise.resolve({ is: 'person', person: { issuer: 'i', subject, name: subject, may: new Set() } });
};

function gateOf(audit: Audit, peers = new Peers(), isBehindProxy = false): RequestListener {
  const gate = keptGate(noting(audit), { audit, peers, isBehindProxy, visitorOf });
  return (incoming, outgoing) =>
    gate.admit({} as never, incoming, outgoing, () => incoming.url === '/wait' || outgoing.end('ok'));
}

test('where a record is required and the disk takes none, nothing is served; then everything again, with the record', async () => {
  let isFull = true;
  const disk = {
    ...REAL_DISK,
    write: (file: number, bytes: Uint8Array) => {
      if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return REAL_DISK.write(file, bytes);
    },
  };
  const said: string[] = [];
  const parts = { path: path(), say: (line: string) => said.push(line), disk };
  const strict = await serve(gateOf(new AuditFile({ ...parts, isRequired: true })));
  expect((await fetch(strict)).status).toBe(503);
  expect((await fetch(strict)).status).toBe(503);
  isFull = false;
  expect((await fetch(strict)).status).toBe(200);
  // The first was refused before anything was noted only after it had failed once: both events are there.
  expect(lines()).toHaveLength(2);
  expect(said.join(' ')).toMatch(/Nothing is served.*written again/);
  isFull = true;
  const lax = await serve(gateOf(new AuditFile(parts)));
  expect((await fetch(lax)).status).toBe(200);
});

test('the audit file stays open, and is opened anew where it was moved away', async () => {
  const audit = new AuditFile({ path: path(), say: () => undefined });
  const note = () => audit.note({ action: 'search', agent: { is: 'nobody' } });
  note();
  renameSync(path(), `${path()}.1`);
  note();
  note();
  expect([lines().length, readFileSync(`${path()}.1`, 'utf8').trim().split('\n').length]).toEqual([2, 1]);
});

test.each([
  ['as it is', new Peers(), false, /"address":"127\.0\.0\.1","type":"2"/],
  ['of a proxy that is believed', new Peers(), true, /"address":"10\.1\.2\.3"/],
  ['hashed', new Peers('secret'), false, /"address":"urn:isocenter:address:[\w-]{22}","type":"5"/],
])('refusals carry the network address, %s', async (_, peers, isBehindProxy, address) => {
  const audit = new AuditFile({ path: path(), say: () => undefined, addressOf: peers.onRecord });
  const at = await serve(gateOf(audit, peers, isBehindProxy));
  await fetch(at, { headers: { 'X-Forwarded-For': '9.9.9.9, 10.1.2.3' } });
  expect(lines()[0]).toMatch(address);
});

test.each([
  ['one token', FLIGHTS.token, () => 'a~1', 'a~1'],
  ['one person, however often signed in,', FLIGHTS.visitor, (at: number) => `a~${at}`, 'a~new'],
])('%s has so many requests under way; others have theirs', async (_, most, tokenOf, next) => {
  const audit: Audit = { note: () => undefined };
  const at = await serve(gateOf(audit));
  const gone = new AbortController();
  const ask = (token: string, where: string) =>
    fetch(`${at}${where}`, { headers: { Authorization: `Bearer ${token}` }, signal: gone.signal });
  const waiting = Array.from({ length: most }, (__, i) => ask(tokenOf(i), '/wait').catch(() => undefined));
  await expect.poll(async () => (await ask(next, '/')).status).toBe(429);
  expect((await ask('b~1', '/')).status).toBe(200);
  gone.abort();
  await Promise.all(waiting);
  await expect
    .poll(async () => (await fetch(at, { headers: { Authorization: `Bearer ${next}` } })).status)
    .toBe(200);
});

/** Sends bytes on a socket, reads nothing more, and tells when the other side ends it. */
const ended = (at: string, text: string, keepsReading: boolean): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(at).port), '127.0.0.1', () => socket.write(text));
    if (!keepsReading) socket.pause();
    else socket.resume();
    const trickle = setInterval(() => socket.writable && socket.write(keepsReading ? 'x' : ''), 20);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(trickle);
      resolve(true);
    });
    if (!keepsReading) setTimeout(() => socket.resume(), 1_500);
  });

test('a body that comes byte by byte, and an answer that nobody takes, are ended', async () => {
  const limits = { ...DEADLINES, lookMs: 50, smallBodyMs: 300, leastBytes: 100 };
  let closed = 0;
  const at = await serve(
    (incoming, outgoing) => {
      outgoing.on('close', () => (closed += 1));
      if (incoming.url === '/large') outgoing.end(Buffer.alloc(50_000_000));
      else incoming.resume();
    },
    (server) => setDeadlines(server, ({ url }) => url === '/small', limits),
  );
  const head = (where: string) => `POST ${where} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n`;
  await Promise.all([
    ended(at, head('/small'), true),
    ended(at, head('/slow'), true),
    ended(at, 'GET /large HTTP/1.1\r\nHost: x\r\n\r\n', false),
  ]);
  await expect.poll(() => closed).toBe(3);
});

test('what is not written is an error of its own', () => {
  expect(new NotWritten('x', Object.assign(new Error(), { code: 'EDQUOT' })).status).toBe(507);
});
