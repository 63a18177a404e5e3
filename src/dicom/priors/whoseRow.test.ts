import { expect, test } from 'vitest';
import { whoseRow, type PatientIdentity, type PersonRow, type RowOrigin, type RowOwner } from './whoseRow';

const ANNA: PatientIdentity = {
  id: '17',
  issuer: 'NORTH',
  name: 'Test^Anna',
  birthDate: '19700101',
  sex: 'F',
};
const row = (more: Partial<PersonRow>): PersonRow => ({
  patientId: '17',
  patientName: 'Test^Anna',
  birthDate: '19700101',
  sex: 'F',
  ...more,
});
const HERE: RowOrigin = { isSame: true };
const THERE: RowOrigin = { isSame: false };
const { issuer: _, ...UNISSUED } = ANNA;

test.each<[string, PatientIdentity, PersonRow, RowOrigin, RowOwner]>([
  ['ID and issuer', ANNA, row({ issuer: 'NORTH' }), HERE, 'same'],
  ['in another archive', ANNA, row({ issuer: 'NORTH' }), THERE, 'same'],
  ['an issuer by the settings', ANNA, row({}), { isSame: false, issuer: 'NORTH' }, 'same'],
  ['the same ID of another issuer', ANNA, row({ issuer: 'SOUTH' }), HERE, 'stranger'],
  ['another by the settings', ANNA, row({}), { isSame: false, issuer: 'SOUTH' }, 'stranger'],
  [
    'what the object says goes before the settings',
    ANNA,
    row({ issuer: 'SOUTH' }),
    { isSame: true, issuer: 'NORTH' },
    'stranger',
  ],
  ['another ID', ANNA, row({ patientId: '170', issuer: 'NORTH' }), HERE, 'stranger'],
  [
    'an ID of other letters',
    { ...ANNA, id: 'a17' },
    row({ patientId: 'A17', issuer: 'NORTH' }),
    HERE,
    'stranger',
  ],
  ['no ID', { ...ANNA, id: '' }, row({ patientId: '', issuer: 'NORTH' }), HERE, 'stranger'],
  ['another name', ANNA, row({ issuer: 'NORTH', patientName: 'Test^Berta' }), HERE, 'contradicts'],
  ['another birth date', ANNA, row({ issuer: 'NORTH', birthDate: '19710101' }), THERE, 'contradicts'],
  ['another sex', ANNA, row({ issuer: 'NORTH', sex: 'M' }), HERE, 'contradicts'],
  ['a study of two patients', ANNA, row({ issuer: 'NORTH', conflicting: true }), HERE, 'contradicts'],
  ['nobody issues in one archive', UNISSUED, row({}), HERE, 'same'],
  ['nobody issues in two archives', UNISSUED, row({}), THERE, 'unissued'],
  ['one side issues, in two archives', ANNA, row({}), THERE, 'unissued'],
  ['one side issues, in one archive, and all agrees', ANNA, row({}), HERE, 'same'],
  ['one side issues, in one archive, without a birth date', ANNA, row({ birthDate: '' }), HERE, 'unissued'],
  [
    'one side issues, in one archive, with another name',
    ANNA,
    row({ patientName: 'Test^Berta' }),
    HERE,
    'contradicts',
  ],
])('%s', (_name, person, of, origin, expected) => {
  expect(whoseRow(person, of, origin)).toBe(expected);
});
