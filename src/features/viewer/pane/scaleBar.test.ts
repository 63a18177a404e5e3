import { expect, test } from 'vitest';
import { scaleBar } from './scaleBar';

// Widths by hand: 50 mm at 0.7 mm per CSS pixel are 71.4 pixels.
test.each([
  [0.7, 100, 50, '5 cm'],
  [0.1, 100, 10, '1 cm'],
  [0.05, 100, 5, '5 mm'],
  [2.5, 100, 200, '20 cm'],
  [0.002, 100, 0.2, '0.2 mm'],
])('at %f mm per pixel and at most %i pixels the bar is %f mm', (mmPerCssPx, longestPx, lengthMm, label) => {
  const bar = scaleBar(mmPerCssPx, longestPx);
  expect(bar?.lengthMm).toBe(lengthMm);
  expect(bar?.label).toBe(label);
  expect(bar?.widthPx).toBeCloseTo(lengthMm / mmPerCssPx, 6);
  expect(bar?.widthPx).toBeLessThanOrEqual(longestPx);
});

test.each([undefined, 0, -1, Number.NaN, Number.POSITIVE_INFINITY])('no bar where spacing is %s', (mm) => {
  expect(scaleBar(mm, 100)).toBeUndefined();
});
