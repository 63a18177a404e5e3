import { expect, test } from 'vitest';
import { cyclesOf, mutualPairs, readModule } from './structure.mjs';

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
  expect(read.long).toEqual([{ line: 6, lines: 72 }]);
});
