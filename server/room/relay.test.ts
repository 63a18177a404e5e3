import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createRelay, type RelayParts } from './relay';
import type { Roster } from '@/protocol/room';

interface Told {
  readonly welcome?: { readonly you: string; readonly ticket: string };
  readonly roster?: Roster;
  readonly say?: string;
  readonly from?: string;
  readonly n?: number;
  readonly sealed?: string;
}

const ends: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const end of ends.splice(0)) end();
});

/** Tokens of the test: a person's or a guest's name. */
const ended = new Set<string>();
const admit: RelayParts['admit'] = (token) =>
  Promise.resolve(
    ended.has(token) || !/^(dr|guest)-/.test(token)
      ? undefined
      : { key: token.split('~')[0] ?? '', name: token, isGuest: token.startsWith('guest-') },
  );

async function start(parts: Partial<RelayParts> = {}, port = 0) {
  const server: Server = createServer((_, answer) => answer.end('page'));
  const relay = createRelay({ admit, path: '/room', ...parts });
  server.on('upgrade', (incoming, socket, head) => {
    if (!relay.upgrade(incoming, socket, head)) socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const end = () => {
    relay.close();
    server.closeAllConnections();
    server.close();
  };
  ends.push(end);
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, end };
}

const newRoom = () => randomBytes(16).toString('base64url');

class Member {
  readonly told: Told[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;

  constructor(host: string, room: string, origin = `http://${host}`) {
    this.socket = new WebSocket(`ws://${host}/room/${room}`, { origin });
    this.socket.on('message', (data) => this.told.push(JSON.parse((data as Buffer).toString()) as Told));
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => resolve(code));
      this.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    });
    this.socket.on('error', () => undefined);
    ends.push(() => this.socket.terminate());
  }

  async open(): Promise<this> {
    await new Promise((resolve) => this.socket.once('open', resolve));
    return this;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The newest answer that holds a field. */
  newest<Name extends keyof Told>(name: Name): Told[Name] | undefined {
    return this.told.findLast((one) => one[name] !== undefined)?.[name];
  }

  /** Until what was told holds; how long a busy machine takes for it is no matter. */
  async hears(what: (told: readonly Told[]) => boolean): Promise<void> {
    while (!what(this.told)) await new Promise((resolve) => this.socket.once('message', resolve));
  }

  /** Until the relay has dealt with all that was sent on this line, and its answers are here: a line keeps its order. */
  async settled(): Promise<void> {
    const pong = new Promise((resolve) => this.socket.once('pong', resolve));
    this.socket.ping();
    await pong;
  }
}

async function join(host: string, room: string, token: string, how: object = {}): Promise<Member> {
  const member = await new Member(host, room).open();
  member.send({ auth: token, ...how });
  await member.hears((told) => told.some(({ roster }) => roster !== undefined));
  return member;
}

const live = (n: number, sealed = 'AAAA') => ({ say: 'live', n, sealed });

test('who opens the room presents, others get what is said and are told who is there', async () => {
  const { host } = await start();
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'guest-b');
  a.send(live(1, 'first'));
  a.send({ say: 'marks', n: 2, sealed: 'marks' });
  a.send(live(3, 'newest'));
  await b.hears((told) => told.some(({ sealed }) => sealed === 'newest'));
  const { you } = a.newest('welcome') ?? {};
  expect(b.told.filter(({ say }) => say === 'live').map(({ from, n }) => [from, n])).toEqual([
    [you, 1],
    [you, 3],
  ]);
  expect(b.newest('roster')).toMatchObject({
    presenter: you,
    members: [{ name: 'dr-a' }, { name: 'guest-b', guest: true }],
  });
  expect(a.told.some(({ say }) => say !== undefined)).toBe(false);
});

test('a late joiner gets the newest of what was said', async () => {
  const { host } = await start();
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  a.send(live(1, 'old'));
  a.send(live(2, 'view'));
  a.send({ say: 'marks', n: 3, sealed: 'drawn' });
  const b = await join(host, room, 'dr-b');
  await b.hears((told) => told.some(({ sealed }) => sealed === 'drawn'));
  expect(b.told.flatMap(({ sealed }) => sealed ?? [])).toEqual(['view', 'drawn']);
});

test('only the presenter is heard, and hands over', async () => {
  const { host } = await start();
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b', { presents: true });
  b.send(live(1, 'mine'));
  b.send({ take: true });
  b.send({ hand: b.newest('welcome')?.you });
  await b.settled();
  a.send(live(1, 'heard'));
  await b.hears((told) => told.some(({ sealed }) => sealed === 'heard'));
  await a.settled();
  expect(a.told.some(({ sealed }) => sealed === 'mine')).toBe(false);
  expect(b.newest('roster')?.presenter).toBe(a.newest('welcome')?.you);
  a.send({ hand: b.newest('welcome')?.you });
  await b.hears(() => b.newest('roster')?.presenter === b.newest('welcome')?.you);
  b.send(live(2, 'now-mine'));
  await a.hears((told) => told.some(({ sealed }) => sealed === 'now-mine'));
});

