import { expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { otherStudies } from './otherStudies';

const row = (at: string, more: Partial<StudySummary> = {}): StudySummary => ({
  study: `1.2.${at}` as StudyUid,
  modalities: ['CT'],
  patientId: '123456',
  patientName: 'Dog^AVeryGood',
  birthDate: '20140101',
  sex: 'F',
  date: '20200101',
  ...more,
});

const of = (rows: readonly StudySummary[], issuer?: string) => {
  const { same, ...left } = otherStudies(row('0'), { rows: [row('0'), ...rows], more: false }, issuer);
  return { same: same.map(({ study }) => study), ...left };
};
const NONE = { contradicts: 0, unissued: 0, isCut: false };

test('an equal patient ID makes nobody the same person', () => {
  const stranger = row('1', { patientName: 'Anonymous', birthDate: '20060101', sex: 'M', date: '20060101' });
  expect(of([stranger, row('2')])).toEqual({ ...NONE, same: ['1.2.2'], contradicts: 1 });
});

test('those of the same person stand newest first, without the study itself and without part matches', () => {
  const rows = [row('1'), row('2', { date: '20240101' }), row('3', { patientId: '1234567' })];
  expect(of(rows)).toEqual({ ...NONE, same: ['1.2.2', '1.2.1'] });
});

test('another issuer is another person, and one that nobody says may be', () => {
  const asked = { rows: [row('0', { issuer: 'NORTH' }), row('1', { issuer: 'SOUTH' })], more: true };
  expect(otherStudies(row('0'), asked, undefined)).toEqual({ ...NONE, same: [], isCut: true });
  expect(of([row('1', { issuer: 'SOUTH' })], 'NORTH')).toEqual({ ...NONE, same: [] });
  expect(of([row('1', { issuer: 'NORTH' })], 'NORTH')).toEqual({ ...NONE, same: ['1.2.1'] });
  const nameless = row('1', { issuer: 'SOUTH', patientName: '', birthDate: '' });
  expect(of([nameless])).toEqual({ ...NONE, same: [], unissued: 1 });
});
