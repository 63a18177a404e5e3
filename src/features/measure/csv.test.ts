import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { toCsv } from './csv';

/** What Python's csv module reads: another reader than ours. */
function readByPython(csv: string): string[][] {
  const program =
    'import csv,json,sys;print(json.dumps(list(csv.reader(__import__("io").StringIO(sys.stdin.buffer.read().decode("utf-8-sig"),newline="")))))';
  return JSON.parse(execFileSync('python3', ['-c', program], { input: csv }).toString()) as string[][];
}

test('texts and numbers come back as they went in', () => {
  const rows = [
    ['Name', 'Length (mm)'],
    ['Node, "left"', 8.4],
    ['two\r\nlines; and a tab\t.', -1000.25],
    ['日本語 Ωμέγα', 0],
    [undefined, 1e-7],
  ] as const;
  const csv = toCsv(rows);
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(readByPython(csv)).toEqual([
    ['Name', 'Length (mm)'],
    ['Node, "left"', '8.4'],
    ['two\r\nlines; and a tab\t.', '-1000.25'],
    ['日本語 Ωμέγα', '0'],
    ['', '0.0000001'],
  ]);
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\u00A0=1',
  '\u200B=HYPERLINK("http://x")',
  '＝1',
  "=cmd|' /C calc'!A0",
  '\tplain',
])('a text that a spreadsheet would calculate stays a text: %j', (text) => {
  const [[read = ''] = []] = readByPython(toCsv([[text]]));
  expect(read).toBe(`'${text}`);
});

test.each(['plain', 'a=b', '3 - 2', "it's", 'E.g. -5'])('a harmless text is left alone: %s', (text) => {
  expect(readByPython(toCsv([[text]]))).toEqual([[text]]);
});

test.each([
  [-1000.04, '-1000.04'],
  [50.02490000000001, '50.0249'],
  [1e21, '1000000000000000000000'],
  [Number.NaN, ''],
])('the number %d is a number', (value, text) => {
  expect(toCsv([['', value]])).toBe(`\uFEFF,${text}\r\n`);
});

test('there is no minus before zero', () => {
  expect(toCsv([[-0, 0, -0.5]])).toBe('\uFEFF0,0,-0.5\r\n');
});
