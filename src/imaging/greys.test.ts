import { expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { toStack } from './stack';

const places = (n: number) => ({
  SopInstanceUid: `1.2.3.${n}`,
  InstanceNumber: n,
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  ImagePositionPatient: [0, 0, n],
});
const stackOf = (...contents: Parameters<typeof buildInstance>[0][]) => {
  const [first] = contents.map((content) => buildInstance(content));
  if (!first) throw new Error('nothing to stack');
  return toStack(
    'a',
    first.study,
    first.series,
    contents.map((content) => buildInstance(content)),
  );
};

test('slices share one range, which takes in what comes and is the same object between', () => {
  const { greys } = stackOf(places(1), places(2), places(3));
  expect(greys.of(0)).toBeUndefined();
  greys.add(0, { min: 10, max: 10 });
  greys.add(2, { min: 80, max: 80 });
  const range = greys.of(1);
  expect(range).toEqual({ min: 10, max: 80 });
  greys.add(1, { min: 20, max: 30 });
  greys.add(1, { min: Number.NaN, max: Number.NaN });
  expect(greys.of(0)).toBe(range);
});

test('frames of one object share one', () => {
  const { greys } = stackOf({ Modality: 'NM', NumberOfFrames: 8 });
  greys.add(0, { min: 10, max: 10 });
  greys.add(7, { min: 80, max: 80 });
  expect(greys.of(0)).toEqual({ min: 10, max: 80 });
});

test('radiographs have each its own, and so has each part of a series', () => {
  const stills = stackOf(
    { Modality: 'CR', SopInstanceUid: '1.1', InstanceNumber: 1 },
    { Modality: 'CR', SopInstanceUid: '1.2', InstanceNumber: 2 },
  );
  stills.greys.add(0, { min: 0, max: 5 });
  expect(stills.greys.of(0)).toBeUndefined();
  const coronal = { ImageOrientationPatient: [1, 0, 0, 0, 0, -1] };
  const two = stackOf(places(1), places(2), { ...places(3), ...coronal }, { ...places(4), ...coronal });
  two.greys.add(0, { min: 0, max: 5 });
  expect(two.greys.of(1)).toEqual({ min: 0, max: 5 });
  expect(two.greys.of(2)).toBeUndefined();
});

test('what a doubtful image brought is taken out again', () => {
  const { greys } = stackOf(places(1), places(2), places(3));
  greys.add(0, { min: 10, max: 20 });
  greys.add(1, { min: -5e8, max: 4e9 });
  greys.forget(2);
  expect(greys.of(0)).toEqual({ min: -5e8, max: 4e9 });
  greys.forget(1);
  expect(greys.of(0)).toEqual({ min: 10, max: 20 });
  greys.forget(0);
  expect(greys.of(0)).toBeUndefined();
});
