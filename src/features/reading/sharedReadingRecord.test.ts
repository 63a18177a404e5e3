import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Credentials } from '@/archive/contract/credentials';
import { readFromReader, writeStates, type FromReader, type StudyReading } from '@/protocol/reading';
import { SharedReadingRecord } from './sharedReadingRecord';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { origin: 'http://here' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A socket that the test answers for. */
class Socket extends EventTarget {
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: (FromReader | undefined)[] = [];

  send(text: string): void {
    this.sent.push(readFromReader(text));
  }
  close(code: number): void {
    this.readyState = 3;
    this.sent.push(undefined);
    this.closed = code;
  }
  closed: number | undefined;
  says(message: object): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  /** Lets the page in, and gives what it said then. */
  welcomes(): (FromReader | undefined)[] {
    this.dispatchEvent(new Event('open'));
    this.says({ welcome: { you: 'me', marks: true } });
    return this.sent;
  }
  ends(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

function start() {
  const sockets: Socket[] = [];
  let token: string | undefined = 'token';
  let heard: (token: string | undefined) => void = () => undefined;
  const credentials: Credentials = {
    token: () => token,
    renew: () => Promise.resolve(undefined),
    watch: (hear) => {
      heard = hear;
      return () => undefined;
    },
  };
  const open = () => {
    const socket = new Socket();
    sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  const record = new SharedReadingRecord({ service: '/reading', credentials, open });
  const newest = () => sockets.at(-1) as Socket;
  const setToken = (next: string | undefined) => {
    token = next;
    heard(next);
  };
  return { record, newest, sockets, setToken };
}

const ADA = { id: 'a', name: 'Dr A' };
const PLACE = { archive: 'main', study: '1' };
const READ: StudyReading = { read: { by: ADA, atMs: 5 }, bookmarks: [], open: [{ ...ADA, reads: true }] };
const askedOf = (socket: Socket) => socket.sent.filter((one) => one?.is === 'ask');
const answer = (socket: Socket, states: readonly (readonly [string, StudyReading])[]) => {
  const asked = askedOf(socket).at(-1);
  if (asked?.is === 'ask') socket.says(writeStates(asked.archive, states, asked.n));
};

test('what was asked before there was a line is asked with it; of others nothing is kept', async () => {
  const { record, newest } = start();
  let isKnown = false;
  const known = record.ask('main', ['1', '2']).then(() => (isKnown = true));
  record.show(PLACE);
  expect(
    newest()
      .welcomes()
      .map((one) => one?.is),
  ).toEqual(['auth', 'show', 'ask']);
  expect(isKnown).toBe(false);
  answer(newest(), [['1', READ]]);
  await known;
  const state = record.of(PLACE);
  expect(state).toEqual(READ);
  newest().says(writeStates('main', [['3', READ]]));
  expect(record.of({ archive: 'main', study: '3' })).toBeUndefined();
  expect(record.of({ archive: 'second', study: '1' })).toBeUndefined();
  // The same object while nothing changes, and asked once.
  expect(record.of(PLACE)).toBe(state);
  await record.ask('main', ['1', '2']);
  expect(askedOf(newest())).toHaveLength(1);
});

test('a line that is lost is mended with all that is on the screen, and what ended meanwhile is gone', async () => {
  const { record, newest } = start();
  void record.ask('main', ['1', '2']);
  newest().welcomes();
  answer(newest(), [
    ['1', READ],
    ['2', READ],
  ]);
  record.show(PLACE);
  newest().ends(1006);
  await vi.advanceTimersByTimeAsync(10);
  // For a moment it is still true.
  expect(record.of(PLACE)?.open).toHaveLength(1);
  expect(
    newest()
      .welcomes()
      .map((one) => one?.is),
  ).toEqual(['auth', 'show', 'ask']);
  answer(newest(), [['1', { ...READ, open: [] }]]);
  expect(record.of(PLACE)).toEqual({ ...READ, open: [] });
  expect(record.of({ archive: 'main', study: '2' })).toBeUndefined();
});

test('who has what open is not said of a line that stays lost; what was read stays; nobody waits for ever', async () => {
  const { record, newest } = start();
  void record.ask('main', ['1']);
  newest().welcomes();
  answer(newest(), [['1', READ]]);
  newest().ends(1006);
  const late = record.ask('main', ['9']);
  await vi.advanceTimersByTimeAsync(6_000);
  await late;
  expect(record.standing().isLive).toBe(false);
  expect(record.of(PLACE)).toEqual({ ...READ, open: [] });
  expect(await record.act('read', PLACE)).toBe('offline');
});

test('an act is done when the companion says so, and refused with its reason; a line that breaks tells neither', async () => {
  const { record, newest } = start();
  newest().welcomes();
  const [done, refused, lost] = [
    record.act('read', PLACE),
    record.act('bookmark', PLACE),
    record.act('unread', PLACE, true),
  ];
  const acts = newest().sent.flatMap((one) => (one?.is === 'act' ? [one] : []));
  expect(acts.map(({ act, own }) => [act, own])).toEqual([
    ['read', false],
    ['bookmark', false],
    ['unread', true],
  ]);
  newest().says({ done: acts[0]?.n });
  newest().says({ refused: acts[1]?.n, why: 'many' });
  newest().ends(1006);
  expect(await Promise.all([done, refused, lost])).toEqual([undefined, 'many', 'offline']);
});

test('a page that is locked says good-bye, and is there again when it is opened', () => {
  const { record, newest, sockets, setToken } = start();
  newest().welcomes();
  record.show(PLACE);
  setToken(undefined);
  expect(newest().closed).toBe(1000);
  setToken('again');
  vi.advanceTimersByTime(2_000);
  expect(sockets).toHaveLength(2);
  expect(newest().welcomes()).toContainEqual({ is: 'show', place: PLACE });
});

test('a line that breaks is waited for as long, however long ago something was asked on it', async () => {
  const { record, newest } = start();
  newest().welcomes();
  void record.ask('main', ['1']);
  answer(newest(), [['1', READ]]);
  await vi.advanceTimersByTimeAsync(4_000);
  newest().ends(1006);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(record.of(PLACE)?.open).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(record.of(PLACE)?.open).toEqual([]);
});
