import { expect, test } from 'vitest';
import { findIn, MOST_HITS, toSearchable } from './findText';

const page = toSearchable([
  { text: 'No acute haemorrhage.', endsLine: true },
  { text: 'Über', endsLine: false },
  { text: 'leben', endsLine: false },
  { text: ' of the  patient', endsLine: true },
  { text: 'is ex', endsLine: false },
  { text: 'pected; \ufb01ndings: Stra\u00dfe', endsLine: false },
]);
const at = (wanted: string) =>
  findIn(page, wanted).map(({ from, to }) => [from.piece, from.letter, to.piece, to.letter]);

test('capitals and accents do not matter, nor how the file cuts words', () => {
  expect(at('HAEMORRHAGE')).toEqual([[0, 9, 0, 20]]);
  expect(at('uberleben')).toEqual([[1, 0, 2, 5]]);
  expect(at('expected')).toEqual([[4, 3, 5, 6]]);
});

test('a line end is a space, and many spaces are one', () => {
  expect(at('haemorrhage. Über')).toEqual([[0, 9, 1, 4]]);
  expect(at('the patient is')).toEqual([[3, 4, 4, 2]]);
  expect(at('  the   patient ')).toEqual([[3, 4, 3, 16]]);
});

test('a ligature is found by its letters', () => {
  expect(at('findings')).toEqual([[5, 8, 5, 15]]);
  expect(at('strasse')).toEqual([[5, 17, 5, 23]]);
});

test('nothing is found by nothing, by spaces or by what is not there', () => {
  expect([at(''), at('  '), at('tumour')]).toEqual([[], [], []]);
});

test('hits do not overlap and have an end', () => {
  expect(findIn(toSearchable([{ text: 'aaaaa', endsLine: false }]), 'aa')).toHaveLength(2);
  const many = toSearchable([{ text: 'a '.repeat(MOST_HITS + 10), endsLine: false }]);
  expect(findIn(many, 'a')).toHaveLength(MOST_HITS);
});

test('a page that a file has filled with letters is searched to a bound, at once', () => {
  const searchable = toSearchable([{ text: 'a'.repeat(3_000_000), endsLine: true }]);
  expect(searchable.places.length).toBe(200_000);
  expect(findIn(searchable, 'aa')).toHaveLength(2000);
});
