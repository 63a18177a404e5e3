import { expect, test } from 'vitest';
import { FrameLooks } from './frameLooks';

test('sixty steps at once: only the request for the frame under the hand goes on', () => {
  const looks = new FrameLooks();
  const hand = {};
  const asked = Array.from({ length: 60 }, (_, index) => {
    looks.look(hand, index);
    return looks.ask(index);
  });
  expect(asked.filter(({ aborted }) => !aborted)).toEqual([asked[59]]);
  expect(looks.isStopped(58)).toBe(true);
  expect(looks.isStopped(59)).toBe(false);
});

test('a step to a frame that is here stops the request too, and so does leaving', () => {
  const looks = new FrameLooks();
  const hand = {};
  looks.look(hand, 1);
  const first = looks.ask(1);
  looks.look(hand, 2);
  expect(first.aborted).toBe(true);
  const second = looks.ask(2);
  looks.look(hand, 2);
  expect(second.aborted).toBe(false);
  looks.leave(hand);
  expect(second.aborted).toBe(true);
});

test('what another pane looks at, or somebody else waits for, goes on', () => {
  const looks = new FrameLooks();
  const [one, other] = [{}, {}];
  looks.look(one, 1);
  const shared = looks.ask(1);
  looks.look(other, 1);
  looks.look(one, 2);
  expect(shared.aborted).toBe(false);
  const kept = looks.ask(2);
  looks.keep(2);
  looks.look(one, 3);
  expect(kept.aborted).toBe(false);
  looks.look(other, 3);
  expect(shared.aborted).toBe(true);
});

test('a request that came to its end is not stopped any more; asked for anew, a stopped frame comes', () => {
  const looks = new FrameLooks();
  const hand = {};
  looks.look(hand, 1);
  const before = looks.ask(1);
  looks.look(hand, 2);
  looks.look(hand, 1);
  const anew = looks.ask(1);
  looks.settled(1, before);
  expect(looks.isStopped(1)).toBe(false);
  looks.settled(1, anew);
  looks.look(hand, 2);
  expect(anew.aborted).toBe(false);
});
