import { expect as base, type Expect } from '@playwright/test';

/** When a poll looks again: the runner's own second look in half a second and its third a second later are long for what takes a frame. */
const INTERVALS_MS = [20, 40, 60, 100, 100, 150, 250];

const poll: typeof base.poll = (look, options) =>
  base.poll(look, {
    intervals: INTERVALS_MS,
    ...(typeof options === 'string' ? { message: options } : options),
  });

/** The runner's `expect`, whose polls see sooner what has come. */
export const expect: Expect = new Proxy(base, {
  get: (of, name) => (name === 'poll' ? poll : (Reflect.get(of, name) as unknown)),
});
