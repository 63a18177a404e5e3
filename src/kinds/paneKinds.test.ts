import { expect, test } from 'vitest';
import { paneKindOf } from './paneKinds';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';

test.each([
  ['a PDF', 'DOC', `${STORAGE}104.1`, 'pdf'],
  ['a PDF of a series that calls itself MR', 'MR', `${STORAGE}104.1`, 'pdf'],
  ['a document of an unknown class', 'DOC', '', undefined],
  ['a structured report', 'SR', `${STORAGE}88.33`, 'sr'],
  ['a report that calls itself CT', 'CT', `${STORAGE}88.11`, 'sr'],
  ['a report of an unknown class', 'SR', '', 'sr'],
  ['key objects', 'KO', `${STORAGE}88.59`, 'sr'],
  ['an image', 'CT', `${STORAGE}2`, undefined],
] as const)('%s is shown by the kind that accepts it', (_, modality, sopClass, kind) => {
  expect(paneKindOf({ modality, sopClass })).toBe(kind);
});

// Whether a kind of their own shows them is no matter of these two.
test.each([
  ['a clinical document', 'DOC', `${STORAGE}104.2`],
  ['a model', 'M3D', `${STORAGE}104.3`],
  ['a waveform', 'ECG', `${STORAGE}9.1.1`],
] as const)('%s is neither a report nor a PDF', (_, modality, sopClass) => {
  expect(['sr', 'pdf']).not.toContain(paneKindOf({ modality, sopClass }));
});
