import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '../../fixtures/fixtures';
import { ROOT } from '../../harness/machine';

test('a seeded slice of the fuzzer: no crash, no hang, nothing unhandled, every refusal named', () => {
  test.setTimeout(180_000);
  // Two other workers keep this machine busy: what hangs does so for ever.
  const words = ['--seed', '7', '--instances', '60', '--frames', '48', '--hang', '40'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts', 'fuzz.mjs'), ...words],
    {
      encoding: 'utf8',
    },
  );
  const report = stdout.trim().split('\n').at(-1) ?? '';
  expect(report, stdout + stderr).toMatch(
    /^fuzz: 0 crashes, 0 hangs over 40 s, 0 unhandled rejections, 0 refusals without a name/,
  );
  expect(status).toBe(0);
});
