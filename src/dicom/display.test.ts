import { expect, test } from 'vitest';
import { cineFps, isImage, isLossy, laterality, lossyRatio, sopClassName } from './display';
import { build, buildInstance } from './testing/build';

test.each([
  ['a CT slice', {}, true],
  [
    'a segmentation: its masks are looked at as they are',
    { SopClassUid: '1.2.840.10008.5.1.4.1.1.66.4' },
    true,
  ],
  ['a video', { SopClassUid: '1.2.840.10008.5.1.4.1.1.77.1.1.1' }, false],
  ['an unknown class with pixels', { SopClassUid: '1.2.3' }, true],
  ['an image without rows: it says so in its place', { Rows: null }, true],
  ['pixels that cannot be: they say so in their place', { BitsAllocated: 13 }, true],
])('%s is an image: %s %s', (_, content, expected) => {
  expect(isImage(buildInstance(content))).toBe(expected);
});

test('names storage classes; an unknown one by its UID', () => {
  expect(sopClassName('1.2.840.10008.5.1.4.1.1.2')).toBe('CT');
  expect(sopClassName('1.2.840.10008.5.1.4.1.1.88.67')).toBe('X-Ray Radiation Dose SR');
  expect(sopClassName('1.2.3')).toBe('1.2.3');
  expect(sopClassName('constructor')).toBe('constructor');
});

test.each([
  [{ FrameTime: '40' }, 25],
  [{ FrameTimeVector: ['0', '50', '150'] }, 10],
  [{ CineRate: 30, FrameTime: 40 }, 30],
  [{ RecommendedDisplayFrameRate: 15, CineRate: 30 }, 15],
  [{ FrameTime: 0 }, undefined],
  [{ FrameTime: 0.001 }, undefined],
  [{ FrameTimeVector: [0] }, undefined],
  [{ CineRate: 0, FrameTime: 100 }, 10],
  [{}, undefined],
])('%j plays at %s frames a second', (content, expected) => {
  expect(cineFps(buildInstance(content))).toBe(expected);
});

test.each([
  [{ LossyImageCompression: '01', LossyImageCompressionRatio: '12' }, true, 12],
  [{ LossyImageCompression: '01', LossyImageCompressionRatio: ['2', '5'] }, true, 10],
  [{ LossyImageCompression: '01' }, true, undefined],
  [{ LossyImageCompression: '00' }, false, undefined],
  [{ LossyImageCompressionRatio: 8 }, true, 8],
  [{}, false, undefined],
])('%j is lossy: %s, %s to 1', (content, expected, ratio) => {
  expect(isLossy(buildInstance(content))).toBe(expected);
  expect(lossyRatio(buildInstance(content))).toBe(ratio);
});

test('the side is the frame’s, else the image’s, else the series’', () => {
  expect(laterality(buildInstance({ ImageLaterality: 'L', Laterality: 'R' }))).toBe('L');
  expect(laterality(buildInstance({ Laterality: 'R' }))).toBe('R');
  expect(laterality(buildInstance({ Laterality: 'left' }))).toBeUndefined();
  const framed = build({ FrameAnatomySequence: build({ FrameLaterality: 'B' }) });
  expect(laterality(buildInstance({ ImageLaterality: 'L', PerFrameFunctionalGroups: [framed] }), 1)).toBe(
    'B',
  );
});
