import { expect, test } from 'vitest';
import { t } from '@/i18n/t';
import { fusedValueText, layerTrouble, type LayerSaid } from './fuseText';

const told = (value: number, unit: string, by?: 'max') =>
  fusedValueText(value, { factor: 1, unit, modality: 'CT', by }, t);

test('a value between images has no more digits than it is worth', () => {
  expect(told(468.83, 'HU')).toBe('CT 469\u00a0HU');
  expect(told(-0.2, 'HU')).toBe('CT 0\u00a0HU');
  expect(told(0.12345, 'SUVbw')).toBe('CT 0.123\u00a0SUVbw');
  expect(told(12.3456, '')).toBe('CT 12.35');
});

test('of a slab it says which of its values it is', () => {
  expect(told(468.83, 'HU', 'max')).toBe(`CT ${t('fuse.value.max')} 469\u00a0HU`);
});

test('before it is described nothing is counted', () => {
  const layer = { had: 0, images: 0, lost: 0 } as LayerSaid;
  expect(layerTrouble({ ...layer, state: 'loading' }, t)).toBe(t('fuse.describing'));
  expect(layerTrouble({ ...layer, state: 'failed' }, t)).toBe(t('fuse.undescribed'));
  expect(layerTrouble({ ...layer, state: 'loading', images: 9 }, t)).toContain('9');
  expect(layerTrouble({ ...layer, state: 'hidden' }, t)).toBe('');
});
