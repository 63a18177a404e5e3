import { expect, test } from 'vitest';
import type { StudyPage, StudySummary } from '@/archive/contract/archive';
import { toStudyUid } from '@/dicom/dataset/uid';
import { unique } from './useStudies';

function study(uid: string, patientName: string, patientId: string): StudySummary {
  const study = toStudyUid(uid);
  if (!study) throw new Error(`${uid} is no UID`);
  return { study, patientName, patientId, modalities: [] };
}
const page = (...rows: readonly StudySummary[]): StudyPage => ({
  rows,
  more: false,
  nextOffset: rows.length,
  ignored: [],
  unreadable: 0,
});

test('a study that two pages list, since one arrived in between, is listed once', () => {
  const a = study('1.2.1', 'A', '1');
  const b = study('1.2.2', 'B', '2');
  expect(unique([page(a, b), page(b)])).toEqual([a, b]);
});

test('one UID of two patients warns and says both names', () => {
  expect(unique([page(study('2.25.123', 'HELLO^A', 'A')), page(study('2.25.123', 'HELLO^B', 'B'))])).toEqual([
    { ...study('2.25.123', 'HELLO^A', 'A'), conflicting: true, patientNameOther: ['HELLO^B'] },
  ]);
});
