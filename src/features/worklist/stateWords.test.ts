import { expect, test } from 'vitest';
import type { ReadingStanding, StudyState, WorkSaid } from '@/features/contract/studyReading';
import type { Translate } from '@/i18n/t';
import { faceOfState, isOfChoice, stateWords } from './stateWords';

const t: Translate = (key, values) => [key, values?.['names'], values?.['archive']].join(' ');
const STANDING: ReadingStanding = { you: 'me', marks: true, isLive: true, isHereOnly: false };
const of = (state: WorkSaid['state'], ...by: string[]): StudyState => ({
  ...{ bookmarks: [], open: [] },
  work: { state, by, archive: 'North' },
});

test.each([
  ['scheduled', 'new', true],
  ['inProgress', 'open', true],
  ['completed', 'read', false],
  ['canceled', 'new', true],
  ['unasked', 'new', true],
] as const)('%s in the worklist of the archive looks as %s', (state, kind, isNew) => {
  expect(faceOfState(of(state), 'me').kind).toBe(kind);
  expect(isOfChoice('new', of(state), 'me')).toBe(isNew);
});

test('who reads it is said with the archive that says so', () => {
  const words = stateWords(of('completed', 'Adams, Ada'), STANDING, t).join(' ');
  expect(words).toContain('Adams, Ada');
  expect(words).toContain('North');
});