test('a presenter whose line broke off is waited for and comes back as before', async () => {
  const { host } = await start();
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b');
  const { you, ticket } = a.newest('welcome') ?? {};
  a.socket.terminate();
  await b.hears(() => b.newest('roster')?.away === true);
  expect(b.newest('roster')?.free).toBeUndefined();
  const again = await join(host, room, 'dr-a~renewed', { again: ticket });
  expect(again.newest('welcome')?.you).toBe(you);
  await b.hears(() => b.newest('roster')?.away === undefined);
  expect(b.newest('roster')?.presenter).toBe(you);
});

test('a presenter who opens the page anew presents again', async () => {
  const { host } = await start();
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b');
  a.socket.terminate();
  await b.hears(() => b.newest('roster')?.away === true);
  const again = await join(host, room, 'dr-a~later');
  expect(again.newest('welcome')?.you).not.toBe(a.newest('welcome')?.you);
  expect(again.newest('roster')?.presenter).toBe(again.newest('welcome')?.you);
});

test('also after a while, unless somebody took over', async () => {
  let nowMs = 1_000;
  const { host } = await start({ now: () => nowMs });
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b');
  a.socket.terminate();
  await b.hears(() => b.newest('roster')?.away === true);
  nowMs += 10_000;
  await b.hears(() => b.newest('roster')?.free === true);
  const again = await join(host, room, 'dr-a');
  expect(again.newest('roster')?.presenter).toBe(again.newest('welcome')?.you);
  again.socket.terminate();
  await b.hears(() => b.newest('roster')?.away === true);
  nowMs += 10_000;
  await b.hears(() => b.newest('roster')?.free === true);
  b.send({ take: true });
  await b.hears(() => b.newest('roster')?.presenter === b.newest('welcome')?.you);
  const late = await join(host, room, 'dr-a');
  expect(late.newest('roster')?.presenter).toBe(b.newest('welcome')?.you);
});

test("somebody else's ticket brings nobody back", async () => {
  const { host } = await start();
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b');
  const { you, ticket } = a.newest('welcome') ?? {};
  a.socket.terminate();
  await b.hears(() => b.newest('roster')?.away === true);
  const thief = await join(host, room, 'dr-c', { again: ticket });
  expect(thief.newest('welcome')?.you).not.toBe(you);
  thief.send(live(1, 'stolen'));
  thief.send({ take: true });
  await thief.settled();
  await b.settled();
  expect(b.newest('roster')?.members).toHaveLength(2);
  expect(b.newest('roster')?.presenter).not.toBe(thief.newest('welcome')?.you);
  expect(b.told.some(({ sealed }) => sealed === 'stolen')).toBe(false);
});

test('where the presenter stays away for ten seconds, or leaves, others may take over', async () => {
  let nowMs = 1_000;
  const { host } = await start({ now: () => nowMs });
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b');
  a.socket.terminate();
  await b.hears(() => b.newest('roster')?.away === true);
  nowMs += 9_999;
  b.send({ take: true });
  await b.settled();
  expect(b.newest('roster')?.away).toBe(true);
  nowMs += 1;
  await b.hears(() => b.newest('roster')?.free === true);
  b.send({ take: true });
  await b.hears(() => b.newest('roster')?.presenter === b.newest('welcome')?.you);
  const c = await join(host, room, 'dr-c');
  b.send({ leave: true });
  expect(await b.closed).toBe(1000);
  await c.hears(() => c.newest('roster')?.free === true);
});

test('after a restart a follower who is back first does not present; the presenter does', async () => {
  const first = await start();
  const room = newRoom();
  const a = await join(first.host, room, 'dr-a', { presents: true });
  const b = await join(first.host, room, 'dr-b');
  const [ticketA, ticketB] = [a.newest('welcome')?.ticket, b.newest('welcome')?.ticket];
  first.end();
  await Promise.all([a.closed, b.closed]);
  const { host } = await start({}, Number(first.host.split(':')[1]));
  const b2 = await join(host, room, 'dr-b', { again: ticketB });
  expect(b2.newest('roster')).toMatchObject({ members: [{ name: 'dr-b' }] });
  expect(b2.newest('roster')?.free).toBeUndefined();
  const a2 = await join(host, room, 'dr-a', { again: ticketA, presents: true });
  expect(a2.newest('roster')?.presenter).toBe(a2.newest('welcome')?.you);
});

test('a guest whose share ends is put out within two checks', async () => {
  const { host } = await start({ limits: { checkMs: 20 } });
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const guest = await join(host, room, 'guest-gone');
  ended.add('guest-gone');
  expect(await guest.closed).toBe(4401);
  await a.hears(() => a.newest('roster')?.members.length === 1);
});

