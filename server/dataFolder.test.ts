import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDataFolder, toAbsolute } from './dataFolder';
import { addSamples, openArchive, takeSamplesOut } from './openArchive';

const root = mkdtempSync(join(tmpdir(), 'isocenter-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const named = (path: string, create = false) => openDataFolder({ path, isNamed: true, create });
const sentence = async (path: string) => {
  const found = await named(path);
  return found.ok ? 'taken' : found.sentence;
};

beforeAll(() => {
  writeFileSync(join(root, 'file'), 'x');
  symlinkSync(join(root, 'loop'), join(root, 'loop'));
});

test.each([
  ['studeis', /no folder .*studeis.*--create-data/],
  ['studeis/deep', /no folder .*--create-data/],
  ['file', /is a file/],
  ['file/below', /part of .* is a file/],
  ['loop', /leads back to itself/],
  ['x'.repeat(300), /longer than a path/],
])('%s is refused and nothing is made', async (name, reason) => {
  const before = readdirSync(root);
  expect(await sentence(join(root, name))).toMatch(reason);
  expect(readdirSync(root)).toEqual(before);
});

test('a folder is made only when asked, and is ours then', async () => {
  const path = join(root, 'new', 'deep');
  expect(await named(path, true)).toEqual({ ok: true, path, isOurs: true, isWritable: true });
  expect(existsSync(path)).toBe(true);
});

test('a path may begin with the home that the shell left unread', () => {
  expect(toAbsolute('~', '/home/a')).toBe('/home/a');
  expect(toAbsolute('~/pictures', '/home/a')).toBe('/home/a/pictures');
  expect(toAbsolute('~other/x', '/home/a')).toBe(resolve('~other/x'));
  expect(toAbsolute('pictures', '/home/a')).toBe(resolve('pictures'));
});

test('no samples go into a folder of somebody else, empty or not', async () => {
  const path = join(root, 'theirs');
  mkdirSync(path);
  const folder = await named(path, true);
  if (!folder.ok) throw new Error(folder.sentence);
  expect(folder).toMatchObject({ isOurs: false });
  const lines: string[] = [];
  const { index } = await openArchive(folder, { samples: true }, (line) => lines.push(line));
  expect(index.instanceCount).toBe(0);
  expect(existsSync(join(path, 'samples'))).toBe(false);
  expect(lines.join('\n')).toContain(`npm run samples -- add --data ${path}`);
});

test('a folder that cannot be written is served as it is, and that is said', async () => {
  const path = join(root, 'read-only');
  mkdirSync(path);
  const lines: string[] = [];
  await openArchive({ ok: true, path, isOurs: true, isWritable: false }, { samples: true }, (line) =>
    lines.push(line),
  );
  expect(readdirSync(path)).toEqual([]);
  expect(lines.join('\n')).toContain('nothing can be stored');
});

test('a folder of theirs that is called samples is neither replaced nor removed', async () => {
  const path = join(root, 'own');
  mkdirSync(join(path, 'samples', 'ct-phantom'), { recursive: true });
  writeFileSync(join(path, 'samples', 'mine.dcm'), 'mine');
  for (const change of [addSamples, takeSamplesOut]) {
    await expect(change(path, () => undefined)).rejects.toThrow(/no samples of Isocenter/);
    expect(readdirSync(join(path, 'samples'))).toContain('mine.dcm');
  }
});
