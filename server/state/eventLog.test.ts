import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { REAL_DISK, NotWritten, type Disk } from './disk';
import { EventLog } from './eventLog';
import { replaceFile } from './wholeFile';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (): string => join(folder, 'events.jsonl');
function opened(disk?: Disk, at = path()) {
  const events: unknown[] = [];
  return { events, log: new EventLog(at, (event) => events.push(event), disk) };
}
const said = (count: number) => Array.from({ length: count }, (_, n) => ({ n, words: 'x'.repeat(40) }));

/** A disk of so many bytes: writes end short where it is full, and the next one fails, as the system has it. */
function diskOf(bytes: number): Disk {
  let left = bytes;
  return {
    ...REAL_DISK,
    write: (file, wanted) => {
      if (left === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      const taken = REAL_DISK.write(file, wanted.subarray(0, left));
      left -= taken;
      return taken;
    },
  };
}

/** Events of which the log said that they are written; it says why not of the others. */
async function appendAll(
  log: EventLog,
  all: readonly object[],
): Promise<{ done: object[]; codes: string[] }> {
  const done: object[] = [];
  const codes: string[] = [];
  for (const event of all) {
    try {
      await log.append(event);
      done.push(event);
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      codes.push(`${error.code} ${error.status}`);
    }
  }
  return { done, codes };
}

test.each([0, 1, 30, 70, 71, 400])(
  'what is acknowledged is written, on a disk of %i bytes',
  async (bytes) => {
    const { log, events } = opened(diskOf(bytes));
    const { done, codes } = await appendAll(log, said(12));
    expect(codes.length).toBeGreaterThan(0);
    expect(new Set(codes)).toEqual(new Set(['ENOSPC 507']));
    // What this companion knows, what a second one reads, and what was said to be done are the same.
    expect(events).toEqual(done);
    expect(opened().events).toEqual(done);
  },
);

test('after the disk has room again everything goes on, and the half line stays nothing', async () => {
  const { log } = opened(diskOf(200));
  const { done } = await appendAll(log, said(6));
  const again = opened();
  await again.log.append({ n: 'later' });
  log.refresh();
  expect(opened().events).toEqual([...done, { n: 'later' }]);
});

test('a line that lacked its end alone does not come true later', async () => {
  const { log, events } = opened();
  await log.append({ n: 1 });
  const whole = readFileSync(path(), 'utf8');
  appendFileSync(path(), whole.slice(0, -1).replace('{"n":1}', '{"n":2}'));
  appendFileSync(path(), '');
  await log.append({ n: 3 });
  expect(events).toEqual([{ n: 1 }, { n: 3 }]);
});

test('a disk that takes a byte at a time takes all', async () => {
  const slow: Disk = { ...REAL_DISK, write: (file, bytes) => REAL_DISK.write(file, bytes.subarray(0, 1)) };
  const { log, events } = opened(slow);
  await log.append({ n: 1 });
  expect(events).toEqual([{ n: 1 }]);
});

test('where the disk cannot keep it, nobody is told that it did', async () => {
  const failing: Disk = {
    ...REAL_DISK,
    sync: () => Promise.reject(Object.assign(new Error(), { code: 'EIO' })),
  };
  const { log } = opened(failing);
  await expect(log.append({ n: 1 })).rejects.toMatchObject({ code: 'EIO', status: 503 });
});

test('a hundred at once share a few turns of the disk, and each waits for one that began after it', async () => {
  let turns = 0;
  const counting: Disk = {
    ...REAL_DISK,
    sync: async (file) => {
      turns += 1;
      await REAL_DISK.sync(file);
    },
  };
  const { log, events } = opened(counting);
  await Promise.all(said(100).map((event) => log.append(event)));
  expect([events.length, turns]).toEqual([100, 2]);
});

test('a bit that turned costs its own line', async () => {
  const { log } = opened();
  for (const event of said(3)) await log.append(event);
  const bytes = readFileSync(path());
  bytes[bytes.indexOf('"n":1') + 4] = 0x37;
  writeFileSync(path(), bytes);
  expect(opened().events).toEqual([said(3)[0], said(3)[2]]);
});

test('lines without a checksum, of older versions, are read', () => {
  writeFileSync(path(), '{"n":1}\n{"n":\n{"n":2}\n');
  expect(opened().events).toEqual([{ n: 1 }, { n: 2 }]);
});

test('two companions write at once and know the same in the same order', async () => {
  const [one, two] = [opened(), opened()];
  await Promise.all(said(40).map((event, at) => (at % 2 === 0 ? one : two).log.append(event)));
  one.log.refresh();
  two.log.refresh();
  expect(one.events).toHaveLength(40);
  expect(two.events).toEqual(one.events);
});

test('a file that is replaced is the old one where the disk is full', async () => {
  await replaceFile(path(), 'old');
  await expect(replaceFile(path(), 'x'.repeat(500), diskOf(100))).rejects.toMatchObject({ status: 507 });
  expect(readFileSync(path(), 'utf8')).toBe('old');
});

test('a file that was replaced, or taken away, while it is open takes nothing more, and says so', async () => {
  const { log, events } = opened();
  await log.append({ n: 1 });
  // As an editor, `sed -i` or a restore does.
  const text = readFileSync(path());
  rmSync(path());
  await expect(log.append({ n: 2 })).rejects.toMatchObject({ code: 'ESTALE', status: 503 });
  writeFileSync(path(), text);
  await expect(log.append({ n: 2 })).rejects.toMatchObject({ code: 'ESTALE' });
  expect(events).toEqual([{ n: 1 }]);
  expect(opened().events).toEqual([{ n: 1 }]);
});

test('nor does one that was cut short while it is open', async () => {
  const { log, events } = opened();
  await log.append({ n: 1 });
  truncateSync(path(), 0);
  await expect(log.append({ n: 2 })).rejects.toMatchObject({ code: 'ESTALE', status: 503 });
  expect(events).toEqual([{ n: 1 }]);
});

/** A file system of 64 kB of its own; undefined where this user may not make one. */
function smallDisk(): { place: string; end: () => void } | undefined {
  const place = mkdtempSync(join(tmpdir(), 'small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    return { place, end: () => execFileSync('umount', ['-l', place]) };
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
}

test('on a real disk of 64 kB too', async (context) => {
  const disk = smallDisk();
  if (disk === undefined) return context.skip('this user may not mount a small disk');
  try {
    const at = join(disk.place, 'events.jsonl');
    const { log, events } = opened(undefined, at);
    const { done, codes } = await appendAll(log, said(1200));
    expect(codes.length).toBeGreaterThan(0);
    expect(events).toEqual(done);
    expect(opened(undefined, at).events).toEqual(done);
  } finally {
    disk.end();
  }
});

test('a line without an end is looked at once, costs no other line, and is counted as damage', async () => {
  const { log } = opened();
  await log.append({ n: 1 });
  const { size } = statSync(path());
  // As a hole of a file that was made longer.
  truncateSync(path(), size + 18 * 1024 ** 2);
  const { log: again, events } = opened();
  expect(events).toEqual([{ n: 1 }]);
  await again.append({ n: 2 });
  expect(events).toEqual([{ n: 1 }, { n: 2 }]);
  expect(again.damagedLines).toBe(1);
  log.refresh();
  await log.append({ n: 3 });
  again.refresh();
  expect(events.at(-1)).toEqual({ n: 3 });
});

test('a folder or a link that leads nowhere in its place is said in a sentence', () => {
  mkdirSync(path());
  expect(() => opened()).toThrow('is a folder');
  rmSync(path(), { recursive: true });
  symlinkSync(join(folder, 'gone', 'away'), path());
  expect(() => opened()).toThrow('leads to no file');
});
