import { expect, test } from 'vitest';
import { tagRows } from '@/dicom/dataset/tagRows';
import { treeMove, type TreeMove } from './treeKeys';

/** A sequence of one item, closed or open, and an attribute after it. */
const DATASET = {
  '00081140': { vr: 'SQ', Value: [{ '00081150': { vr: 'UI', Value: ['1.2'] } }] },
  '00100020': { vr: 'LO', Value: ['ID'] },
};
const ALL = tagRows(DATASET);
const CLOSED = ALL.filter(({ depth }) => depth === 0);
const EVERY = new Set(['00081140', '00081140/1']);

test.each<[key: string, at: number, move: TreeMove | undefined]>([
  ['ArrowDown', 0, { to: 1 }],
  ['ArrowUp', 2, { to: 1 }],
  ['PageDown', 0, { to: 10 }],
  ['PageUp', 3, { to: -7 }],
  ['Home', 3, { to: 0 }],
  ['End', 0, { to: 3 }],
  // Open already: to the first line in it.
  ['ArrowRight', 0, { to: 1 }],
  ['ArrowLeft', 0, 'toggle'],
  // An attribute of an item: to its item.
  ['ArrowLeft', 2, { to: 1 }],
  ['ArrowLeft', 3, 'nothing'],
  ['Enter', 1, 'toggle'],
  [' ', 3, 'nothing'],
  ['a', 0, undefined],
  ['Home', 9, undefined],
])('%s on line %i of what is open', (key, at, move) => {
  expect(treeMove(key, { rows: ALL, at, open: EVERY, page: 10 })).toEqual(move);
});

test('a closed sequence is opened on the way along the line, and stepped over up and down', () => {
  const place = { rows: CLOSED, at: 0, open: new Set<string>(), page: 10 };
  expect(treeMove('ArrowRight', place)).toBe('toggle');
  expect(treeMove('ArrowLeft', place)).toBe('nothing');
  expect(treeMove('ArrowDown', place)).toEqual({ to: 1 });
});
