import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('..', import.meta.url));

/** What stands on and around pictures, and pages of documents: their left is left in every language. */
const OF_PICTURES: ReadonlySet<string> = new Set([
  'features/viewer/styles/panes.module.css',
  'features/viewer/styles/overlay.module.css',
]);

/** Sides by name, and four values of which the sides differ. In the middle is in the middle from either side. */
const PHYSICAL =
  /^\s*(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b.*|(?:left|right):(?! 50%).*|border-(?:top|bottom)-(?:left|right)-radius.*|(?:text-align|float|clear): (?:left|right).*);/gm;
const SHORT = /^\s*(?:margin|padding|inset|border-width): (?!.*\()(\S+) (\S+) (\S+) (\S+);/gm;

test('styles speak of start and end of a line, so that the page mirrors', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  );
  const faults = files
    .filter((file) => !OF_PICTURES.has(file))
    .flatMap((file) => {
      const text = readFileSync(join(SRC, file), 'utf8');
      const sides = [...text.matchAll(PHYSICAL)].map(([line]) => line);
      const short = [...text.matchAll(SHORT)]
        .filter(([, , right, , left]) => right !== left)
        .map(([line]) => line);
      return [...sides, ...short].map((line) => `${file}: ${line.trim()}`);
    });
  expect(faults).toEqual([]);
  // It sees what it is about.
  expect('  margin-left: 4px;'.match(PHYSICAL)).not.toBeNull();
  expect(files.length).toBeGreaterThan(30);
});
