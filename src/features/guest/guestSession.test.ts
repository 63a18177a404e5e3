import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StudyUid } from '@/dicom/dataset/uid';
import { createGuestSession } from './guestSession';
import { createShareApi, type Opened } from './shareApi';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const key = { id: 'i'.repeat(16), secret: 's'.repeat(43) };
const shared = {
  archive: 'main',
  studies: ['1.2.3'],
  rights: ['look'],
  by: 'Dr A',
  until: 1_000_000 + 3_600_000,
  view: '/view/main/1.2.3',
};
const opened: Opened = {
  is: 'opened',
  token: 't1',
  expiresInS: 300,
  session: 'session1',
  aheadMs: 0,
  share: {
    archive: 'main',
    studies: ['1.2.3' as StudyUid],
    rights: ['look'],
    by: 'Dr A',
    untilMs: shared.until,
    view: shared.view,
  },
};

/** A gate whose answers the test gives: to tokens a list of answers in turn, to the watch a stream it writes into. */
function gate(answers: (() => Response)[]) {
  const bodies: Record<string, unknown>[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const ask: typeof fetch = async (url, init) => {
    if (String(url).endsWith('/watch')) {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void streams.push(controller),
      });
      init?.signal?.addEventListener('abort', () => {
        try {
          streams.at(-1)?.error(new Error('aborted'));
        } catch {
          // It was at its end already.
        }
      });
      return new Response(body);
    }
    bodies.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
    const next = answers.shift();
    if (!next) throw new TypeError('Failed to fetch');
    return next();
  };
  const say = async (line: object) => {
    streams.at(-1)?.enqueue(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
    await vi.advanceTimersByTimeAsync(1);
  };
  return { api: createShareApi('/share', ask), bodies, streams, say };
}

const json = (status: number, body: object) => () => Response.json(body, { status });
const token = (name: string) =>
  json(200, { token: name, expiresInS: 300, session: 'session1', share: shared });

function start(answers: (() => Response)[], with_: Partial<Opened> = {}) {
  const all = gate(answers);
  const session = createGuestSession({
    api: all.api,
    key,
    device: 'desktop',
    opened: { ...opened, ...with_ },
  });
  const ended = () => session.state.getState().ended?.reason;
  return { ...all, session, ended };
}

test('the token is renewed with the session before it ends, which is no further use', async () => {
  const { bodies, session, ended } = start([token('t2')]);
  await vi.advanceTimersByTimeAsync(226_000);
  expect(bodies).toEqual([{ ...key, device: 'desktop', session: 'session1' }]);
  expect(session.credentials.token()).toBe('t2');
  expect(ended()).toBeUndefined();
});

test('an end told by the stream takes the token away in the same moment', async () => {
  const { say, session, ended } = start([]);
  await vi.advanceTimersByTimeAsync(1);
  await say({ state: 'open' });
  expect(ended()).toBeUndefined();
  await say({ state: 'ended', reason: 'revoked' });
  expect(ended()).toBe('revoked');
  expect(session.credentials.token()).toBeUndefined();
});

test.each([
  [410, { reason: 'revoked', by: 'Dr A', until: 5 }, 'revoked'],
  [410, { reason: 'expired', by: 'Dr A', until: 5 }, 'expired'],
  [410, {}, 'revoked'],
  [404, { reason: 'unknown' }, 'unknown'],
])('an archive that refuses the token leads to its end: %i %o', async (status, body, reason) => {
  const { session, ended } = start([json(status, body)]);
  expect(await session.credentials.renew('t1')).toBeUndefined();
  expect(ended()).toBe(reason);
});

test('it ends by the clock though nobody says so', async () => {
  const right = start(Array.from({ length: 20 }, (_, i) => token(`t${i}`)));
  const alive = async (ms: number, one: typeof right) => {
    for (let at = 0; at < ms && one.ended() === undefined; at += 15_000) {
      await one.say({ state: 'open' });
      await vi.advanceTimersByTimeAsync(15_000);
    }
  };
  await alive(3_570_000, right);
  expect(right.ended()).toBeUndefined();
  await alive(45_000, right);
  expect(right.ended()).toBe('expired');
});

test('a clock ten minutes slow does not make a share live longer', async () => {
  const { ended } = start([], { aheadMs: 600_000, share: { ...opened.share, untilMs: 1_000_000 + 600_000 } });
  expect(ended()).toBe('expired');
});

test('a companion that is away for a moment changes nothing; one away for long takes the pictures', async () => {
  const { ended, session, streams } = start([]);
  streams.at(-1)?.close();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(ended()).toBeUndefined();
  expect(session.credentials.token()).toBe('t1');
  await vi.advanceTimersByTimeAsync(300_000);
  expect(ended()).toBe('unconfirmed');
});

test('a stream that broke off is taken up again', async () => {
  const { streams, say, ended } = start([]);
  await vi.advanceTimersByTimeAsync(1);
  await say({ state: 'open' });
  streams.at(-1)?.close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(streams).toHaveLength(2);
  await say({ state: 'ended', reason: 'expired' });
  expect(ended()).toBe('expired');
});

test('closing it forgets the token and is no end', async () => {
  const { session, ended, streams } = start([]);
  await vi.advanceTimersByTimeAsync(1);
  session.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(session.credentials.token()).toBeUndefined();
  expect(ended()).toBeUndefined();
  expect(streams).toHaveLength(1);
});
