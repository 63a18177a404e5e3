import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import { samenessOf } from './sameness';

interface Said {
  readonly id?: string;
  readonly issuer?: string;
  readonly name?: string;
  readonly born?: string;
}

const dataset = ({ id, issuer, name, born }: Said): DicomJson => ({
  [TAG.PatientId]: { vr: 'LO', ...(id === undefined ? {} : { Value: [id] }) },
  [TAG.IssuerOfPatientId]: { vr: 'LO', ...(issuer === undefined ? {} : { Value: [issuer] }) },
  [TAG.PatientName]: { vr: 'PN', ...(name === undefined ? {} : { Value: [{ Alphabetic: name }] }) },
  [TAG.PatientBirthDate]: { vr: 'DA', ...(born === undefined ? {} : { Value: [born] }) },
});

const ANNA: Said = { id: '17', issuer: 'A', name: 'Test^Anna', born: '19700101' };

test.each<[string, Said, Said, ReturnType<typeof samenessOf>]>([
  ['all equal', ANNA, ANNA, 'same'],
  ['written otherwise', ANNA, { ...ANNA, name: 'TEST^ANNA^^', born: '1970.01.01' }, 'same'],
  ['one issuer is not said', ANNA, { id: '17', name: 'Test^Anna', born: '19700101' }, 'same'],
  ['the same number of two issuers', ANNA, { ...ANNA, issuer: 'B' }, 'other'],
  ['another number', ANNA, { ...ANNA, id: '18' }, 'other'],
  ['another name', ANNA, { ...ANNA, name: 'Test^Bert' }, 'other'],
  ['another day', ANNA, { ...ANNA, born: '19710101' }, 'other'],
  ['no name on one side', ANNA, { id: '17', issuer: 'A', born: '19700101' }, 'unsure'],
  ['no day on one side', ANNA, { id: '17', issuer: 'A', name: 'Test^Anna' }, 'unsure'],
  ['nobody says anything', {}, {}, 'unsure'],
])('%s', (_, a, b, expected) => {
  expect(samenessOf(dataset(a), dataset(b))).toBe(expected);
  expect(samenessOf(dataset(b), dataset(a))).toBe(expected);
});

test('of what nobody has said, nothing is said', () => {
  expect(samenessOf(undefined, dataset(ANNA))).toBe('unsure');
});
