import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StateClock } from './clock';
import { EventLog } from './eventLog';

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
const start = (logs: readonly string[] = []): StateClock => {
  const source = { wall: () => wall, steady: () => steady };
  return new StateClock(join(folder, 'clock.json'), (line) => said.push(line), source, logs);
};
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

test.each([
  ['the log of shares', 'shares.jsonl'],
  ['the audit', 'audit.jsonl'],
])(
  'what %s says of the minute after the time was kept counts, what was written in a jump does not',
  async (_, name) => {
    const path = join(folder, name);
    const write = async (at: number) => {
      if (name === 'audit.jsonl') {
        writeFileSync(path, `${JSON.stringify({ recorded: new Date(at).toISOString() })}\n`, { flag: 'a' });
        return;
      }
      const log = new EventLog(path, () => undefined);
      await log.append({ is: 'accessed', at, id: 'x', what: 'open' });
      log.close();
    };
    start();
    await expect
      .poll(() => existsSync(join(folder, 'clock.json')) && readFileSync(join(folder, 'clock.json'), 'utf8'))
      .toContain(String(NOON));
    await write(NOON + 40_000);
    await write(NOON + 9000 * HOUR);
    [wall, steady] = [NOON - HOUR, 0];
    expect(start([path]).now()).toBe(NOON + 40_000);
    rmSync(join(folder, 'clock.json'));
    expect(start([path]).now()).toBe(NOON - HOUR);
  },
);

test('a date that nobody can mean is not believed, but said; the time before a dead battery is', async () => {
  const path = join(folder, 'clock.json');
  for (const seen of [NOON + 800 * 24 * HOUR, 1e300]) {
    writeFileSync(path, JSON.stringify({ seen }));
    utimesSync(path, NOON / 1000, NOON / 1000);
    said.length = 0;
    expect(start().now()).toBe(NOON);
    expect(said).toEqual([expect.stringContaining('is not believed')]);
    // Nor will it be by the next start.
    await expect.poll(() => readFileSync(path, 'utf8')).toBe(JSON.stringify({ seen: NOON }));
  }
  said.length = 0;
  utimesSync(path, NOON / 1000, NOON / 1000);
  wall = Date.UTC(2010, 0, 1);
  expect(start().now()).toBe(NOON);
  expect(said).toEqual([expect.stringContaining('behind the latest time')]);
});
