import { expect, test } from 'vitest';
import { hasPicture, kindOf } from './modality';

test.each([
  ['CT', undefined, 'image'],
  ['SR', undefined, 'report'],
  ['DOC', undefined, 'document'],
  ['OT', '1.2.840.10008.5.1.4.1.1.104.1', 'document'], // A PDF that names no modality of its own
  ['OT', '1.2.840.10008.5.1.4.1.1.7', 'image'],
  ['ECG', '1.2.840.10008.5.1.4.1.1.9.1.1', 'waveform'],
  ['CT', '1.2.840.10008.5.1.4.1.1.88.67', 'report'], // Dose reports that call themselves CT
  ['KO', '1.2.840.10008.5.1.4.1.1.88.59', 'keyObjects'],
  ['RTPLAN', '1.2.840.10008.5.1.4.1.1.481.5', 'plan'],
  ['RTDOSE', '1.2.840.10008.5.1.4.1.1.481.2', 'image'],
  ['RTSTRUCT', '1.2.840.10008.5.1.4.1.1.481.3', 'structures'],
  ['XC', '1.2.840.10008.5.1.4.1.1.77.1.4.1', 'video'],
  ['constructor', undefined, 'image'],
] as const)('modality %s with class %s holds a thing of kind %s', (modality, sopClass, kind) => {
  expect(kindOf(modality, sopClass)).toBe(kind);
});

test('only images have small pictures', () => {
  expect(['CT', 'SM', 'SEG', 'AU', 'DOC'].map((modality) => hasPicture({ modality }))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
