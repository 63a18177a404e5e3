import { expect, test } from 'vitest';
import { withoutModules } from './leftOut.ts';

/** What the build says of a chunk of these modules; undefined: nothing. */
function said(...moduleIds: string[]): string | undefined {
  const { generateBundle } = withoutModules([/\/clipper2-ts\//]);
  if (typeof generateBundle !== 'function') throw new Error('no function');
  const context = {
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const bundle = {
    'a.css': { type: 'asset' },
    'engine.js': { type: 'chunk', fileName: 'engine.js', moduleIds },
  };
  try {
    generateBundle.call(context as never, {} as never, bundle as never, true);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('a build in which something left out has come back fails by name', () => {
  expect(said('/src/imaging/cornerstone/noClipper.ts', '/node_modules/react/index.js')).toBeUndefined();
  expect(said('/src/a.ts', '/node_modules/clipper2-ts/dist/Engine.js')).toMatch(
    /engine\.js holds .*clipper2-ts/,
  );
});
