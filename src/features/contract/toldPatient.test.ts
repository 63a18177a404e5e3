import { expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { CastPatient } from '@/protocol/fhircastContext';
import { patientFit } from './toldPatient';

const row = (more: Partial<StudySummary>): StudySummary => ({
  study: '1.2' as StudyUid,
  modalities: [],
  ...more,
});
const ids = (...values: string[]): CastPatient => ({ ids: values.map((value) => ({ value })) });

test.each<[string, CastPatient | undefined, Partial<StudySummary>, string]>([
  ['one of the IDs', ids('A9', '17'), { patientId: '17 ' }, 'same'],
  [
    'the same ID and day',
    { ...ids('17'), birthDate: '1970-01-01' },
    { patientId: '17', birthDate: '19700101' },
    'same',
  ],
  [
    'the same ID, another day',
    { ...ids('17'), birthDate: '1970-01-02' },
    { patientId: '17', birthDate: '19700101' },
    'other',
  ],
  ['another ID', ids('18'), { patientId: '17' }, 'other'],
  [
    'another ID, the same day',
    { ...ids('18'), birthDate: '1970-01-01' },
    { patientId: '17', birthDate: '19700101' },
    'other',
  ],
  ['two patients in the archive', ids('17'), { patientId: '17', conflicting: true }, 'other'],
  ['no ID in the archive', ids('17'), {}, 'unknown'],
  [
    'no ID in the EHR, the same day',
    { ids: [], birthDate: '1970-01-01' },
    { patientId: '17', birthDate: '19700101' },
    'unknown',
  ],
  ['nobody', undefined, { patientId: '17' }, 'unknown'],
])('%s', (_, patient, summary, fit) => {
  expect(patientFit(patient, row(summary))).toBe(fit);
});
