import { expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import { toStudyUid } from '@/dicom/dataset/uid';
import { ageOn } from '@/dicom/values/dateTime';
import { t } from '@/i18n/t';
import { ageText } from '@/dicom/patient/ageText';
import { studyCountText, identityFacts, nameText, whenText } from './studyText';

const uid = toStudyUid('1.2.3');
if (!uid) throw new Error('no UID');

test('what is counted of a study is called images only where all of it is', () => {
  const said = (instanceCount: number | undefined, ...modalities: string[]) =>
    studyCountText({ modalities, ...(instanceCount === undefined ? {} : { instanceCount }) }, t);
  expect(said(200, 'CT')).toBe('200 images');
  expect(said(202, 'CT', 'KO', 'SR')).toBe('202 objects');
  expect(said(37, 'MR', 'DOC')).toBe('37 objects');
  expect(said(1, 'PT', 'SEG')).toBe('1 object');
  expect(said(undefined, 'CT')).toBeUndefined();
});

test('a study says what it has, without gaps for what it has not', () => {
  const bare: StudySummary = { study: uid, modalities: [] };
  expect([nameText(bare), whenText(bare), identityFacts(bare)]).toEqual(['', '', []]);
  const full: StudySummary = {
    ...bare,
    patientName: 'EXAMPLE^Anna',
    patientNameOther: ['山田^太郎'],
    patientId: 'EX-1',
    birthDate: '19580312',
    sex: 'F',
    date: '20261114',
    time: '0941',
  };
  expect(nameText(full)).toBe('EXAMPLE, Anna · 山田, 太郎');
  expect(whenText(full)).toBe('14 Nov 2026 09:41');
  expect(identityFacts(full)).toEqual(['12 Mar 1958', 'F', '68 y', 'EX-1']);
});

test.each([
  ['19580312', '20261114', '68 y'],
  ['19580312', '20260311', '67 y'],
  ['20250601', '20261114', '17 mo'],
  ['20261101', '20261114', '13 d'],
  ['20261114', '20261114', '0 d'],
  ['20261115', '20261114', ''], // Born after the study: one of the two is wrong.
  [undefined, '20261114', ''],
])('born %s, studied %s: %s', (born, on, expected) => {
  const age = ageOn(born, on);
  expect(age ? ageText(age) : '').toBe(expected);
});
