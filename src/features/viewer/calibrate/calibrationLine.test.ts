import { expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { EMPTY_PANE } from '@/imaging/pane/paneStore';
import type { Measurement } from '@/measurement/measurement';
import { calibrationLine } from './calibrationLine';

const instance = buildInstance();
const status = { ...EMPTY_PANE, instance, frame: 1 };
const line = (id: string, more: Partial<Measurement> = {}): Measurement => {
  const { study, series, sop } = instance;
  const drawn = { kind: 'length', study, series, sop, frame: 1, pointsPx: [] } as const;
  return { id, tracking: '2.25.1', label: '', ...drawn, readings: [], ...more };
};

test('the selected length line is taken, else the newest on the image on screen', () => {
  const list = [line('1'), line('2'), line('3', { kind: 'angle' }), line('4', { frame: 2 })];
  expect(calibrationLine({ list, selected: '1' }, status)?.id).toBe('1');
  expect(calibrationLine({ list, selected: '4' }, status)?.id).toBe('2');
  expect(calibrationLine({ list }, EMPTY_PANE)).toBeUndefined();
});
