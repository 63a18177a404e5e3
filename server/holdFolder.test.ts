import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdFolder, whyNotHeld } from './holdFolder';

let folder = '';
beforeEach(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'isocenter-hold-')))));
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

test.each([100, 200])(
  'a folder whose path is too long for a socket is held all the same, whatever TMPDIR says (%d)',
  async (length) => {
    const deep = join(folder, 'x'.repeat(length));
    await mkdir(deep);
    const first = await holdFolder(deep);
    expect(first.is).toBe('held');
    const elsewhere = join(folder, 'elsewhere'.repeat(12));
    await mkdir(elsewhere);
    vi.stubEnv('TMPDIR', elsewhere);
    expect((await holdFolder(deep)).is).toBe('taken');
    expect(await readdir(elsewhere)).toEqual([]);
    vi.unstubAllEnvs();
    if (first.is === 'held') first.release();
    expect(await readdir(deep)).toEqual([]);
  },
);

test('a folder that lies in a held one, or around it, is not held beside it, and the sentence says which', async () => {
  const inner = join(folder, 'a', 'b');
  await mkdir(join(inner, 'c'), { recursive: true });
  await mkdir(join(folder, 'a2'));
  const held = await holdFolder(inner);
  for (const [other, which, way] of [
    [folder, 'inside', 'which lies in'],
    [join(folder, 'a'), 'inside', 'which lies in'],
    [join(inner, 'c'), 'around', 'in which'],
  ] as const) {
    const found = await holdFolder(other);
    expect(found).toEqual({ is: 'taken', folder: inner, which });
    expect(whyNotHeld(other, found)).toContain(`works on ${inner}, ${way}`);
    expect(await readdir(other)).not.toContain('.isocenter-lock');
  }
  const beside = await holdFolder(join(folder, 'a2'));
  expect([beside.is, whyNotHeld(join(folder, 'a2'), beside)]).toEqual(['held', undefined]);
  for (const one of [held, beside]) if (one.is === 'held') one.release();
  const whole = await holdFolder(folder);
  expect(whole.is).toBe('held');
  if (whole.is === 'held') whole.release();
});

test.each(['folder', 'file', 'link'])(
  'what lies in the place of the lock and is none (a %s) is left there, and named',
  async (kind) => {
    const path = join(folder, '.isocenter-lock');
    if (kind === 'folder') await mkdir(join(path, 'kept'), { recursive: true });
    else if (kind === 'file') await writeFile(path, 'kept');
    else await symlink('nowhere', path);
    const hold = await holdFolder(folder);
    expect(hold).toEqual({ is: 'blocked', path });
    expect(whyNotHeld(folder, hold)).toMatch(/\.isocenter-lock .*Move it away/);
    expect(await readdir(folder)).toEqual(['.isocenter-lock']);
  },
);