test('a fresh token keeps a member in; one of somebody else does not', async () => {
  const asked: string[] = [];
  const { host } = await start({
    limits: { checkMs: 20 },
    admit: (token) => {
      asked.push(token);
      return admit(token);
    },
  });
  const room = newRoom();
  const guest = await join(host, room, 'guest-r~1');
  guest.send({ auth: 'guest-r~2' });
  guest.send(live(1));
  // Before the new one is known, the end of the old one would be the guest's own.
  await guest.settled();
  ended.add('guest-r~1');
  const other = await join(host, room, 'dr-x');
  // Once as it came, then by two checks: by then one of the token before would have put it out.
  await expect
    .poll(() => asked.filter((token) => token === 'guest-r~2').length, { timeout: 20_000 })
    .toBeGreaterThan(2);
  expect(guest.socket.readyState).toBe(WebSocket.OPEN);
  other.send({ auth: 'dr-y' });
  expect(await other.closed).toBe(4401);
});

test('nobody gets in without a token, from another site, or to an address that is no room', async () => {
  const room = newRoom();
  const hasty = await start({ limits: { authMs: 50 } });
  expect(await new Member(hasty.host, room).closed).toBe(4408);
  const { host } = await start();
  expect(await new Member(host, room, 'https://elsewhere.example').closed).toBe(403);
  expect(await new Member(host, room, 'null').closed).toBe(403);
  expect(await new Member(host, 'short').closed).toBe(404);
  expect(await new Member(host, `${room}x`).closed).toBe(404);
  const nobody = await new Member(host, room).open();
  nobody.send({ auth: 'made-up' });
  expect(await nobody.closed).toBe(4401);
  const early = await new Member(host, room).open();
  early.send(live(1));
  expect(await early.closed).toBe(4400);
});

test('rooms, members and messages have their limits', async () => {
  // All within one moment: who is slow to send is not hasty.
  const { host } = await start({ now: () => 1_000, limits: { rooms: 1, messagesPerS: 30 } });
  const room = newRoom();
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) => join(host, room, `dr-${i}`, i === 0 ? { presents: true } : {})),
  );
  const late = await new Member(host, room).open();
  late.send({ auth: 'dr-late' });
  expect(await late.closed).toBe(4409);
  const elsewhere = await new Member(host, newRoom()).open();
  elsewhere.send({ auth: 'dr-else' });
  expect(await elsewhere.closed).toBe(4503);
  const [a, b, c] = all;
  a?.send(live(1, 'x'.repeat(65 * 1024)));
  expect(await a?.closed).toBe(1009);
  for (let n = 0; n < 60; n++) b?.send(live(n));
  expect(await b?.closed).toBe(4429);
  c?.socket.send(Buffer.from([1, 2, 3]));
  expect(await c?.closed).toBe(4400);
});

test('a slow follower gets the newest, not all that came before', async () => {
  const { host } = await start({ limits: { messagesPerS: 10_000, behindBytes: 0 } });
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const b = await join(host, room, 'dr-b');
  // The follower reads nothing while far more is said than any buffer between the two holds.
  b.socket.pause();
  const big = 'x'.repeat(60_000);
  const count = 600;
  for (let n = 1; n <= count; n++) {
    a.send(live(n, big));
    if (n % 50 === 0) await a.settled();
  }
  const c = await join(host, room, 'dr-c');
  await c.hears((told) => told.some(({ n }) => n === count));
  b.socket.resume();
  await b.hears((told) => told.some(({ n }) => n === count));
  const got = b.told.filter(({ say }) => say === 'live').length;
  expect(got).toBeLessThan(count);
  expect(b.newest('n')).toBe(count);
});

test('who answers no ping is put out', async () => {
  // The test says when the relay asks: a machine that stands still for a moment is no silent member.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const pingMs = 300;
  const { host } = await start({ limits: { pingMs } });
  const room = newRoom();
  const a = await join(host, room, 'dr-a', { presents: true });
  const dead = await join(host, room, 'dr-b');
  dead.socket.pause();
  await a.hears((told) => told.some(({ roster }) => roster?.members.length === 2));
  const pinged = new Promise((resolve) => a.socket.once('ping', resolve));
  vi.advanceTimersByTime(pingMs);
  await pinged;
  await a.settled();
  expect(a.newest('roster')?.members).toHaveLength(2);
  vi.advanceTimersByTime(pingMs);
  await a.hears(() => a.newest('roster')?.members.length === 1);
  await a.settled();
  expect(a.socket.readyState).toBe(WebSocket.OPEN);
});

test('behind a proxy, strangers are counted by whose address it names', async () => {
  const { host } = await start({ isBehindProxy: true, limits: { strangersEach: 1 } });
  const comes = (from: string) =>
    new Promise<string>((resolve) => {
      const headers = { 'X-Forwarded-For': `10.9.9.9, ${from}` };
      const socket = new WebSocket(`ws://${host}/room/${newRoom()}`, { origin: `http://${host}`, headers });
      ends.push(() => socket.terminate());
      socket.on('error', () => undefined);
      socket.on('open', () => resolve('open'));
      socket.on('unexpected-response', (_, answer) => resolve(String(answer.statusCode)));
    });
  expect(await comes('10.0.0.1')).toBe('open');
  expect(await comes('10.0.0.1')).toBe('503');
  expect(await comes('10.0.0.2')).toBe('open');
});
