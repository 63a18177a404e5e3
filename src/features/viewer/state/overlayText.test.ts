import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { identityOf, patientKey } from '@/features/viewer/patient/identity';
import { hasPictureName, otherKindOf } from './otherKind';
import { plainText } from '@/i18n/numberText';
import { pictureWordOf, positionText, seriesText, windowText, zoomText } from './overlayText';

const instance = (dataset: DicomJson): Instance => ({
  study: toStudyUid('1.2') as StudyUid,
  series: toSeriesUid('1.3') as SeriesUid,
  sop: toSopUid('1.4') as SopUid,
  sopClass: '',
  modality: 'CT',
  frames: 1,
  dataset,
});
const ds = (...values: number[]) => ({ vr: 'DS', Value: values });
const text = (value: string) => ({ vr: 'LO', Value: [value] });

test.each([
  [400, 40, 'W 400 L 40'],
  [1500, -600, 'W 1500 L −600'],
  [0.0123456, 0.00617, 'W 0.0123 L 0.00617'],
  [8.5, -0.04, 'W 8.5 L −0.04'],
])('window %f %f reads %s', (width, center, shown) => {
  expect(windowText({ width, center, curve: 'LINEAR' })).toBe(shown);
});

test('numbers are rounded, never to minus zero', () => {
  expect(plainText(-0.04)).toBe('0');
  expect(plainText(-134.64)).toBe('−134.6');
  expect(zoomText(1)).toBe('1.00×');
});

const AXIAL = ds(1, 0, 0, 0, 1, 0);
const CORONAL = ds(1, 0, 0, 0, 0, -1);
const OBLIQUE = ds(1, 0, 0, 0, 0.8, 0.6);

test.each([
  ['axial', AXIAL, 'z −134.6 mm · 3.75 mm'],
  ['coronal', CORONAL, 'y 20 mm · 3.75 mm'],
  ['oblique', OBLIQUE, '3.75 mm'],
])('the position of an %s image', (_, orientation, shown) => {
  const dataset = { '00200032': ds(-250, 20, -134.64), '00200037': orientation, '00180050': ds(3.75) };
  expect(positionText(instance(dataset), 1)).toBe(shown);
});

test('an enhanced image has the position of its frame', () => {
  const at = (z: number): DicomJson => ({
    '00209113': { vr: 'SQ', Value: [{ '00200032': ds(0, 0, z) }] },
  });
  const dataset: DicomJson = {
    '52009229': { vr: 'SQ', Value: [{ '00209116': { vr: 'SQ', Value: [{ '00200037': AXIAL }] } }] },
    '52009230': { vr: 'SQ', Value: [at(10), at(12.5)] },
  };
  expect(positionText(instance(dataset), 2)).toBe('z 12.5 mm');
});

test('an image without geometry has no position', () => {
  expect(positionText(instance({}), 1)).toBe('');
});

test('series as number and description', () => {
  expect(seriesText({ '00200011': ds(2), '0008103E': text('CT chest') })).toBe('2 · CT chest');
  expect(seriesText({})).toBe('');
});

test('a name in two scripts shows both', () => {
  const name = {
    vr: 'PN',
    Value: [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
  };
  expect(identityOf({ '00100010': name }).name).toBe('Yamada, Tarou · 山田, 太郎');
});

test('one age: as stated, else by the dates', () => {
  const age = (dataset: DicomJson) => identityOf(dataset).sexAge;
  expect(age({ '00101010': text('068Y') })).toBe('68 y');
  expect(age({ '00101010': text('003M') })).toBe('3 mo');
  expect(age({ '00100030': text('19580312'), '00080020': text('20260311') })).toBe('67 y');
  expect(age({ '00101010': text('45') })).toBe('45');
  expect(age({})).toBe('');
});

test('identity in one line, patients told apart', () => {
  const anna: DicomJson = {
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'EXAMPLE^Anna' }] },
    '00100020': text('EX-1'),
    '00100030': text('19580312'),
    '00100040': text('F'),
  };
  expect(identityOf(anna)).toMatchObject({ name: 'EXAMPLE, Anna', id: 'EX-1', about: '12 Mar 1958 · F' });
  expect(patientKey(anna)).toBe(patientKey({ ...anna }));
  expect(patientKey(anna)).not.toBe(patientKey({ ...anna, '00100020': text('EX-2') }));
});

test('a single picture is an image, one of several with a place in the patient a slice, one of an object a frame', () => {
  const axial = { '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] } };
  const word = (dataset: DicomJson, count: number, frames = 1) =>
    pictureWordOf({ subject: { ...instance(dataset), frames }, count });
  expect(word(axial, 20)).toBe('slice');
  expect(word(axial, 1)).toBe('image');
  expect(word({}, 20)).toBe('image');
  expect(word(axial, 20, 20)).toBe('frame');
  expect(pictureWordOf({ count: 0 })).toBe('image');
});

test('what a pane holds where it is no image', () => {
  const of = (modality: string, sopClass: string) => ({
    subject: { ...instance({}), modality, sopClass },
  });
  const pdf = of('OT', '1.2.840.10008.5.1.4.1.1.104.1');
  expect(otherKindOf({ state: 'loading' }, () => 'SR')).toBe('report');
  expect(otherKindOf({ state: 'loading' }, () => 'CT')).toBeUndefined();
  expect(otherKindOf({ state: 'loading', ...pdf }, () => 'OT')).toBe('document');
  expect(
    otherKindOf({ state: 'shown', ...of('SEG', '1.2.840.10008.5.1.4.1.1.66.4') }, () => 'SEG'),
  ).toBeUndefined();
  const fault = { code: 'no-images', details: {} } as const;
  expect(otherKindOf({ state: 'unsupported', fault }, () => 'US')).toBe('other');
  expect(otherKindOf({ state: 'failed' }, () => 'CT')).toBeUndefined();
});

test('what is an image by name alone is told from what is none', () => {
  const classes = [
    '1.2.840.10008.5.1.4.1.1.2',
    '1.2.840.10008.5.1.4.1.1.66',
    '1.2.840.10008.5.1.4.1.1.104.1',
    undefined,
  ];
  expect(classes.map(hasPictureName)).toEqual([true, false, false, false]);
});
