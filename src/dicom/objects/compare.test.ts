import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { differences } from './compare';

const written: DicomJson = {
  '00020010': { vr: 'UI', Value: ['1.2.840.10008.1.2.1'] },
  '00080000': { vr: 'UL', Value: [120] },
  '00080005': { vr: 'CS', Value: ['ISO_IR 192'] },
  '00080018': { vr: 'UI', Value: ['1.2.3'] },
  '00080050': { vr: 'SH' },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane', Ideographic: '土井' }] },
  '00181041': { vr: 'DS', Value: ['1.50'] },
  '00200013': { vr: 'IS', Value: [1] },
  '0040A730': {
    vr: 'SQ',
    Value: [
      { '0040A160': { vr: 'UT', Value: ['Lésion 肝'] } },
      { '00700022': { vr: 'FL', Value: [12.345678, 0.1] } },
      { '00080000': { vr: 'UL', Value: [10] }, '0040A30A': { vr: 'DS', Value: ['12.340'] } },
    ],
  },
  '00283006': { vr: 'OW', InlineBinary: 'AQIDBA==' },
};

test('what an archive may write otherwise is no difference', () => {
  const read: DicomJson = {
    '00080054': { vr: 'AE', Value: ['ARCHIVE'] },
    '00080018': { vr: 'UI', Value: ['1.2.3\0'] },
    '00100010': { vr: 'PN', Value: ['Doe^Jane^^=土井'] },
    '00181041': { vr: 'DS', Value: [1.5] },
    '00200013': { vr: 'IS', Value: ['1 '] },
    '0040A730': {
      vr: 'SQ',
      Value: [
        { '0040A160': { vr: 'UT', Value: ['Lésion 肝  '] } },
        { '00700022': { vr: 'FL', Value: [Math.fround(12.345678), Math.fround(0.1)] } },
        { '0040A30A': { vr: 'DS', Value: [12.34] } },
      ],
    },
    '00283006': { vr: 'OW', BulkDataURI: 'https://archive/bulk' },
  };
  expect(differences(written, read)).toEqual([]);
});

test.each<[string, DicomJson, string]>([
  ['a name', { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane' }] } }, '00100010'],
  ['a missing attribute', { '00181041': {} }, '00181041'],
  ['a value where none was written', { '00080050': { vr: 'SH', Value: ['A1'] } }, '00080050'],
  ['bytes', { '00283006': { vr: 'OW', InlineBinary: 'AQIDBQ==' } }, '00283006'],
  [
    'a text deep inside',
    {
      '0040A730': {
        vr: 'SQ',
        Value: [
          { '0040A160': { vr: 'UT', Value: ['L?sion ?'] } },
          ...(written['0040A730']?.Value ?? []).slice(1),
        ],
      },
    },
    '0040A730[0].0040A160',
  ],
  ['items that are gone', { '0040A730': { vr: 'SQ', Value: [] } }, '0040A730'],
])('%s is a difference', (_, changed, where) => {
  expect(differences(written, { ...written, ...changed })).toEqual([where]);
});
