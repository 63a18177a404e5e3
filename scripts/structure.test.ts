import { expect, test } from 'vitest';
import { cyclesOf, mutualPairs, readModule, reasonsIn, unlisted } from './structure.mjs';

test('a cycle is found through any number of modules, and a chain is none', () => {
  const chain = new Map([
    ['a/one.ts', ['b/two.ts']],
    ['b/two.ts', ['c/three.ts']],
    ['c/three.ts', []],
  ]);
  expect(cyclesOf(chain)).toEqual([]);
  expect(cyclesOf(new Map([...chain, ['c/three.ts', ['a/one.ts']]]))).toEqual([
    ['a/one.ts', 'b/two.ts', 'c/three.ts'],
  ]);
});

test('two folders that import each other are a pair, once, with an import of either way', () => {
  const imports = new Map([
    ['a/one.ts', ['b/two.ts', 'a/other.ts']],
    ['a/other.ts', []],
    ['b/two.ts', []],
    ['b/three.ts', ['a/other.ts']],
  ]);
  expect(mutualPairs(imports)).toEqual([
    { from: 'a', to: 'b', there: 'a/one.ts -> b/two.ts', back: 'b/three.ts -> a/other.ts' },
  ]);
  expect(mutualPairs(new Map([['a/one.ts', ['b/two.ts']]]))).toEqual([]);
});

test('types, import(), workers and re-exports count as imports; names and long functions are read', () => {
  const long = `export function long() {\n${'  work();\n'.repeat(70)}}\n`;
  const text = [
    "import type { Tag } from '@/dicom/dataset/tags';",
    "export { uidOf } from './structure.mjs';",
    "const late = () => import('@/dicom/dataset/uid');",
    "const worker = () => new Worker(new URL('@/dicom/dataset/base64.ts', import.meta.url));",
    'export const own: Tag = late;',
    long,
  ].join('\n');
  const read = readModule('scripts/made.ts', text);
  expect([...read.imports].sort()).toEqual([
    'scripts/structure.mjs',
    'src/dicom/dataset/base64.ts',
    'src/dicom/dataset/tags.ts',
    'src/dicom/dataset/uid.ts',
  ]);
  expect(read.names).toEqual(['own', 'long']);
  expect(read.long).toEqual([{ name: 'long', line: 6, lines: 72 }]);
});

test('a long function is called by its declaration, its member or the call that it is given to', () => {
  const body = `{\n${'  work();\n'.repeat(70)}}`;
  const text = [
    `const held = () => ${body};`,
    `const table = { row() ${body}, cell: () => ${body} };`,
    `class Kept { constructor() ${body} }`,
    `page.evaluate(() => ${body});`,
    `window.say = () => ${body};`,
  ].join('\n');
  expect(readModule('scripts/made.ts', text).long.map(({ name }) => name)).toEqual([
    'held',
    'row',
    'cell',
    'constructor',
    'evaluate()',
    'say',
  ]);
});

test('a long function without a reason is told, and a reason without a long function', () => {
  const page = [
    '| function | where | why |',
    '|---|---|---|',
    '| `rows` | `src/a/table.ts` | one table |',
    '| `gone` | `src/a/table.ts` | one table |',
    '| `bare` | `src/a/table.ts` |  |',
  ].join('\n');
  const reasons = reasonsIn(page);
  expect(reasons).toEqual(['src/a/table.ts rows', 'src/a/table.ts gone']);
  expect(unlisted(['src/a/table.ts rows', 'src/a/table.ts rows', 'src/b/new.ts draw'], reasons)).toEqual({
    unnamed: ['src/a/table.ts rows', 'src/b/new.ts draw'],
    needless: ['src/a/table.ts gone'],
  });
});
