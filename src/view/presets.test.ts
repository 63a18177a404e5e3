import { expect, test } from 'vitest';
import { fullRange, isSameWindow, presetKey, presetsFor } from './presets';

test('CT in HU has seven presets, as stored last; keys are 1 to 7', () => {
  const presets = presetsFor('CT', 'HU');
  expect(presets.map((_, place) => presetKey(place))).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect(presets.at(-1)?.window).toBe('stored');
  expect(presets.at(1)?.window).toEqual({ center: -600, width: 1500, curve: 'LINEAR' });
});

test.each([
  ['MR', ''],
  ['DX', ''],
  ['CT', 'US'],
  ['CT', ''],
  [undefined, ''],
])('%s in "%s" has no fixed window', (modality, unit) => {
  expect(presetsFor(modality, unit).map(({ window }) => window)).toEqual(['stored', 'auto']);
});

// PS3.3 C.11.2.1.2.1: x <= c - 0.5 - (w - 1) / 2 is black, x > c - 0.5 + (w - 1) / 2 is white.
test('the full range is black at the least value and white at the greatest', () => {
  const { center, width } = fullRange(-1024, 3071);
  expect(center - 0.5 - (width - 1) / 2).toBe(-1024);
  expect(center - 0.5 + (width - 1) / 2).toBe(3071);
});

test('the full range of a flat image is a window all the same', () => {
  expect(fullRange(5, 5).width).toBe(1);
});

test('windows that differ only by rounding are the same', () => {
  const lung = { center: -600, width: 1500, curve: 'LINEAR' } as const;
  expect(isSameWindow(lung, { ...lung, width: 1500.2 })).toBe(true);
  expect(isSameWindow(lung, { ...lung, width: 1502 })).toBe(false);
  expect(isSameWindow(lung, { ...lung, curve: 'SIGMOID' })).toBe(false);
  expect(isSameWindow(lung, undefined)).toBe(false);
});

test('what an image brings along is offered after the usual ones, under the names of its makers and without taking keys', () => {
  const window = { center: 450, width: 1850, curve: 'LINEAR' } as const;
  const windows = [
    { ...window, center: -510 },
    { ...window, explanation: 'WINDOW2' },
  ];
  const presets = presetsFor('CT', 'HU', { windows, luts: ['HARDER', ''] });
  expect(presets.slice(7).map(({ name, window }) => [name, window])).toEqual([
    ['WINDOW2', window],
    ['HARDER', 0],
    [undefined, 1],
  ]);
  expect(presetKey(7)).toBeUndefined();
  expect(presetsFor('DX', '', { windows: [], luts: ['NORMAL'] }).map(({ id }) => id)).toEqual([
    'stored',
    'auto',
  ]);
});
