import { expect, test } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import { orderFrames } from '@/dicom/series/ordering';
import { buildInstance } from '@/dicom/testing/build';

type Content = Parameters<typeof buildInstance>[0];

/** Twelve axial slices, changed one by one. Slices count from 0. */
const series = (change: (index: number) => Content | undefined): Instance[] =>
  Array.from({ length: 12 }, (_, i) => i).flatMap((i) => {
    const content = change(i);
    return content
      ? buildInstance({
          SopInstanceUid: `1.2.3.${i + 1}`,
          InstanceNumber: i + 1,
          ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
          ImagePositionPatient: [-100, -100, i * 2],
          PixelSpacing: [0.5, 0.5],
          FrameOfReferenceUid: '1.2.9',
          ...content,
        })
      : [];
  });
const at = (x: number, y: number, z: number) => ({ ImagePositionPatient: [x, y, z] });
const degrees = Math.PI / 180;

test.each<readonly [string, (index: number) => Content | undefined, readonly object[]]>([
  ['even slices are a volume', () => ({}), []],
  [
    'a slice that is not there',
    (i) => (i === 6 ? undefined : {}),
    [{ kind: 'missing-slices', count: 1, after: { sop: '1.2.3.6', frame: 1 } }],
  ],
  [
    'slices of 2 and of 5 mm are uneven, not missing',
    (i) => at(0, 0, i < 6 ? i * 2 : 10 + (i - 5) * 5),
    [{ kind: 'uneven-spacing', leastMm: 2, mostMm: 5 }],
  ],
  [
    'one gap that is no whole number of slices',
    (i) => at(0, 0, i < 6 ? i * 2 : i * 2 + 1.2),
    [{ kind: 'uneven-spacing', leastMm: 2, mostMm: expect.closeTo(3.2) }],
  ],
  // A gantry tilted by 15 degrees: positions go straight up, the planes lean (PS3.3 C.8.2.1.1 note on tilt).
  [
    'a gantry tilted by 15 degrees',
    (i) => ({
      ImageOrientationPatient: [1, 0, 0, 0, Math.cos(15 * degrees), Math.sin(15 * degrees)],
      ...at(0, 0, i * 2),
    }),
    [{ kind: 'tilted', degrees: expect.closeTo(15, 6) }],
  ],
  ['a tilt below 0.1 degrees is rounding', (i) => at(0, i * 2 * Math.tan(0.09 * degrees), i * 2), []],
  [
    'slices pushed about in their plane',
    (i) => at(i % 2, 0, i * 2),
    [{ kind: 'shifted', mm: expect.closeTo(1, 0) }],
  ],
  [
    'directions that differ by 0.05 degrees',
    (i) =>
      i === 5
        ? {
            ImageOrientationPatient: [
              Math.cos(0.05 * degrees),
              Math.sin(0.05 * degrees),
              0,
              -Math.sin(0.05 * degrees),
              Math.cos(0.05 * degrees),
              0,
            ],
          }
        : {},
    [{ kind: 'turned', degrees: expect.closeTo(0.05, 6) }],
  ],
  [
    'another pixel spacing',
    (i) => (i === 5 ? { PixelSpacing: [0.51, 0.5] } : {}),
    [{ kind: 'other-pixel-spacing' }],
  ],
  [
    'another frame of reference',
    (i) => (i > 5 ? { FrameOfReferenceUid: '1.2.10' } : {}),
    [{ kind: 'other-frame-of-reference' }],
  ],
  [
    'a localizer is never a volume',
    (i) => ({ ImageType: ['ORIGINAL', 'PRIMARY', 'LOCALIZER'], ...at(0, 0, i * i) }),
    [],
  ],
])('%s', (_, change, expected) => {
  expect(orderFrames(series(change)).warnings).toEqual(expected);
});
