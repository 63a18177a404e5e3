import { expect, test } from 'vitest';
import { inTurns } from './inTurns';

const { signal } = new AbortController();

/** A clock on which each look takes a millisecond. */
function slowClock() {
  let ms = 0;
  return () => (ms += 1);
}

test('a long list keeps its order, and others have the thread between', async () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  const seen: string[] = [];
  const channel = new MessageChannel();
  // Asked for before the list is begun: a list made at one go would end before it.
  const other = new Promise<void>((resolve) => {
    channel.port1.addEventListener('message', () => {
      seen.push('other');
      channel.port1.close();
      resolve();
    });
    channel.port1.start();
    channel.port2.postMessage(undefined);
  });
  const made = await inTurns(items, (item) => item * 2, signal, slowClock());
  seen.push('made');
  await other;
  expect(made).toEqual(items.map((item) => item * 2));
  expect(seen).toEqual(['other', 'made']);
});

test('a short list is made at once', async () => {
  let isDone = false;
  void inTurns([1, 2, 3], (item) => item, signal, slowClock()).then(() => (isDone = true));
  await Promise.resolve();
  await Promise.resolve();
  expect(isDone).toBe(true);
});

test('who no longer wants it stops it', async () => {
  const wanted = new AbortController();
  let count = 0;
  const list = inTurns(
    Array.from({ length: 1000 }),
    () => {
      count += 1;
      if (count === 20) wanted.abort();
    },
    wanted.signal,
    slowClock(),
  );
  await expect(list).rejects.toThrow();
  expect(count).toBeLessThan(40);
});
