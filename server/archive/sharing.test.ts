import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { InstanceRow } from './readInstance';
import { sharing } from './sharing';

const row = (attributes: DicomJson): InstanceRow =>
  ({
    study: '1.1',
    series: '1.1.1',
    sopClass: '1.2',
    transferSyntax: '1.2.840',
    attributes,
  }) as unknown as InstanceRow;

// 100,000 objects of CT: 126 MB of JavaScript's memory instead of 305.
test('objects of a series hold what they say alike once, and what they do not each for itself', () => {
  const first = {
    '00080008': { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY'] },
    '00200013': { vr: 'IS', Value: [1] },
    '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] },
    '00280008': { vr: 'IS' },
    '00280011': { vr: 'US', Value: [512] },
    '0040A493': { vr: 'CS', Value: ['VERIFIED'] },
  };
  const second = {
    '00080008': { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY'] },
    '00200013': { vr: 'IS', Value: [2] },
    '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1] },
    '00280008': { vr: 'IS' },
    '00280010': { vr: 'US', Value: [512] },
    '00280011': { vr: 'IS', Value: [512] },
    '0040A043': { vr: 'SQ', Value: [{ '00080100': { vr: 'SH', Value: ['1'] } }] },
    '0040A493': { vr: 'CS', InlineBinary: 'AA==' },
  };
  const { attributes, study } = sharing(row(second), row(first));
  expect(study).toBe('1.1');
  expect(attributes).toEqual(second);
  const alike = Object.keys(second).filter((tag) => attributes[tag] === (first as DicomJson)[tag]);
  expect(alike).toEqual(['00080008', '00280008']);
});
