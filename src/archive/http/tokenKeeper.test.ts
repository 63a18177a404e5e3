import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTokenKeeper, type Grant, type Renewal } from './tokenKeeper';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const grant = (token: string, expiresInS = 100): Grant => ({ token, expiresInS });

/** A keeper whose issuer answers what the test says, when it says so. */
function start() {
  const asked: ((renewal: Renewal) => void)[] = [];
  const heard: Renewal[] = [];
  const told: (string | undefined)[] = [];
  const keeper = createTokenKeeper({
    ask: () => new Promise((resolve) => void asked.push(resolve)),
    heard: (renewal) => void heard.push(renewal),
  });
  keeper.watch((token) => void told.push(token));
  const answer = async (renewal: Renewal) => {
    asked.at(-1)?.(renewal);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { keeper, asked, heard, told, answer };
}

test('a token is renewed after three quarters of its life, counted from its answer', async () => {
  const { keeper, asked, answer } = start();
  keeper.put(grant('a'));
  await vi.advanceTimersByTimeAsync(74_900);
  expect(asked).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toHaveLength(1);
  expect(keeper.token()).toBe('a');
  await answer(grant('b'));
  expect(keeper.token()).toBe('b');
  await vi.advanceTimersByTimeAsync(75_100);
  expect(asked).toHaveLength(2);
});

test.each([Infinity, 40 * 86_400])('a token that lives %d s is used until it is refused', async (lifeS) => {
  const { keeper, asked } = start();
  keeper.put(grant('a', lifeS));
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(asked).toHaveLength(0);
  void keeper.renew('a');
  expect(asked).toHaveLength(1);
});

test('all who ask at once wait for one renewal, and latecomers get what it brought', async () => {
  const { keeper, asked, answer } = start();
  keeper.put(grant('a'));
  const all = Array.from({ length: 400 }, () => keeper.renew('a'));
  await answer(grant('b'));
  expect(new Set(await Promise.all(all))).toEqual(new Set(['b']));
  expect(await keeper.renew('a')).toBe('b');
  expect(asked).toHaveLength(1);
});

test('an issuer that does not answer is asked again, more and more seldom, and the token stays', async () => {
  const { keeper, asked, heard, answer } = start();
  keeper.put(grant('a'));
  const refused = keeper.renew('a');
  await answer('away');
  expect(await refused).toBe('a');
  for (const most of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(most * 0.7);
    expect(asked).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(most * 0.31);
    expect(asked).toHaveLength(before + 1);
    await answer('away');
  }
  expect(keeper.token()).toBe('a');
  await vi.advanceTimersByTimeAsync(15_000);
  await answer(grant('b'));
  expect(keeper.token()).toBe('b');
  expect(heard.at(-1)).toEqual(grant('b'));
});

test('an end forgets the token, and nobody asks any more', async () => {
  const { keeper, asked, told, answer } = start();
  keeper.put(grant('a'));
  const waiting = keeper.renew('a');
  await answer('ended');
  expect(await waiting).toBeUndefined();
  expect(told).toEqual(['a', undefined]);
  expect(await keeper.renew('a')).toBeUndefined();
  expect(await keeper.renew(undefined)).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_000_000);
  expect(asked).toHaveLength(1);
});

test('a renewal that was under way when the token was dropped brings nothing', async () => {
  const { keeper, heard, answer } = start();
  keeper.put(grant('a'));
  const waiting = keeper.renew('a');
  keeper.drop();
  await answer(grant('b'));
  expect(await waiting).toBeUndefined();
  expect(keeper.token()).toBeUndefined();
  expect(heard).toEqual([]);
});
