import { expect, test } from 'vitest';
import { inverseOf, toWholePixels, type Placement } from './placement';

test.each([
  ['one to one, between pixels', [1, 0, 0, 1, 10.4, 20.6], [1, 0, 0, 1, 10, 21]],
  ['one to one but for rounding', [1.000001, 1e-9, 0, 0.999999, 10.4, 20.6], [1, 0, 0, 1, 10, 21]],
  ['mirrored', [-1, 0, 0, 1, 522.5, 0.5], [-1, 0, 0, 1, 523, 1]],
  ['a quarter turn', [0, 1, -1, 0, 512.2, 3.7], [0, 1, -1, 0, 512, 4]],
  ['magnified', [1.5, 0, 0, 1.5, 10.4, 20.6], [1.5, 0, 0, 1.5, 10.4, 20.6]],
  ['stretched', [1, 0, 0, 2, 10.4, 20.6], [1, 0, 0, 2, 10.4, 20.6]],
] as const)('%s', (_, placement, expected) => {
  expect(toWholePixels(placement)).toEqual(expected);
});

test.each([
  [[1, 0, 0, 1, 10, 21]],
  [[-1.5, 0, 0, 1.5, 522.5, 0.5]],
  [[0, 2, -2, 0, 512.2, 3.7]],
  [[0.3, 0.4, -0.4, 0.3, -70, 12]],
] as const)('the way back from %j', (placement: Placement) => {
  const [a, b, c, d, e, f] = inverseOf(placement) ?? [];
  if (f === undefined) throw new Error('there is no way back');
  const [column, row] = [17.25, 301.5];
  const x = placement[0] * column + placement[2] * row + placement[4];
  const y = placement[1] * column + placement[3] * row + placement[5];
  expect([(a ?? 0) * x + (c ?? 0) * y + (e ?? 0), (b ?? 0) * x + (d ?? 0) * y + f]).toEqual([
    expect.closeTo(column, 9),
    expect.closeTo(row, 9),
  ]);
});

test('there is none from a line', () => {
  expect(inverseOf([1, 1, 2, 2, 0, 0])).toBeUndefined();
});
