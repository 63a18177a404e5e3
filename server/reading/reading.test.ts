import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  readReadingMessage,
  writeFromReader,
  type ReadingMessage,
  type FromReader,
  type ReadingAct,
  type StudyReading,
} from '@/protocol/reading';
import { CLOSED } from '@/protocol/room';
import { testGate, type TestGate } from '../testing/gate';
import { GATE } from '../testing/gateStudies';
import { gateTokens } from '../testing/gateTokens';
import type { ReadingLimits } from './limits';

let state = '';
const ends: (() => void | Promise<void>)[] = [];
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'reading-'));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  rmSync(state, { recursive: true, force: true });
});

async function start(limits: Partial<ReadingLimits> = {}): Promise<TestGate> {
  const gate = await testGate(state, Date.now, { lookMs: 20, ...limits });
  let isOver = false;
  const close = async () => {
    if (!isOver) await gate.close();
    isOver = true;
  };
  ends.push(close);
  return { ...gate, close };
}

/** A page, by its line. */
class Page {
  readonly told: ReadingMessage[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  private readonly heard = new Set<() => void>();
  private n = 0;

  constructor({ origin }: TestGate, from = origin, path = '/reading') {
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { origin: from });
    this.socket.on('message', (data) => {
      const message = readReadingMessage((data as Buffer).toString());
      if (message) this.told.push(message);
      for (const hear of this.heard) hear();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => resolve(code));
      this.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    });
    this.socket.on('error', () => undefined);
    ends.push(() => this.socket.terminate());
  }

  send(message: FromReader): void {
    this.socket.send(JSON.stringify(writeFromReader(message)));
  }

  /** Until what was told holds; how long a busy machine takes for it is no matter. */
  async hears(what: () => boolean): Promise<void> {
    while (!what())
      await new Promise<void>((resolve) => {
        const hear = () => {
          this.heard.delete(hear);
          resolve();
        };
        this.heard.add(hear);
      });
  }

  /** What is known of a study here by now. */
  of(study: string): StudyReading | undefined {
    const said = this.told.findLast((one) => one.is === 'states' && one.states.has(study));
    return said?.is === 'states' ? said.states.get(study) : undefined;
  }

  async ask(studies: readonly string[], archive = 'main') {
    const n = (this.n += 1);
    this.send({ is: 'ask', n, archive, studies });
    await this.hears(() => this.told.some((one) => one.is === 'states' && one.n === n));
    const answer = this.told.find((one) => one.is === 'states' && one.n === n);
    return answer?.is === 'states' ? answer.states : new Map<string, StudyReading>();
  }

  async act(act: ReadingAct, study: string = GATE.study, archive = 'main', own = false): Promise<string> {
    const n = (this.n += 1);
    this.send({ is: 'act', n, act, place: { archive, study }, own });
    const isAnswer = (one: ReadingMessage) => (one.is === 'done' || one.is === 'refused') && one.n === n;
    await this.hears(() => this.told.some(isAnswer));
    const answer = this.told.find(isAnswer);
    return answer?.is === 'refused' ? answer.why : 'done';
  }

  show(study: string | undefined): void {
    this.send({ is: 'show', place: study === undefined ? undefined : { archive: 'main', study } });
  }
}

async function page(gate: TestGate, token: string): Promise<Page> {
  const made = new Page(gate);
  await new Promise((resolve) => made.socket.once('open', resolve));
  made.send({ is: 'auth', token });
  await Promise.race([made.closed, made.hears(() => made.told.some(({ is }) => is === 'welcome'))]);
  return made;
}
const openAt = (on: Page, study: string = GATE.study) =>
  on.of(study)?.open.map(({ name, reads }) => `${name} ${reads}`);

test('what one reader marks the other is told live, and by name; it is on record and outlives the companion', async () => {
  const gate = await start();
  const [a, b] = [await page(gate, 'person-a'), await page(gate, 'person-b')];
  expect([...(await b.ask([GATE.study]))]).toEqual([]);
  expect(await a.act('read')).toBe('done');
  await b.hears(() => b.of(GATE.study)?.read !== undefined);
  expect(b.of(GATE.study)?.read?.by.name).toBe('Dr a');
  // Of another's mark nothing is taken back, and that is said.
  expect(await b.act('unread', GATE.study, 'main', true)).toBe('other');
  expect(await b.act('bookmark')).toBe('done');
  expect(b.of(GATE.study)?.bookmarks.map(({ by }) => by.name)).toEqual(['Dr b']);
  expect(gate.notes.filter(({ action }) => action !== 'refuse')).toEqual([
    expect.objectContaining({ action: 'mark-read', archive: 'main', studies: [GATE.study] }),
    expect.objectContaining({ action: 'bookmark', archive: 'main', studies: [GATE.study] }),
  ]);
  await gate.close();
  const again = await page(await start(), 'person-b');
  const kept = (await again.ask([GATE.study, GATE.other.study])).get(GATE.study);
  expect(kept?.read?.by.name).toBe('Dr a');
  const [you] = again.told.flatMap((one) => (one.is === 'welcome' ? [one.you] : []));
  expect(kept?.bookmarks.map(({ by }) => by.id)).toEqual([you]);
});

