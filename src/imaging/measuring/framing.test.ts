import { expect, test } from 'vitest';
import { boxOf, frameOn, isFramed } from './framing';

const wide = { rows: 512, columns: 512, size: { width: 1000, height: 500 } };

test('what lies in the middle, large enough, is left as it is', () => {
  const box = boxOf([
    [200, 200],
    [300, 260],
  ]);
  expect(isFramed(box, wide, {})).toBe(true);
  expect(frameOn(box, wide, { zoom: 1.2 })).toEqual({ zoom: 1.2 });
});

test('what is small is brought closer, until it fills 40 % of the pane', () => {
  // 10 px of the 512 that the pane is high: zoom 20 would be needed, 6 is the most.
  const small = boxOf([
    [100, 100],
    [110, 110],
  ]);
  expect(isFramed(small, wide, {})).toBe(false);
  expect(frameOn(small, wide)).toEqual({ zoom: 6, centre: [105.5 / 512, 105.5 / 512] });
  // 25 px of 512: less than 5 %.
  const larger = boxOf([
    [0, 100],
    [0, 125],
  ]);
  expect(frameOn(larger, { ...wide, size: { width: 500, height: 500 } }).zoom).toBe(6);
});

test('what stands outside is moved to the middle, with the zoom that there is when that does', () => {
  const box = boxOf([
    [20, 20],
    [80, 60],
  ]);
  const look = { zoom: 2, centre: [0.75, 0.75] } as const;
  expect(isFramed(box, wide, look)).toBe(false);
  expect(frameOn(box, wide, look)).toEqual({ zoom: 2, centre: [50.5 / 512, 40.5 / 512] });
});

test('what is larger than the pane is shown with the whole image', () => {
  const box = boxOf([
    [10, 10],
    [500, 480],
  ]);
  expect(frameOn(box, wide, { zoom: 4, centre: [0.5, 0.5] })).toEqual({});
});

test('a quarter turn exchanges width and height of the pane', () => {
  // At zoom 2, 512 columns of a pane twice as wide as high are seen upright, 256 when turned.
  const box = boxOf([
    [100, 250],
    [420, 260],
  ]);
  expect(isFramed(box, wide, { zoom: 2 })).toBe(true);
  expect(isFramed(box, wide, { zoom: 2, rotationDeg: 90 })).toBe(false);
});

test('a point is framed wherever it is seen', () => {
  const point = boxOf([[400, 400]]);
  expect(isFramed(point, wide, {})).toBe(true);
  expect(frameOn(point, wide, { zoom: 4, centre: [0.1, 0.1] })).toEqual({
    zoom: 4,
    centre: [400.5 / 512, 400.5 / 512],
  });
});
