import { expect, test } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import { FrameStates } from './frameStates';

const lost = { code: 'unreachable', details: {} } as const;
const other = { code: 'wrong-object', details: {} } as const;
const none = () => false;

test('what is here, failed and absent is counted, and told as it was when it was asked', () => {
  const states = new FrameStates(4);
  states.came(1);
  states.failed(2, lost);
  const { had, ...counts } = states.counts();
  expect(counts).toEqual({ wanted: 4, loaded: 1, failed: 1 });
  states.left(1);
  expect([...had]).toEqual([0, 1, 2, 0]);
  expect([...states.counts().had]).toEqual([0, 0, 2, 0]);
});

test('a frame lost on the way is asked for by two streams, another one than was asked for by one', () => {
  const states = new FrameStates(2);
  for (const index of [0, 1]) {
    states.failed(index, index === 0 ? lost : other);
    states.giveUp(index);
  }
  expect([states.isSettled(0), states.isSettled(1)]).toEqual([false, true]);
  states.giveUp(0);
  expect(states.areSettled(none)).toBe(true);
  states.forgive();
  expect([states.isSettled(0), states.errorAt(1)]).toEqual([false, undefined]);
});

test('a frame that came in spite of its failure has no error', () => {
  const states = new FrameStates(1);
  states.failed(0, lost);
  states.came(0);
  expect([states.isHere(0), states.errorAt(0)]).toEqual([true, undefined]);
});

test('a contradicted frame does not come back by itself, only where it is wished for', () => {
  const states = new FrameStates(2);
  states.came(0);
  states.left(0);
  states.contradict(0, new ArchiveError('wrong-object', 'another frame came'));
  expect(states.areSettled((index) => index === 1)).toBe(true);
  expect(states.areSettled(none)).toBe(false);
  states.failed(0, other);
  states.forgive();
  expect([states.isSettled(0), states.doubtOf(0)]).toEqual([false, undefined]);
});
