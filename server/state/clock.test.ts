import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StateClock } from './clock';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 28, 12);
let folder = '';
let wall = NOON;
let steady = 0;
const said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-'));
  [wall, steady] = [NOON, 0];
  said.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const start = (): StateClock =>
  new StateClock(join(folder, 'clock.json'), (line) => said.push(line), {
    wall: () => wall,
    steady: () => steady,
  });
const pass = (ms: number): void => {
  wall += ms;
  steady += ms;
};

test('a clock that is set back opens nothing again, and time goes on', () => {
  const clock = start();
  pass(2 * HOUR);
  expect(clock.now()).toBe(NOON + 2 * HOUR);
  wall -= 5 * HOUR;
  expect(clock.now()).toBe(NOON + 2 * HOUR);
  pass(HOUR);
  expect(clock.now()).toBe(NOON + 3 * HOUR);
  expect(said).toEqual([expect.stringContaining('5.0 hours behind')]);
});

test('over a restart too', async () => {
  const clock = start();
  pass(2 * HOUR);
  clock.now();
  wall -= 5 * HOUR;
  steady = 0;
  const kept = (): string => readFileSync(join(folder, 'clock.json'), 'utf8');
  await expect.poll(kept).toContain(String(NOON + 2 * HOUR));
  expect(start().now()).toBe(NOON + 2 * HOUR);
});

test('a clock that was far ahead by mistake for a moment kills nothing for good, and is said', () => {
  const clock = start();
  wall += 9000 * HOUR;
  expect(clock.now()).toBe(wall);
  expect(said).toEqual([expect.stringContaining('9000.0 hours ahead')]);
  wall -= 9000 * HOUR;
  expect(clock.now()).toBe(NOON);
  // Ten minutes later it is believed.
  wall += 9000 * HOUR;
  clock.now();
  pass(600_000);
  const ahead = clock.now();
  wall = NOON;
  expect(clock.now()).toBe(ahead);
});
