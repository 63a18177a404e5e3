import { expect, test } from 'vitest';
import type { PersonNameJson } from '@/dicom/dataset/dicomJson';
import { formatPersonName, personNameGroups } from './personName';

test.each<[PersonNameJson | string | undefined, string]>([
  [
    { Alphabetic: 'Adams^John Robert Quincy^^Rev.^B.A. M.Div.' },
    'Adams, Rev. John Robert Quincy B.A. M.Div.',
  ], // PS3.5 6.2.1.1
  [
    { Alphabetic: 'Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer' },
    'Morrison-Jones, Susan Ph.D., Chief Executive Officer',
  ],
  [{ Alphabetic: 'EXAMPLE^Anna' }, 'EXAMPLE, Anna'],
  [{ Alphabetic: 'Doe^John^Q' }, 'Doe, John Q'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou'], // PS3.5 H.3.1
  [{ Ideographic: '山田^太郎' }, '山田, 太郎'],
  ['=洪^吉洞=홍^길동', '洪, 吉洞'],
  [{ Alphabetic: '^Anna' }, 'Anna'],
  [{ Alphabetic: 'ANONYMOUS' }, 'ANONYMOUS'],
  [{ Alphabetic: '  Doe  ^ John   Paul ^^^' }, 'Doe, John Paul'],
  ['^^^^', ''],
  ['', ''],
  [{}, ''],
  [undefined, ''],
])('%j reads as %s', (name, expected) => {
  expect(formatPersonName(name)).toBe(expected);
});

test('gives all three ways of writing', () => {
  expect(personNameGroups('Yamada^Tarou=山田^太郎=やまだ^たろう')).toEqual({
    alphabetic: 'Yamada, Tarou',
    ideographic: '山田, 太郎',
    phonetic: 'やまだ, たろう',
  });
  expect(personNameGroups({ Alphabetic: '^^', Phonetic: 'やまだ' })).toEqual({ phonetic: 'やまだ' });
});

test('bears groups that are no text', () => {
  expect(formatPersonName({ Alphabetic: 5 } as unknown as PersonNameJson)).toBe('');
});
