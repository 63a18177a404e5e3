import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { readPart10 } from '@/dicom/testing/part10';
import { toPart10 } from './part10';
import { normaliseRow } from '@/dicom/normalise/normaliseRow';
import { commonPart, element, type WrittenObject } from './written';

const source: Instance = {
  study: toStudyUid('1.2.3') as StudyUid,
  series: toSeriesUid('1.2.4') as SeriesUid,
  sop: toSopUid('1.2.5') as SopUid,
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  modality: 'CT',
  frames: 1,
  dataset: {
    '0020000D': element('UI', '1.2.3'),
    '00100010': element('PN', {
      Alphabetic: 'Yamada^Tarou',
      Ideographic: '山田^太郎',
      Phonetic: 'やまだ^たろう',
    }),
    '00100020': element('LO', 'Ελ 1'),
    '00101030': element('DS', 70.5),
    '00081032': element('SQ', { '00080100': element('SH', 'A1'), '00080102': element('SH', '99X') }),
  },
};

const dataset: DicomJson = {
  ...commonPart(
    { source, at: new Date(2026, 10, 27, 9, 8, 7) },
    { modality: 'KO', sopClass: '1.2.840.10008.5.1.4.1.1.88.59', description: 'Test', number: 9000 },
  ),
  '00104000': element('LT', 'αβγ\n日本'),
  '00281203': { vr: 'OW', InlineBinary: 'AQIDBA==' },
};
const object: WrittenObject = {
  kind: 'keyImages',
  study: source.study,
  series: toSeriesUid('2.25.1') as SeriesUid,
  sop: toSopUid('2.25.2') as SopUid,
  sopClass: '1.2.840.10008.5.1.4.1.1.88.59',
  dataset,
};

test('what is written reads back by dcmjs: names in three groups, Greek and Japanese texts, sequences, binary', () => {
  const read = readPart10(toPart10(object));
  for (const tag of ['00100010', '00100020', '00104000', '00080020', '00080012', '00080013'])
    expect(read[tag]?.Value, tag).toEqual(dataset[tag]?.Value ?? ['']);
  expect(read['00080013']?.Value).toEqual(['090807']);
  expect(read['00081032']?.Value).toMatchObject(dataset['00081032']?.Value ?? []);
});

test('what turns text is written as it was sent, though it is shown as a mark', () => {
  const sent = {
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^\u202Enhoj' }] },
    '00100020': { vr: 'LO', Value: ['\u202E21'] },
  };
  const shown = normaliseRow(sent);
  expect(JSON.stringify(shown)).not.toMatch(/\u202E/);
  expect(JSON.stringify(shown)).toContain('\uFFFD');
  const read = readPart10(toPart10({ ...object, dataset: { ...dataset, ...shown } }));
  expect([read['00100010']?.Value, read['00100020']?.Value]).toEqual([
    sent['00100010'].Value,
    sent['00100020'].Value,
  ]);
});

test('the tag of an attribute is written as that tag', () => {
  const read = readPart10(
    toPart10({ ...object, dataset: { ...dataset, '00720026': element('AT', '0018A001') } }),
  );
  expect(read['00720026']?.Value).toEqual([0x0018a001]);
});

const DCMDUMP = '/usr/bin/dcmdump';
test.runIf(existsSync(DCMDUMP))('DCMTK reads it without complaint', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'part10-')), 'x.dcm');
  writeFileSync(path, toPart10(object));
  const said = execFileSync(DCMDUMP, ['+U8', path], { encoding: 'utf8' });
  expect(said).toContain('[Yamada^Tarou=山田^太郎=やまだ^たろう]');
  expect(said).toContain('(0028,1203) OW 0201\\0403');
});
