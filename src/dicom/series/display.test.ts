import { describe, expect, test } from 'vitest';
import { cineFps, frameTimeMs, isImage, sopClassName } from './display';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';

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

// PS3.3 C.7.6.5.1.2: increments between frames, the first 0.
test.each([
  [{ FrameTimeVector: [0, 50, 150, 100] }, [50, 150, 100, 100]],
  [{ FrameTimeVector: [0, 50, 150, 100], CineRate: 20 }, [50, 150, 100, 100]],
  [{ FrameTimeVector: [0, 50, 0, 100] }, [50, 50, 100, 50]],
  [{ FrameTimeVector: [0, 50, 150, 100], RecommendedDisplayFrameRate: 25 }, [40, 40, 40, 40]],
  [{ FrameTimeVector: [0, 50], FrameTime: 40 }, [40, 40, 40, 40]],
  [{ FrameTime: 33 }, [33, 33, 33, 33]],
  [{ CineRate: 25 }, [40, 40, 40, 40]],
  [{}, [undefined, undefined, undefined, undefined]],
])('%j keeps its four frames for %j ms', (content, expected) => {
  const instance = buildInstance({ NumberOfFrames: 4, ...content });
  expect([1, 2, 3, 4].map((frame) => frameTimeMs(instance, frame))).toEqual(expected);
});

describe.skipIf(!hasSharedFiles)('real loops', () => {
  // Frame Time, Cine Rate and Recommended Display Frame Rate as dcmdump prints them.
  test.each([
    ['xray/xa-96-frames', 1000 / 33],
    ['us/palette-cine-rle', 1000 / 76],
    ['us/echo-cine-30-frames', 30],
    ['us/pediatric-echo-34-frames', 33],
    ['us/cine-j2k-mono', 10],
  ])('%s plays at %s frames a second', (folder, fps) => {
    const [loop] = readSharedFiles(folder);
    if (!loop) throw new Error(`nothing in ${folder}`);
    expect(cineFps(loop)).toBeCloseTo(fps, 1);
  });
});
