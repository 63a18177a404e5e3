import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { oneByte, toLatin1 } from './oneByte.ts';

/** What a program is worth. */
const valueOf = (code: string): unknown => runInThisContext(code);

test.each([
  '"a → b"',
  "'⌀ · é'",
  '`1 − ${1 + 1} …`',
  '"\\→ \\\\→ \\\\\\→"',
  '"𝄞 and 👍🏽"',
  '({ "ſ": 1 })',
  '"\\\u2028joined"',
  '/[–—−]/.source.length > 0 && ["–", "−", "-"].map((one) => /^[–—−]$/.test(one))',
  '["–", "x"].map((one) => /^\\–$/.test(one))',
  '["👍", "x"].map((one) => /^[👍👎]$/u.test(one))',
])('%s is the same program in Latin-1', (code) => {
  const narrow = toLatin1(code);
  if (!code.includes('\u2028')) expect(narrow).toMatch(/^[\0-\xff]*$/);
  expect(valueOf(narrow)).toEqual(valueOf(code));
});

/** What becomes of a file in the build; what the build says where it fails. */
function built(code: string): string {
  const { generateBundle } = oneByte();
  if (typeof generateBundle !== 'object') throw new Error('no hook');
  const file = { type: 'chunk', fileName: 'engine.js', code };
  const context = {
    error: (message: string) => {
      throw new Error(message);
    },
  };
  generateBundle.handler.call(context as never, {} as never, { 'engine.js': file } as never, true);
  return file.code;
}

test('large files are written in Latin-1, small ones as they are', () => {
  const large = `"→"; ${' '.repeat(100_000)}`;
  expect(built(large)).toMatch(/^"\\u2192"; +$/);
  expect(built('"→"')).toBe('"→"');
});

test('raw text that escapes would change fails the build', () => {
  expect(() => built(`String.raw\`→\`; ${' '.repeat(100_000)}`)).toThrow(/engine\.js has raw text/);
});
