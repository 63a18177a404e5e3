import { expect, test } from 'vitest';
import { barLines, placeAt, shareOf, type BarLine } from './barLines';

const written = (lines: readonly BarLine[]) =>
  lines.map(({ kind, from, length }) => `${kind} ${from} ${length}`);

test('images side by side are one line, of what is here and of what failed', () => {
  const had = Uint8Array.of(1, 1, 0, 2, 2, 0, 0, 1);
  expect(written(barLines(had, [], []))).toEqual(['here 0 0.25', 'failed 0.375 0.25', 'here 0.875 0.125']);
});

test('of a series of which nothing is known there is nothing to say', () => {
  expect(barLines(new Uint8Array(0), [], [])).toEqual([]);
});

test('what is played lies above what is here, measurements above both', () => {
  expect(written(barLines(Uint8Array.of(1, 1, 1, 1), [1], [1, 2]))).toEqual([
    'here 0 1',
    'played 0.25 0.5',
    'edge 0.25 0',
    'edge 0.75 0',
    'marked 0.375 0',
  ]);
});

test('of thousands of images in no order there are no more lines than a bar has pixels, and no failure is left out', () => {
  const had = Uint8Array.from({ length: 5000 }, (_, at) => at % 2);
  had[2500] = 2;
  const lines = barLines(had, [], []);
  expect(lines.length).toBeLessThanOrEqual(256);
  const failed = lines.filter(({ kind }) => kind === 'failed');
  expect(failed).toHaveLength(1);
  expect(failed.every(({ from, length }) => from <= 0.5 && from + length > 0.5)).toBe(true);
});

test('the mark of an image is where the bar says that image is, and a press there is on it', () => {
  for (const count of [1, 2, 13, 135, 5000]) {
    for (const place of new Set([0, 1, count >> 1, count - 1].filter((place) => place < count))) {
      const [mark] = barLines(new Uint8Array(count), [place], []);
      expect(mark?.from).toBe(shareOf(place, count));
      expect(placeAt(shareOf(place, count), count)).toBe(place);
    }
    expect([placeAt(-1, count), placeAt(0, count)]).toEqual([0, 0]);
    expect([placeAt(1, count), placeAt(2, count)]).toEqual([count - 1, count - 1]);
  }
});
