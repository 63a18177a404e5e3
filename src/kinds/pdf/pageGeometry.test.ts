import { expect, test } from 'vitest';
import { A4, densityOf, fitPage, printScale, scaleOf, soundSize, turnedSize, zoomedBy } from './pageGeometry';

const ROOM = { width: 800, height: 600 };

test('a page without a zoom is as wide as the pane, and no wider than lines can be read', () => {
  expect(scaleOf(A4, ROOM, undefined) * A4.width).toBeCloseTo(800);
  expect(scaleOf(A4, { width: 3000, height: 900 }, undefined) * A4.width).toBeCloseTo(1100);
});

test('zoom 1 is the whole page, upright or turned, in any pane', () => {
  expect(scaleOf(A4, ROOM, 1) * A4.height).toBeCloseTo(600);
  const lying = turnedSize(A4, 90);
  expect(lying).toEqual({ width: 842, height: 595 });
  expect(scaleOf(lying, ROOM, 1) * lying.width).toBeCloseTo(800);
  expect(turnedSize(A4, 180)).toEqual(A4);
});

test('to zoom begins at what is seen, and has two ends', () => {
  const wide = scaleOf(A4, ROOM, undefined) / fitPage(A4, ROOM);
  expect(zoomedBy(A4, ROOM, undefined, 1.25)).toBeCloseTo(wide * 1.25);
  expect(zoomedBy(A4, ROOM, 20, 2)).toBe(20);
  expect(zoomedBy(A4, ROOM, 0.1, 0.1)).toBe(0.1);
});

test.each([
  [{ width: 200_000, height: 200_000 }],
  [{ width: 1, height: 1_000_000 }],
  [{ width: 1_000_000, height: 1 }],
  [{ width: 0.001, height: 0.001 }],
])('a page of %o points is laid out and painted within what browsers can', (page) => {
  for (const zoom of [undefined, 1, 20]) {
    const scale = scaleOf(page, ROOM, zoom);
    const place = { width: page.width * scale, height: page.height * scale };
    expect(Math.max(place.width, place.height)).toBeLessThanOrEqual(30_000.001);
    const density = densityOf(place, 3);
    expect(place.width * density * place.height * density).toBeLessThanOrEqual(4096 * 4096 * 1.001);
    expect(Math.max(place.width, place.height) * density).toBeLessThanOrEqual(8192.001);
  }
  const print = printScale(page);
  expect(page.width * print * page.height * print).toBeLessThanOrEqual(4096 * 4096 * 1.001);
});

test('a page that is painted as it is seen has a pixel for each of the screen; on paper 150 dots per inch', () => {
  expect(densityOf({ width: 800, height: 1131 }, 2)).toBe(2);
  expect(printScale(A4) * 72).toBeCloseTo(150);
});

test.each([
  [{ width: 0, height: 100 }],
  [{ width: Number.NaN, height: 100 }],
  [{ width: Infinity, height: 100 }],
  [{ width: -5, height: 100 }],
])('a page of no size (%o) is one of A4', (size) => {
  expect(soundSize(size)).toEqual(A4);
});
