import { describe, expect, test } from 'vitest';
import type { StudySummary } from '@/archive/contract/archive';
import { toStudyUid } from '@/dicom/dataset/uid';
import {
  countFilters,
  filtersToQuery,
  mayMatch,
  noFilters,
  privateOf,
  readPrivateFilters,
  toStudyQuery,
  untelling,
  withoutFilters,
} from './filters';

const today = new Date(2026, 10, 14, 12);
const uid = toStudyUid('1.2.3');
if (!uid) throw new Error('no UID');
const study: StudySummary = {
  study: uid,
  patientName: 'MÜLLER^Änne Marie',
  patientNameOther: ['山田^太郎'],
  patientId: 'EX-004217',
  birthDate: '19580312',
  sex: 'F',
  date: '20261112',
  modalities: ['CT', 'PT'],
  description: 'PET/CT thorax',
  accession: 'A-77120',
};

describe('what the archive is asked', () => {
  test('nothing when nothing is set', () => {
    expect(toStudyQuery(noFilters, today)).toEqual({});
  });

  test('blanks around a text are not searched, a date as people write it is', () => {
    const filters = {
      ...noFilters,
      patientName: '  muster ',
      birthDate: '12.03.1958',
      date: '3days' as const,
    };
    expect(toStudyQuery(filters, today)).toEqual({
      patientName: 'muster',
      birthDate: '19580312',
      dateFrom: '20261112',
    });
  });

  test('half a birth date is not asked for', () => {
    expect(toStudyQuery({ ...noFilters, birthDate: '12.03.' }, today)).toEqual({});
  });
});

// Typed by people who know wildcards, or by mistake: nothing is left out by them.
test.each(['*', '?', '\\', '**??', ' * \\ ', ',', '*,?'])(
  '%s alone is not asked for, and that is said',
  (text) => {
    const typed = { ...noFilters, anything: text, patientName: text, patientId: text, referrer: text };
    expect(toStudyQuery(typed, today)).toEqual({});
    expect(countFilters(typed)).toBe(0);
    expect(untelling(typed)).toEqual(['anything', 'patientName', 'patientId', 'referrer']);
  },
);

test('a name of signs alone is nobody, a number of them may be one', () => {
  const typed = { ...noFilters, patientName: "-'.", accession: '-' };
  expect(toStudyQuery(typed, today)).toEqual({ accession: '-' });
  expect(untelling(typed)).toEqual(['patientName']);
});

test('wildcards with letters are asked for as they are', () => {
  const typed = { ...noFilters, patientId: 'EX-?*', patientName: 'M*' };
  expect(toStudyQuery(typed, today)).toEqual({ patientId: 'EX-?*', patientName: 'M*' });
  expect(untelling(typed)).toEqual([]);
});

describe('history.state', () => {
  test('gives back what was typed', () => {
    const filters = { ...noFilters, patientName: 'x', anything: 'y' };
    expect(readPrivateFilters(structuredClone(privateOf(filters)))).toEqual(privateOf(filters));
  });

  test.each([null, 7, 'text', { patientName: 5, anything: {} }])('%j is empty', (state) => {
    expect(readPrivateFilters(state)).toEqual(privateOf(noFilters));
  });
});

test('every filter counts once, the order does not, and all can be taken off', () => {
  const filters = {
    ...noFilters,
    anything: 'a',
    date: 'today' as const,
    modalities: ['CT', 'MR'],
    sort: { by: 'id' as const, descending: false },
  };
  expect(countFilters(filters)).toBe(3);
  expect(withoutFilters(filters)).toEqual({ ...noFilters, sort: filters.sort });
});

test('a URL is told nothing of what was typed', () => {
  const typed = Object.fromEntries(Object.keys(privateOf(noFilters)).map((key) => [key, 'SECRET']));
  expect(filtersToQuery({ ...noFilters, ...typed }).toString()).toBe('');
});

describe('rows kept while the archive is asked', () => {
  test.each([
    { patientName: 'muller' },
    { patientName: 'Marie müller' },
    { patientName: 'mül*' },
    { patientName: '太郎' },
    { patientId: '4217' },
    { anything: 'a-77120' },
    { anything: 'anne' },
    { modalities: ['MR', 'PT'] },
    { dateFrom: '20261112', dateTo: '20261112' },
    { sex: 'F', birthDate: '19580312' },
  ])('%j may match', (query) => {
    expect(mayMatch(study, query)).toBe(true);
  });

  test.each([
    { patientName: 'schmidt' },
    { patientName: 'müller peter' },
    { patientId: 'A-77120' },
    { anything: 'thorax' },
    { modalities: ['MR'] },
    { dateFrom: '20261113' },
    { dateTo: '20261111' },
    { sex: 'M' },
    { birthDate: '19580313' },
    { referrer: 'x' },
  ])('%j cannot', (query) => {
    expect(mayMatch(study, query)).toBe(false);
  });
});
