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

test('slices share one range: that of the first that tells something, then, once, of all', () => {
  const { greys } = stackOf(places(1), places(2), places(3), places(4));
  expect(greys.of(0)).toBeUndefined();
  // A slice of nothing but air tells nothing.
  greys.add(0, { min: 10, max: 10 });
  greys.add(2, { min: 30, max: 80 });
  const range = greys.of(1);
  expect(range).toEqual({ min: 30, max: 80 });
  greys.add(1, { min: -5, max: 300 });
  greys.add(1, { min: Number.NaN, max: Number.NaN });
  expect(greys.of(0)).toBe(range);
  expect(greys.isProvisional(0)).toBe(true);
  greys.add(3, { min: 0, max: 90 });
  const whole = greys.of(0);
  expect(whole).toEqual({ min: -5, max: 300 });
  expect(greys.isProvisional(0)).toBe(false);
  greys.settle();
  expect(greys.of(3)).toBe(whole);
});

test('in whatever order images come, the window is the same in the end, and changed once', () => {
  const ranges = [5, 3, 9, 1, 7].map((n) => ({ min: -n, max: 10 * n }));
  for (const first of ranges.keys()) {
    const { greys } = stackOf(...ranges.map((_, at) => places(at + 1)));
    const seen = new Set();
    for (const at of ranges.keys()) {
      const index = (first + at) % ranges.length;
      greys.add(index, ranges[index] as (typeof ranges)[number]);
      seen.add(greys.of(0));
    }
    expect(greys.of(0)).toEqual({ min: -9, max: 90 });
    expect(seen.size).toBeLessThanOrEqual(2);
  }
});

test('where some do not come, it is that of those that came', () => {
  const { greys } = stackOf(places(1), places(2), places(3));
  greys.add(1, { min: 10, max: 20 });
  greys.add(0, { min: 0, max: 30 });
  expect(greys.of(2)).toEqual({ min: 10, max: 20 });
  greys.settle();
  expect(greys.of(2)).toEqual({ min: 0, max: 30 });
  expect(greys.isProvisional(2)).toBe(false);
});

test('frames of one object share one', () => {
  const { greys } = stackOf({ Modality: 'NM', NumberOfFrames: 2 });
  greys.add(0, { min: 10, max: 10 });
  greys.add(1, { min: 10, max: 80 });
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
  greys.settle();
  greys.forget(2);
  expect(greys.of(0)).toEqual({ min: -5e8, max: 4e9 });
  greys.forget(1);
  expect(greys.of(0)).toEqual({ min: 10, max: 20 });
  greys.forget(0);
  expect(greys.of(0)).toBeUndefined();
});

/** What a reader sees to whom images came in this order, once those that decide are here. */
function seenBy(order: readonly number[], valueOf: (index: number) => number) {
  const { greys } = stackOf(...Array.from({ length: 100 }, (_, at) => places(at + 1)));
  const seen = new Set<unknown>();
  const add = (index: number) => {
    greys.add(index, { min: 0, max: valueOf(index) });
    seen.add(greys.of(50));
  };
  const [first = 0, ...others] = order;
  add(first);
  const missing = greys.sample();
  others.forEach(add);
  expect(greys.isProvisional(50)).toBe(true);
  missing.forEach(add);
  greys.settle();
  return { greys, missing, seen: seen.size };
}

test('of a series that is never here as a whole some images decide, wherever its readers look', () => {
  const valueOf = (index: number) => 100 + index;
  const low = seenBy([3, 4, 5, 6, 7], valueOf);
  const high = seenBy([96, 95, 94, 93], valueOf);
  expect(low.greys.of(50)).toEqual({ min: 0, max: 199 });
  expect(high.greys.of(50)).toEqual(low.greys.of(50));
  expect(low.greys.isProvisional(50)).toBe(false);
  expect([low.seen, high.seen], 'the first that came, then all that decide').toEqual([2, 2]);
  expect(low.missing).toHaveLength(17);
  expect(low.missing.at(0)).toBe(0);
  expect(low.missing.at(-1)).toBe(99);
  // What comes later changes nothing, were it brighter than all.
  low.greys.add(1, { min: -50, max: 5000 });
  expect(low.greys.of(50)).toEqual({ min: 0, max: 199 });
  expect(low.greys.sample()).toEqual([]);
});

test('nothing is brought for images with a window of their own, nor for colour', () => {
  const count = { length: 100 };
  const windowed = Array.from(count, (_, at) => ({ ...places(at + 1), WindowCenter: 40, WindowWidth: 400 }));
  expect(stackOf(...windowed).greys.sample()).toEqual([]);
  const coloured = Array.from(count, (_, at) => ({
    ...places(at + 1),
    PhotometricInterpretation: 'RGB',
    SamplesPerPixel: 3,
  }));
  expect(stackOf(...coloured).greys.sample()).toEqual([]);
});
