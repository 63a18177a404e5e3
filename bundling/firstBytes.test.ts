import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesAtOnce, firstBytes } from './firstBytes.ts';

const HTML = `<link rel="preload" as="fetch" href="/config.json" crossorigin />
<script type="module" crossorigin src="/assets/index.js"></script>
<link rel="modulepreload" crossorigin href="/assets/main.js">
<link rel="preload" as="style" crossorigin href="/assets/main.css">
<link data-images as="script" crossorigin href="/assets/viewer.js">`;

test('what a page asks for at once is what its head names for every address', () => {
  expect(filesAtOnce(HTML)).toEqual(['assets/index.js', 'assets/main.js', 'assets/main.css']);
});

/** What the build says of files of these many bytes: the error, or what it tells. */
function said(most: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'first-bytes-'));
  try {
    mkdirSync(join(dir, 'assets'));
    const sizes = {
      'index.js': 100,
      'main.js': 9000,
      'main.js.gz': 3000,
      'main.css': 50,
      'de.js': 40,
      'x.js': 800,
    };
    for (const [name, size] of Object.entries(sizes))
      writeFileSync(join(dir, 'assets', name), 'a'.repeat(size));
    const texts = (name: string, of: string) => ({
      type: 'chunk',
      name: 'first',
      fileName: `assets/${name}.js`,
      facadeModuleId: `\0virtual:texts/${of}/first`,
    });
    const bundle = {
      'index.html': { type: 'asset', source: HTML },
      'assets/de.js': texts('de', 'de'),
      'assets/x.js': texts('x', 'en-XA'),
    };
    const heard: string[] = [];
    const context = {
      info: (text: string) => heard.push(text),
      error: (text: string) => {
        throw new Error(text);
      },
    };
    const { writeBundle } = firstBytes(most);
    if (typeof writeBundle !== 'object') throw new Error('no hook');
    void writeBundle.handler.call(context as never, { dir } as never, bundle as never);
    return heard.join();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('a build whose list waits for more than it may fails by the names of the files', () => {
  // 100 + 3,000 compressed + 50 + 40 of the longest language that people read.
  expect(said(3190)).toContain('waits for 3190 bytes');
  expect(said(3189)).toMatch(/of 3189 at the most: .*assets\/main\.js 3000/);
});

test('it is held for the page itself, not for another that is built from a root of its own', () => {
  const { apply } = firstBytes(1);
  if (typeof apply !== 'function') throw new Error('it is always there');
  const env = { command: 'build', mode: 'production' } as const;
  expect(apply({}, env)).toBe(true);
  expect(apply({ root: '/elsewhere' }, env)).toBe(false);
});
