import { expect, test } from 'vitest';
import { preloads } from './preloads.ts';

/** What the build says of a file `reading` that imports these. */
function said(...imports: string[]): string | undefined {
  const names = { first: new Set(['main']), ofImages: new Set(['reading']), scriptRel: '' };
  const { generateBundle } = preloads({ ...names, apart: ['reading', 'main'] });
  if (typeof generateBundle !== 'function') throw new Error('no function');
  const context = {
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const chunk = (name: string, from: string[]) => ({
    type: 'chunk',
    name,
    fileName: `${name}.js`,
    imports: from,
  });
  const bundle = { 'reading.js': chunk('reading', imports), 'main.js': chunk('main', ['boot.js']) };
  try {
    generateBundle.call(context as never, {} as never, bundle as never, true);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('a build in which what reads images waits for the list fails', () => {
  expect(said('boot.js')).toBeUndefined();
  expect(said('boot.js', 'main.js')).toMatch(/reading imports main/);
});