test('who has a study open is seen while they have: over a reload, until they leave', async () => {
  const gate = await start();
  const b = await page(gate, 'person-b');
  await b.ask([GATE.study]);
  const a = await page(gate, 'person-a');
  a.show(GATE.study);
  await b.hears(() => openAt(b)?.length === 1);
  const reader = await page(gate, 'reader');
  reader.show(GATE.study);
  await b.hears(() => openAt(b)?.length === 2);
  expect(openAt(b)).toEqual(['Dr a true', 'Dr reader false']);
  // Loaded again: nobody was told that they were away.
  const before = b.told.length;
  a.socket.terminate();
  await a.closed;
  const again = await page(gate, 'person-a');
  again.show(GATE.study);
  expect((await b.ask([GATE.study])).get(GATE.study)?.open).toHaveLength(2);
  expect(b.told.slice(before).filter((one) => one.is === 'states' && one.n === undefined)).toEqual([]);
  again.send({ is: 'leave' });
  await b.hears(() => openAt(b)?.length === 1);
  // Lost without a word: gone after a while.
  reader.socket.terminate();
  await reader.closed;
  // The companion may hear of the end a moment later than it happened.
  await expect
    .poll(() => {
      gate.later(11_000);
      return openAt(b)?.length;
    })
    .toBe(0);
});

test('who only looks marks nothing as read, and nothing is said of what is not there', async () => {
  const gate = await start();
  const reader = await page(gate, 'reader');
  expect(reader.told[0]).toMatchObject({ is: 'welcome', marks: false });
  expect(await reader.act('read')).toBe('role');
  expect(await reader.act('unread')).toBe('role');
  expect(await reader.act('bookmark')).toBe('done');
  const a = await page(gate, 'person-a');
  expect(await a.act('read', '9.9.9')).toBe('study');
  expect(await a.act('read', 'no uid')).toBe('study');
  expect(await a.act('read', GATE.study, 'elsewhere')).toBe('study');
  expect(gate.notes.filter(({ action }) => action === 'refuse').map(({ reason }) => reason)).toEqual([
    'mark-read role',
    'mark-unread role',
    'mark-read study',
    'mark-read study',
    'mark-read study',
  ]);
});

test('guests, strangers and other sites are told nothing', async () => {
  const gate = await start();
  const { whole, measure, expired } = await gateTokens(gate.origin, 'person-a', state);
  const tokens = [whole, measure, expired, 'nurse', 'nobody'];
  for (const token of tokens) {
    const put = await page(gate, token);
    expect(await put.closed).toBe(CLOSED.ended);
    expect(put.told).toEqual([]);
  }
  // None of the others is to be as late as this one is.
  const silent = new Page(await start({ authMs: 50 }));
  expect(await silent.closed).toBe(CLOSED.silent);
  const hasty = new Page(gate);
  await new Promise((resolve) => hasty.socket.once('open', resolve));
  hasty.send({ is: 'ask', n: 1, archive: 'main', studies: [GATE.study] });
  expect(await hasty.closed).toBe(CLOSED.malformed);
  expect(await new Page(gate, 'https://elsewhere.example').closed).toBe(405);
  expect(await new Page(gate, gate.origin, '/reading/x').closed).toBe(405);
  for (const headers of [{}, { Authorization: 'Bearer person-a' }]) {
    const { status } = await fetch(`${gate.origin}/reading`, { headers });
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

test('nobody acts, asks or comes without bound', async () => {
  const gate = await start({ actsAtOnce: 2, actsPerS: 0, linesEach: 2, messagesPerS: 8 });
  const a = await page(gate, 'person-a');
  const other = await page(gate, 'person-a');
  expect([await a.act('read'), await other.act('unread'), await a.act('read')]).toEqual([
    'done',
    'done',
    'pace',
  ]);
  expect(await (await page(gate, 'person-a')).closed).toBe(CLOSED.full);
  const b = await page(gate, 'person-b');
  for (let n = 0; n < 20; n += 1) b.send({ is: 'ask', n, archive: 'main', studies: [GATE.study] });
  expect(await b.closed).toBe(CLOSED.hasty);
});

test('two companions on one folder share what is marked; a sign-in that ends puts its page out', async () => {
  const here = await start();
  const there = await start({ checkMs: 20 });
  const b = await page(there, 'person-b');
  await b.ask([GATE.study]);
  await (await page(here, 'person-a')).act('read');
  await b.hears(() => b.of(GATE.study)?.read !== undefined);
  // A later token of somebody else is not let in on this line.
  b.send({ is: 'auth', token: 'person-a' });
  expect(await b.closed).toBe(CLOSED.ended);
});

test('nobody is told of studies that the archive does not hold, and none are shown without bound', async () => {
  const gate = await start({ showsAtOnce: 2, showsPerS: 0 });
  const b = await page(gate, 'person-b');
  await b.ask([GATE.study, '9.9.9']);
  const a = await page(gate, 'person-a');
  a.show('9.9.9');
  a.show(GATE.study);
  await b.hears(() => openAt(b)?.length === 1);
  expect(b.of('9.9.9')).toBeUndefined();
  a.show(GATE.other.study);
  expect(await a.closed).toBe(CLOSED.hasty);
  // Their page is back in a moment: they are not put out.
  expect((await b.ask([GATE.study])).get(GATE.study)?.open).toHaveLength(1);
});

test('a companion that ends closes its lines so that pages come back, and takes no mark after that', async () => {
  const gate = await start();
  const a = await page(gate, 'person-a');
  expect(await a.act('read')).toBe('done');
  const silent = await page(gate, 'person-b');
  // It never answers the closing.
  silent.socket.pause();
  const ended = gate.end();
  a.send({ is: 'act', n: 99, act: 'unread', place: { archive: 'main', study: GATE.study }, own: false });
  expect(await a.closed).toBe(CLOSED.away);
  await ended;
  const again = await page(await start(), 'person-a');
  expect((await again.ask([GATE.study])).get(GATE.study)?.read?.by.name).toBe('Dr a');
});
