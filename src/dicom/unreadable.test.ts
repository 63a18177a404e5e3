import { expect, test } from 'vitest';
import { buildInstance } from './testing/build';
import { unreadableOf } from './unreadable';

test('what is there and cannot be read is named with what stands there', () => {
  const instance = buildInstance({
    PixelSpacing: ['0.5', 'NaN'],
    WindowCenter: ['40,5,1'],
    WindowWidth: ['80,0'],
    RescaleIntercept: '',
  });
  expect(unreadableOf(instance, 1)).toEqual([
    { name: 'Pixel Spacing', raw: '0.5\\NaN' },
    { name: 'Window Center', raw: '40,5,1' },
  ]);
});
