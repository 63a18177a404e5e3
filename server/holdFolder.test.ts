import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder } from './holdFolder';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'isocenter-hold-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one process holds a folder; it is free once that lets go', async () => {
  const first = await holdFolder(folder);
  expect(first.is).toBe('held');
  expect((await holdFolder(folder)).is).toBe('taken');
  expect((await holdFolder(join(folder, '..', folder.split('/').at(-1) ?? ''))).is).toBe('taken');
  if (first.is === 'held') first.release();
  const second = await holdFolder(folder);
  expect(second.is).toBe('held');
  if (second.is === 'held') second.release();
  // Nothing but itself was left there on the way.
  expect((await readdir(folder)).filter((name) => name !== '.isocenter-lock')).toEqual([]);
});

test('what a killed process left behind holds nothing', async () => {
  const code = `require('node:net').createServer().listen(${JSON.stringify(join(folder, '.isocenter-lock'))}, () => console.log('here'))`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect((await holdFolder(folder)).is).toBe('taken');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await readdir(folder)).toEqual(['.isocenter-lock']);
  // Of two that start at once over it, one holds it.
  const both = await Promise.all([holdFolder(folder), holdFolder(folder)]);
  expect(both.map(({ is }) => is).sort()).toEqual(['held', 'taken']);
  for (const one of both) if (one.is === 'held') one.release();
});

test('a folder whose path is too long for a socket is held all the same', async () => {
  const deep = join(folder, 'x'.repeat(120));
  await mkdir(deep);
  const first = await holdFolder(deep);
  expect(first.is).toBe('held');
  expect((await holdFolder(deep)).is).toBe('taken');
  if (first.is === 'held') first.release();
});
