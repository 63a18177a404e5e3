import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { demoSignIn } from '../signIn';
import { readOptions } from '../options';
import { withoutRuntimeWarning } from './quietRuntime';

afterEach(() => vi.restoreAllMocks());

test('the one warning is not heard while it loads, every other is, and afterwards all are', async () => {
  const heard = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const older = 'oidc-provider WARNING: Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.';
  const loaded = await withoutRuntimeWarning(async () => {
    console.warn(older);
    console.warn(`\x1b[31;1m${older}\x1b[0m`);
    console.warn('oidc-provider WARNING: configuration is unsafe');
    return 'loaded';
  });
  expect(loaded).toBe('loaded');
  expect(heard.mock.calls).toEqual([['oidc-provider WARNING: configuration is unsafe']]);
  await withoutRuntimeWarning(() => Promise.reject(new Error('gone'))).catch(() => undefined);
  console.warn(older);
  expect(heard).toHaveBeenCalledTimes(2);
});

test('the demonstration starts without a warning', async () => {
  const heard = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const state = mkdtempSync(join(tmpdir(), 'isocenter-quiet-'));
  const command = readOptions(['--demo-login']);
  if (command.run !== 'serve') throw new Error('refused');
  await demoSignIn(command.options.signIn, state, () => undefined);
  rmSync(state, { recursive: true, force: true });
  expect(heard.mock.calls).toEqual([]);
});
