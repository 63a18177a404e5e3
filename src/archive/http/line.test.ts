import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Credentials } from '@/archive/contract/credentials';
import { Line, type LineState } from './line';
import { readRelay } from '@/protocol/room';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket that the test answers for. */
class Socket extends EventTarget {
  readyState = 0;
  bufferedAmount = 0;
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    this.dispatchEvent(new MessageEvent('message', { data: '{"welcome":{"you":"me","ticket":"ticket"}}' }));
  }
  closes(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

function lineWith(renew: () => Promise<string | undefined> = () => Promise.resolve(undefined)) {
  const sockets: Socket[] = [];
  const states: LineState[] = [];
  let token: string | undefined = 'first';
  let heard: (token: string | undefined) => void = () => undefined;
  const credentials: Credentials = {
    token: () => token,
    renew,
    watch: (hear) => {
      heard = hear;
      return () => (heard = () => undefined);
    },
  };
  const line = new Line({
    url: 'ws://here/room/x',
    credentials,
    read: readRelay,
    greet: () => ({}),
    heard: () => undefined,
    changed: (state) => states.push(state),
    open: () => {
      const socket = new Socket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
  const setToken = (next: string | undefined) => {
    token = next;
    heard(next);
  };
  return { line, sockets, states, setToken, newest: () => sockets.at(-1) };
}

test('the first message is the token, and a new one follows', () => {
  const { newest, setToken, states } = lineWith();
  newest()?.opens();
  setToken('second');
  expect(newest()?.sent).toEqual([{ auth: 'first' }, { auth: 'second' }]);
  expect(states).toEqual([{ is: 'open' }]);
});

test('a broken line is mended: at once, then at most a second apart, for as long as it takes', () => {
  const { newest, sockets, states } = lineWith();
  newest()?.opens();
  for (let failure = 1; failure <= 30; failure++) {
    newest()?.closes(1006);
    vi.advanceTimersByTime(1_000);
    expect(sockets.length).toBe(failure + 1);
  }
  newest()?.opens();
  expect(states.at(-1)).toEqual({ is: 'open' });
});

test('a relay that says nothing for forty seconds is tried again', () => {
  const { newest, sockets } = lineWith();
  newest()?.opens();
  vi.advanceTimersByTime(39_000);
  expect(sockets.length).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(sockets.length).toBe(2);
});

test('a token that is not accepted is renewed; without another one the line is over', async () => {
  const { newest, states } = lineWith(() => Promise.resolve(undefined));
  newest()?.opens();
  newest()?.closes(4401);
  await vi.advanceTimersByTimeAsync(0);
  expect(states.at(-1)).toEqual({ is: 'over', reason: 'ended' });
});

test('a locked page leaves its room and is back with the next token', () => {
  const { newest, sockets, states, setToken } = lineWith();
  newest()?.opens();
  setToken(undefined);
  vi.advanceTimersByTime(60_000);
  expect(sockets.length).toBe(1);
  expect(states.at(-1)).toEqual({ is: 'lost' });
  setToken('later');
  newest()?.opens();
  expect(newest()?.sent).toEqual([{ auth: 'later' }]);
});

test('who leaves does not come back', () => {
  const { line, newest, sockets, states } = lineWith();
  newest()?.opens();
  line.leave();
  expect(newest()?.sent.at(-1)).toEqual({ leave: true });
  newest()?.closes(1000);
  vi.advanceTimersByTime(60_000);
  expect(sockets.length).toBe(1);
  expect(states.at(-1)).toEqual({ is: 'over', reason: 'left' });
});
