import { expect, test } from 'vitest';
import { ageText } from './ageText';
import { ageAtStudy, ageConflict } from './patientAge';
import { build } from '@/dicom/testing/build';

const shown = (dataset: ReturnType<typeof build>) => {
  const age = ageAtStudy(dataset);
  return typeof age === 'object' ? ageText(age) : age;
};

test.each<[string | undefined, string, string, string, boolean]>([
  // Stated, born, studied: shown, and whether they contradict each other.
  ['068Y', '19580312', '20261114', '68 y', false],
  ['067Y', '19580312', '20261114', '67 y', false],
  ['070Y', '19580312', '20261114', '68 y', true],
  ['017Y', '19000101', '20180501', '118 y', true],
  ['063Y', '99990101', '20180501', '63 y', true],
  ['063Y', '17500101', '20180501', '63 y', true],
  ['003M', '20260801', '20261114', '3 mo', false],
  ['011M', '20230801', '20261114', '3 y', true],
  ['6', '20200101', '20261114', '6 y', false],
  ['003M', '00000000', '20261114', '3 mo', false],
  [undefined, '20261101', '20261114', '13 d', false],
])('stated %s, born %s, studied %s: %s', (PatientAge, PatientBirthDate, StudyDate, text, isConflict) => {
  const dataset = build({ PatientBirthDate, StudyDate, ...(PatientAge === undefined ? {} : { PatientAge }) });
  expect(shown(dataset)).toBe(text);
  expect(ageConflict(dataset) !== undefined).toBe(isConflict);
});
