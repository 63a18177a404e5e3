import { expect, test } from 'vitest';
import type { Clock } from '@/archive/http/clock';
import type { Part10 } from './part10';
import { shareFile } from './sharedFile';

/** A file that does not come until told, and a clock whose delays end when told. */
function heldFile() {
  let elapse: () => void = () => undefined;
  const clock: Clock = {
    now: () => 0,
    after: (_, run) => {
      elapse = run;
      return () => undefined;
    },
    random: () => 0,
  };
  let come: (file: Part10) => void = () => undefined;
  let reading: AbortSignal | undefined;
  const file = shareFile(clock, (signal) => {
    reading = signal;
    return new Promise((resolve) => (come = resolve));
  });
  return { file, come: () => come({} as Part10), elapse: () => elapse(), isStopped: () => reading?.aborted };
}

test('a hand that goes on from frame to frame of one file leaves it on its way', async () => {
  const { file, come, elapse, isStopped } = heldFile();
  const first = new AbortController();
  const left = file.of(first.signal);
  first.abort();
  await expect(left).rejects.toMatchObject({ fault: 'aborted' });
  const next = file.of(new AbortController().signal);
  elapse();
  expect(isStopped()).toBe(false);
  come();
  await expect(next).resolves.toBeDefined();
});

test('a file that nobody waits for any more is not read on', async () => {
  const { file, elapse, isStopped } = heldFile();
  const only = new AbortController();
  const left = file.of(only.signal);
  only.abort();
  await expect(left).rejects.toMatchObject({ fault: 'aborted' });
  expect(isStopped()).toBe(false);
  elapse();
  expect(isStopped()).toBe(true);
});
