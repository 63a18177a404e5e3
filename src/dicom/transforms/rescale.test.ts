import { expect, test } from 'vitest';
import { readRescale } from './rescale';
import { build, buildInstance } from '@/dicom/testing/build';
import { assumedOf } from '@/dicom/normalise/unreadable';

const CT = { RescaleSlope: '1', RescaleIntercept: '-1024' } as const;

test.each([
  ['CT without a type', CT, 'HU'],
  ['CT with HU', { ...CT, RescaleType: 'HU' }, 'HU'],
  ['CT that says unspecified', { ...CT, RescaleType: 'US' }, ''],
  ['electron density', { ...CT, RescaleType: 'ED' }, 'ED'],
  ['effective atomic number', { ...CT, RescaleType: 'Z_EFF' }, 'Z_EFF'],
  ['modified HU', { ...CT, RescaleType: 'HU_MOD' }, 'HU_MOD'],
  ['an axial CT', { ...CT, ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'] }, 'HU'],
  ['a reformat', { ...CT, ImageType: ['DERIVED', 'PRIMARY', 'REFORMATTED'] }, 'HU'],
  ['a scout', { ...CT, ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'] }, ''],
  ['a rendering', { ...CT, ImageType: ['DERIVED', 'SECONDARY', 'VOLREN'] }, ''],
  ['a multi-energy map', { ...CT, MultienergyCtAcquisition: 'YES' }, ''],
  ['a screenshot of a CT', { ...CT, SopClassUid: '1.2.840.10008.5.1.4.1.1.7' }, ''],
  ['CT without rescale', {}, ''],
  ['an MR under a CT class', { ...CT, Modality: 'MR' }, ''],
  ['PET in becquerel', { ...CT, Modality: 'PT', Units: 'BQML' }, 'Bq/ml'],
  ['PET in counts', { ...CT, Modality: 'PT', Units: 'CNTS', RescaleType: 'US' }, 'counts'],
  ['a slope of zero', { RescaleSlope: 0, RescaleIntercept: 5, RescaleType: 'HU' }, ''],
  ['a modality LUT', { ...CT, ModalityLutSequence: build({ RescaleType: 'HU' }) }, ''],
])('the unit of %s', (_, content, unit) => {
  expect(readRescale(buildInstance(content), 1).unit).toBe(unit);
});

test('values stay as stored where there is no transform to trust', () => {
  for (const content of [{}, { RescaleSlope: 0, RescaleIntercept: 5 }, { RescaleSlope: 'x' }]) {
    expect(readRescale(buildInstance(content), 1)).toMatchObject({ slope: 1, intercept: 0 });
  }
});

test('each frame has its own (PS3.3 C.7.6.16.2.9)', () => {
  const group = (slope: number) =>
    build({
      PixelValueTransformationSequence: build({
        RescaleSlope: slope,
        RescaleIntercept: 1,
        RescaleType: 'US',
      }),
    });
  const instance = buildInstance({
    NumberOfFrames: 3,
    SharedFunctionalGroups: group(9),
    PerFrameFunctionalGroups: [group(2), group(0.5), {}],
  });
  expect([1, 2, 3].map((frame) => readRescale(instance, frame).slope)).toEqual([2, 0.5, 9]);
  expect(readRescale(instance, 1)).toEqual({ slope: 2, intercept: 1, unit: '' });
});

test.each([
  [{ RescaleSlope: '1,5x', RescaleIntercept: -1024 }],
  [{ RescaleSlope: 1, RescaleIntercept: '1.024.000' }],
])('half a transform is none: %j leaves values as stored, without a unit', (content) => {
  expect(readRescale(buildInstance(content), 1)).toEqual({ slope: 1, intercept: 0, unit: '' });
});

test('decimal commas are decimals', () => {
  const content = { RescaleSlope: '0,5', RescaleIntercept: '-1024,0' };
  expect(readRescale(buildInstance(content), 1)).toEqual({ slope: 0.5, intercept: -1024, unit: 'HU' });
});

test('half a transform has no unit: the other half is taken as neutral, and named', () => {
  for (const [content, values, missing] of [
    [{ RescaleSlope: 1 }, { slope: 1, intercept: 0 }, 'Rescale Intercept'],
    [{ RescaleIntercept: -1024 }, { slope: 1, intercept: -1024 }, 'Rescale Slope'],
  ] as const) {
    const instance = buildInstance(content);
    expect(readRescale(instance, 1)).toEqual({ ...values, unit: '' });
    expect(assumedOf(instance, 1)).toEqual([missing]);
  }
  const pet = buildInstance({ Modality: 'PT', Units: 'BQML', RescaleSlope: 2 });
  expect(readRescale(pet, 1)).toEqual({ slope: 2, intercept: 0, unit: 'Bq/ml' });
  expect(assumedOf(pet, 1)).toEqual([]);
});

test('a frame has no half of its own with the other of all frames', () => {
  const group = (content: Parameters<typeof build>[0]) =>
    build({ PixelValueTransformationSequence: build(content) });
  const instance = buildInstance({
    NumberOfFrames: 2,
    SharedFunctionalGroups: group({ RescaleSlope: 1, RescaleIntercept: -1024, RescaleType: 'HU' }),
    PerFrameFunctionalGroups: [group({ RescaleSlope: 2 }), {}],
  });
  expect(readRescale(instance, 1)).toEqual({ slope: 2, intercept: 0, unit: '' });
  expect(readRescale(instance, 2)).toEqual({ slope: 1, intercept: -1024, unit: 'HU' });
  expect(assumedOf(instance, 1)).toEqual(['Rescale Intercept']);
  expect(assumedOf(instance, 2)).toEqual([]);
});
