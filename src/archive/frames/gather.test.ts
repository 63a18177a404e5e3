import { expect, test } from 'vitest';
import type { VerifiedFrame } from '@/archive/contract/archive';
import { phantom } from '@/archive/testing/phantomFile';
import type { Clock } from '@/archive/http/clock';
import { gather } from './gather';

const { instance } = phantom(0);
const frameOf = (frame: number, length: number): VerifiedFrame => ({
  study: instance.study,
  series: instance.series,
  sop: instance.sop,
  frame,
  form: 'values',
  values: new Uint8Array(length),
  min: 0,
  max: 0,
  slope: 1,
  intercept: 0,
  transferSyntax: '1.2.840.10008.1.2.1',
});

/** A clock whose timers run when the test says so. */
function start() {
  const timers = new Set<() => void>();
  const clock: Clock = {
    now: () => 0,
    random: () => 0,
    after(_ms, run) {
      timers.add(run);
      return () => void timers.delete(run);
    },
  };
  const sent: number[][] = [];
  const gathered = gather(clock, (frames) => sent.push(frames.map(({ frame }) => frame)));
  const ring = () => {
    for (const run of [...timers]) {
      timers.delete(run);
      run();
    }
  };
  return { gathered, sent, timers, ring };
}

test('frames that come at once go in one message, in order, after a moment', () => {
  const { gathered, sent, ring } = start();
  gathered.add([frameOf(1, 10)]);
  gathered.add([frameOf(2, 10), frameOf(3, 10)]);
  expect(sent).toEqual([]);
  ring();
  expect(sent).toEqual([[1, 2, 3]]);
  gathered.add([frameOf(4, 10)]);
  ring();
  expect(sent).toEqual([[1, 2, 3], [4]]);
});

test('many bytes do not wait, and nothing is sent twice', () => {
  const { gathered, sent, timers, ring } = start();
  gathered.add([frameOf(1, 10)]);
  gathered.add([frameOf(2, 4 * 2 ** 20)]);
  expect(sent).toEqual([[1, 2]]);
  expect(timers.size).toBe(0);
  ring();
  expect(sent).toEqual([[1, 2]]);
});

test('what is said next is said after the frames that came before it', () => {
  const { gathered, sent, timers } = start();
  gathered.flush();
  expect(sent).toEqual([]);
  gathered.add([frameOf(1, 10)]);
  gathered.flush();
  expect(sent).toEqual([[1]]);
  expect(timers.size).toBe(0);
});
