import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { whyNoStateFolder } from './stateFolder';

const root = mkdtempSync(join(tmpdir(), 'isocenter-state-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a missing one is made, for its owner alone, and nothing is left in it', async () => {
  const path = join(root, 'a', 'b', 'state');
  expect(await whyNoStateFolder(path)).toBeUndefined();
  expect(await whyNoStateFolder(path)).toBeUndefined();
  expect([statSync(path).mode & 0o777, readdirSync(path)]).toEqual([0o700, []]);
});

test('a file, and what lies below a file, are refused with a sentence that names the option', async () => {
  const file = join(root, 'file');
  writeFileSync(file, 'kept');
  expect(await whyNoStateFolder(file)).toMatch(/file is a file\. --state names the folder/);
  expect(await whyNoStateFolder(join(file, 'state'))).toMatch(/A part of .* is a file.*--state/);
  expect(statSync(file).size).toBe(4);
});

test.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y', '/proc', '/dev/null', '/dev/null/x'])(
  'what keeps no files is refused at once: %s',
  async (path) => {
    expect(await whyNoStateFolder(path)).toMatch(/--state/);
  },
);
