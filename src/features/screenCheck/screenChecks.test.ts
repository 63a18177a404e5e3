import { expect, test } from 'vitest';
import { keepCheck, recallCheck, screenWarnings, type ScreenCheck } from './screenChecks';

const DESK = { width: 2560, height: 1440, ratio: 1 };
const check = (width: number, failed: ScreenCheck['failed'] = []): ScreenCheck => ({
  ...DESK,
  ...{ width, atMs: 1_000, failed },
});

function shelf(first?: string) {
  const kept = new Map<string, string>(first === undefined ? [] : [['isocenter.screenChecks', first]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test('each screen has its own result; a newer one takes the place of the older', () => {
  const books = shelf();
  keepCheck(books, check(2560, ['steps']));
  keepCheck(books, check(1920));
  expect(recallCheck(books, DESK)?.failed).toEqual(['steps']);
  keepCheck(books, check(2560));
  expect(recallCheck(books, DESK)?.failed).toEqual([]);
  expect(recallCheck(books, { ...DESK, ratio: 1.25 })).toBeUndefined();
  for (let width = 1; width <= 8; width += 1) keepCheck(books, check(width));
  expect(recallCheck(books, DESK)).toBeUndefined();
});

test.each([
  '{',
  '7',
  '[null, 3, {"width": 2560}]',
  '[{"width":2560,"height":1440,"ratio":1,"atMs":"x","failed":[]}]',
  '[{"width":2560,"height":1440,"ratio":1,"atMs":1e300,"failed":[]}]',
  '[{"width":2560,"height":1440,"ratio":1,"atMs":-8640000000000001,"failed":[]}]',
])('what is no result is none: %s', (text) => expect(recallCheck(shelf(text), DESK)).toBeUndefined());

test('where nothing can be kept, it says so', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(keepCheck(full, check(2560))).toBe(false);
  expect(keepCheck(undefined, check(2560))).toBe(false);
  expect(recallCheck(undefined, DESK)).toBeUndefined();
});

test('warns of what changes pixels and greys, and of nothing else', () => {
  const said = (ratio: number, ...on: string[]) =>
    screenWarnings((query) => on.includes(query), { ...DESK, ratio });
  expect(said(1, '(min-color: 8)')).toEqual([]);
  expect(said(3, '(min-color: 8)')).toEqual([]);
  expect(said(1.25, '(min-color: 8)')).toEqual(['ratio']);
  expect(said(1)).toEqual(['bits']);
  expect(said(2, '(min-color: 8)', '(forced-colors: active)', '(dynamic-range: high)')).toEqual([
    'colours',
    'hdr',
  ]);
});
