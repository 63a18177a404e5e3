import { expect, test } from 'vitest';
import { createWheelCounter, dragWindow, dragZoom, pxPerImage } from './gestureMath';

test('a window drag widens to the right and raises downwards, and never leaves the standard', () => {
  const from = { center: 40, width: 400, curve: 'LINEAR' as const };
  const range = { min: -1024, max: 3071 };
  expect(dragWindow(from, 100, 0, range).width).toBeGreaterThan(400);
  expect(dragWindow(from, 0, 50, range).center).toBeGreaterThan(40);
  expect(dragWindow(from, -10_000, 0, range).width).toBe(1);
  expect(dragWindow({ ...from, curve: 'SIGMOID' }, -10_000, 0, range).width).toBeGreaterThan(0);
});

test('a small range keeps its digits', () => {
  const suv = dragWindow({ center: 2.5, width: 5, curve: 'LINEAR_EXACT' }, 3, 0, { min: 0, max: 8 });
  expect(suv.width).toBeGreaterThan(5);
  expect(suv.width).toBeLessThan(5.2);
});

test('wheel notches are never lost, touchpad steps add up', () => {
  const count = createWheelCounter();
  expect(count({ deltaY: 100, deltaMode: 0 })).toBe(1);
  expect(count({ deltaY: 300, deltaMode: 0 })).toBe(3); // Three notches merged by the browser.
  expect(count({ deltaY: -120, deltaMode: 0 })).toBe(-1);
  expect(count({ deltaY: 3, deltaMode: 1 })).toBe(1); // Firefox: three lines a notch.
  expect(Array.from({ length: 10 }, () => count({ deltaY: 6, deltaMode: 0 })).reduce((a, b) => a + b)).toBe(
    2,
  );
});

test('zoom doubles in 160 px; a drag over the pane scrolls a short series whole', () => {
  expect(dragZoom(1, -160)).toBeCloseTo(2, 12);
  expect(pxPerImage(400, 800)).toBe(2);
  expect(pxPerImage(20, 800)).toBe(12);
});
