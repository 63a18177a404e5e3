import { expect, test } from 'vitest';
import { compareReports } from './compareReports';
import type { ReportFinding } from './findings';

const finding = (tracking: string, value: number, label = tracking): ReportFinding => ({
  tracking,
  label,
  readings: [{ title: 'Length', name: 'length', value, unit: 'mm' }],
  toMeasurement: () => ({ reason: 'noImage' }),
});

test('findings are compared by tracking UID: same, changed, new, gone; rounding is no change', () => {
  const before = {
    findings: [finding('a', 10), finding('b', 20), finding('c', 30), finding('d', 5, 'old name')],
  };
  const after = {
    findings: [finding('b', 22), finding('a', 10.0000004), finding('e', 1), finding('d', 5, 'new name')],
  };
  expect(compareReports(before, after).map(({ change, label }) => [label, change])).toEqual([
    ['b', 'changed'],
    ['a', 'same'],
    ['e', 'new'],
    ['new name', 'changed'],
    ['c', 'gone'],
  ]);
});
