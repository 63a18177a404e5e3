import { expect, test } from 'vitest';
import { rangeWindow } from '@/dicom/transforms/voi';
import { presetsFor } from '@/view/presets';
import { isChosen } from './PresetStrip';

test('Auto is chosen on the image whose values its window spans, and on no other', () => {
  const presets = presetsFor('MR', '');
  const chosen = (isStored: boolean, window: ReturnType<typeof rangeWindow>, range = { min: 3, max: 1200 }) =>
    presets.filter((one) => isChosen(one, isStored, undefined, { window, range })).map(({ id }) => id);
  expect(chosen(false, rangeWindow(3, 1200))).toEqual(['auto']);
  expect(chosen(true, rangeWindow(3, 1200))).toEqual(['stored']);
  expect(chosen(false, rangeWindow(3, 1200), { min: 0, max: 900 })).toEqual([]);
  expect(chosen(false, { center: 300, width: 600, curve: 'LINEAR' })).toEqual([]);
});
