import { expect, test } from 'vitest';
import {
  LETTER_CONTRASTS,
  NEAR_BLACK,
  NEAR_WHITE,
  patternHeight,
  patternOf,
  stepGrey,
  STEPS,
  type PatternPart,
} from './pattern';

type Area = Extract<PatternPart, { readonly kind: 'area' }>;
const areasOf = (width: number) => patternOf(width).filter((part): part is Area => part.kind === 'area');

/** What a pixel is in the end: the last area over it. */
const greyAt = (width: number, x: number, y: number) =>
  areasOf(width).findLast(
    (one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height,
  )?.grey;

test.each([320, 700, 1170, 2560])(
  'at %i pixels all of it lies on whole pixels, within the pattern',
  (width) => {
    for (const { x, y, width: w, height: h } of areasOf(width)) {
      for (const value of [x, y, w, h]) expect(Number.isInteger(value)).toBe(true);
      expect(Math.min(x, y, w - 1, h - 1)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(width);
      expect(y + h).toBeLessThanOrEqual(patternHeight(width));
    }
  },
);

test('eighteen steps of fifteen greys, black to white; 5 and 95 per cent', () => {
  expect(Array.from({ length: STEPS }, (_, step) => stepGrey(step))).toEqual([
    0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210, 225, 240, 255,
  ]);
  expect([NEAR_BLACK, NEAR_WHITE]).toEqual([Math.round(0.05 * 255), Math.round(0.95 * 255)]);
  const width = 1100; // A step is 100 pixels.
  expect([0, 1, 8].map((step) => greyAt(width, 100 + step * 100 + 50, 100))).toEqual([0, 15, 120]);
  expect([0, 8].map((step) => greyAt(width, 100 + step * 100 + 50, 200))).toEqual([135, 255]);
  expect([greyAt(width, 175, 375), greyAt(width, 110, 310)]).toEqual([NEAR_BLACK, 0]);
  expect([greyAt(width, 925, 375), greyAt(width, 990, 310)]).toEqual([NEAR_WHITE, 255]);
});

test('lines are one pixel wide, upright and lying, and every grey is there once', () => {
  const width = 1100;
  const lines = Array.from({ length: 8 }, (_, x) => greyAt(width, 350 + x, 375));
  expect(lines).toEqual([0, 255, 0, 255, 0, 255, 0, 255]);
  expect(Array.from({ length: 8 }, (_, y) => greyAt(width, 625, 300 + y))).toEqual(lines);
  const greys = areasOf(width).filter((one) => one.width === 4 && one.height === 80);
  expect(greys.map(({ grey }) => grey)).toEqual(Array.from({ length: 256 }, (_, grey) => grey));
});

test('letters stand a known number of greys above their ground', () => {
  const letters = patternOf(1100).flatMap((part) => (part.kind === 'letter' ? [part] : []));
  expect(letters).toHaveLength(24);
  expect(letters.slice(0, 8).map(({ grey }) => grey - 25)).toEqual([...LETTER_CONTRASTS]);
  expect(Math.max(...letters.map(({ grey }) => grey))).toBeLessThan(255);
});
