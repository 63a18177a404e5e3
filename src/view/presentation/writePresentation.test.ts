import { expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { toInstance } from '@/dicom/normalise/normalise';
import { readPresentation, writePresentation, type PresentedImage, type PresentedPane } from './presentation';
import type { Measurement } from '@/measurement/measurement';

const slice = (number: number, more: Parameters<typeof buildInstance>[0] = {}) =>
  buildInstance({
    SopInstanceUid: `1.2.3.4.${number}`,
    RescaleSlope: 1,
    RescaleIntercept: -1024,
    ...more,
  });
const windowed = (
  number: number,
  center: number,
  more: Parameters<typeof buildInstance>[0] = {},
): PresentedImage => ({
  instance: slice(number, more),
  frame: 1,
  window: { center, width: 400, curve: 'LINEAR' },
});

/** Writes what is shown and reads it as any reader would. */
function written(images: readonly PresentedImage[], more: Partial<PresentedPane> = {}) {
  const [shown] = images;
  if (!shown) throw new Error('nothing is shown');
  const { study, series } = shown.instance;
  const object = writePresentation(
    { source: shown.instance, at: new Date(2026, 10, 27, 9, 8, 7), author: { name: 'Doe^Jane' } },
    {
      pane: { study, series },
      shown,
      images,
      isColour: false,
      isInverted: false,
      rotationDeg: 0,
      isMirrored: false,
      area: { left: 0, top: 0, right: 512, bottom: 512 },
      pixel: { row: 0.5, column: 0.5, isMm: true },
      overlays: [],
      measurements: [],
      ...more,
    },
  );
  const state = readPresentation(toInstance(object.dataset) ?? shown.instance);
  if (!state) throw new Error('no state');
  return state;
}

test('one window for the whole series; who and when; patient and study are the image’s', () => {
  const state = written([windowed(1, 40), windowed(2, 40)], { label: 'Liver, late' });
  expect(state).toMatchObject({
    label: 'LIVER_ LATE',
    creator: 'Doe, Jane',
    at: '2026-11-27T09:08:07',
    study: '1.2.3',
    modality: { slope: 1, intercept: -1024, unit: 'HU' },
  });
  expect(state.images.map(({ sop }) => sop)).toEqual(['1.2.3.4.1', '1.2.3.4.2']);
  expect(state.vois).toEqual([{ window: { center: 40, width: 400, curve: 'LINEAR' } }]);
});

test('images with windows of their own keep them; values made otherwise are left out', () => {
  const state = written([
    windowed(1, 40),
    windowed(2, 90),
    windowed(3, 40),
    windowed(4, 40, { RescaleSlope: 2 }),
  ]);
  expect(state.vois.map(({ window, images }) => [window?.center, images?.map(({ sop }) => sop)])).toEqual([
    [40, ['1.2.3.4.1', '1.2.3.4.3']],
    [90, ['1.2.3.4.2']],
  ]);
});

test('some frames of an instance are named, all of them are not', () => {
  const instance = slice(1, { NumberOfFrames: 3 });
  const frames = [1, 2, 3].map((frame): PresentedImage => ({
    instance,
    frame,
    window: { center: frame === 2 ? 90 : 40, width: 400, curve: 'LINEAR' },
  }));
  const state = written(frames);
  expect(state.images[0]).not.toHaveProperty('frames');
  expect(state.vois.map(({ images }) => images?.[0]?.frames)).toEqual([[1, 3], [2]]);
});

test.each([
  [0, false, [11, 21], [110, 220]],
  [90, false, [11, 220], [110, 21]],
  [180, false, [110, 220], [11, 21]],
  [270, false, [110, 21], [11, 220]],
  [0, true, [110, 21], [11, 220]],
  [90, true, [11, 21], [110, 220]],
])(
  'turned by %i, mirrored %s: the corners as they lie on the screen',
  (rotationDeg, isMirrored, topLeft, bottomRight) => {
    const area = { left: 10.2, top: 20.4, right: 110.3, bottom: 219.6 };
    const state = written([windowed(1, 40)], { rotationDeg, isMirrored, area });
    expect(state.areas[0]).toMatchObject({ topLeft, bottomRight, spacingMm: [0.5, 0.5] });
  },
);

test('LINEAR_EXACT as the LINEAR window that is the same, a sigmoid as a table', () => {
  const one = (window: PresentedImage['window']) => {
    const shown: PresentedImage = { instance: slice(1), frame: 1, ...(window ? { window } : {}) };
    return written([shown]).vois[0];
  };
  expect(one({ center: 40, width: 400, curve: 'LINEAR_EXACT' })?.window).toEqual({
    center: 40.5,
    width: 401,
    curve: 'LINEAR',
  });
  const lut = one({ center: -100, width: 200, curve: 'SIGMOID' })?.lut;
  const at = (value: number) => ((lut?.entries[value - (lut?.first ?? 0)] ?? 0) / 65_535) * 255;
  // PS3.3 C.11.2.1.3.1: 1 / (1 + exp(-4 (x - c) / w)).
  expect(at(-100)).toBeCloseTo(127.5, 1);
  expect(at(0)).toBeCloseTo(255 / (1 + Math.exp(-2)), 1);
});

test('only the image on screen, where a shutter would cover the others; hidden measurements stay out', () => {
  const shutter = {
    grey: 0,
    shapes: [{ kind: 'rectangle', left: 4, top: 5, right: 100, bottom: 90 }],
  } as const;
  const images = [windowed(1, 40), windowed(2, 40)];
  const { instance } = windowed(1, 40);
  const line: Measurement = {
    id: 'a',
    tracking: '2.25.1',
    kind: 'length',
    study: instance.study,
    series: instance.series,
    sop: instance.sop,
    frame: 1,
    label: 'Läsion',
    pointsPx: [
      [9.5, 19.5],
      [19.5, 19.5],
    ],
    readings: [{ name: 'length', value: 5.004, unit: 'mm' }],
  };
  const state = written(images, { shutter, measurements: [line, { ...line, id: 'b', isHidden: true }] });
  expect(state.images.map(({ sop }) => sop)).toEqual(['1.2.3.4.1']);
  expect(state.shutter).toEqual(shutter);
  expect(state.annotations).toHaveLength(1);
  expect(state.annotations[0]).toMatchObject({
    graphics: [
      {
        type: 'POLYLINE',
        points: [
          [10, 20],
          [20, 20],
        ],
      },
    ],
    texts: [{ text: 'Läsion: 5.004 mm' }],
  });
});
