import { describe, expect, test } from 'vitest';
import { cielabToRgb, rgbToCielab } from '@/dicom/transforms/cielab';
import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { toInstance } from '@/dicom/normalise/normalise';
import { buildInstance } from '@/dicom/testing/build';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { modalityChange, voiLutFor } from './modality';
import { readPresentation } from './read';
import { isFor } from './state';

const el = (vr: string, ...Value: JsonValue[]): DicomElement => ({ vr, Value });

/** A state of a kind, with what is given. */
function stateOf(content: DicomJson, kind = 1) {
  const instance = toInstance({
    '00080016': el('UI', `1.2.840.10008.5.1.4.1.1.11.${kind}`),
    '00080018': el('UI', '1.2.9'),
    '00080060': el('CS', 'PR'),
    '0020000D': el('UI', '1.2'),
    '0020000E': el('UI', '1.2.8'),
    ...content,
  });
  const state = instance && readPresentation(instance);
  if (!state) throw new Error('no state');
  return state;
}

const image = (sop: string, ...frames: number[]): DicomJson => ({
  '00081150': el('UI', '1.2.840.10008.5.1.4.1.1.2'),
  '00081155': el('UI', sop),
  ...(frames.length > 0 ? { '00081160': el('IS', ...frames) } : {}),
});

test('what a state is for, who made it and when', () => {
  const state = stateOf({
    '00081115': el('SQ', {
      '0020000E': el('UI', '1.2.3'),
      '00081140': el('SQ', image('1.2.3.1'), image('1.2.3.2', 2, 5)),
    }),
    '00700080': el('CS', 'LIVER'),
    '00700082': el('DA', '20261127'),
    '00700083': el('TM', '0908'),
    '00700084': el('PN', { Alphabetic: 'Doe^Jane' }),
  });
  expect(state).toMatchObject({
    kind: 'grayscale',
    label: 'LIVER',
    creator: 'Doe, Jane',
    at: '2026-11-27T09:08:00',
    images: [
      { series: '1.2.3', sop: '1.2.3.1' },
      { series: '1.2.3', sop: '1.2.3.2', frames: [2, 5] },
    ],
  });
  const [, second] = state.images;
  if (!second) throw new Error('no second image');
  expect([2, 3].map((frame) => isFor(state, second.sop, frame))).toEqual([true, false]);
});

test('windows for some images, tables for others; turned, flipped, inverted; areas per image', () => {
  const table = { '00283002': el('US', 4, 0, 8), '00283006': el('US', 0, 10, 200, 255) };
  const state = stateOf({
    '00283110': el(
      'SQ',
      { '00081140': el('SQ', image('1.2.3.1')), '00281050': el('DS', 40), '00281051': el('DS', 400) },
      { '00283010': el('SQ', table) },
    ),
    '00700041': el('CS', 'Y'),
    '00700042': el('US', 270),
    '20500020': el('CS', 'INVERSE'),
    '0070005A': el('SQ', {
      '00700052': el('SL', -9, 20),
      '00700053': el('SL', 100, 60),
      '00700100': el('CS', 'MAGNIFY'),
      '00700103': el('FL', 2),
      '00700102': el('IS', 1, 1),
    }),
  });
  expect(state.vois[0]?.window).toEqual({ center: 40, width: 400, curve: 'LINEAR' });
  expect(state.vois[1]?.lut).toMatchObject({ first: 0, white: 255 });
  expect(state).toMatchObject({ rotationDeg: 270, isFlipped: true, isInverse: true });
  expect(state.areas[0]).toEqual({
    mode: 'MAGNIFY',
    topLeft: [-9, 20],
    bottomRight: [100, 60],
    aspect: [1, 1],
    magnification: 2,
  });
});

test('graphics and texts; what is not drawn is said', () => {
  const state = stateOf(
    {
      '00700060': el(
        'SQ',
        { '00700002': el('CS', 'TOP'), '00700062': el('IS', 2), '00700066': el('US', 65535) },
        { '00700002': el('CS', 'LOW'), '00700062': el('IS', 1), '00700401': el('US', 65535, 32896, 32896) },
      ),
      '00700001': el('SQ', {
        '00700002': el('CS', 'TOP'),
        '00700008': el('SQ', {
          '00700004': el('CS', 'PIXEL'),
          '00700006': el('ST', 'Metastase µ 山'),
          '00700014': el('FL', 10, 20),
          '00700015': el('CS', 'Y'),
        }),
        '00700009': el(
          'SQ',
          {
            '00700005': el('CS', 'DISPLAY'),
            '00700022': el('FL', 0.1, 0.2, 0.3, 0.4),
            '00700023': el('CS', 'POLYLINE'),
          },
          { '00700005': el('CS', 'MATRIX'), '00700022': el('FL', 1, 2), '00700023': el('CS', 'POINT') },
        ),
      }),
      '00282000': { vr: 'OB', InlineBinary: 'AA==' },
      '00286100': el('SQ', {}),
    },
    2,
  );
  expect(state.layers.map(({ name }) => name)).toEqual(['LOW', 'TOP']);
  expect(state.layers.map(({ colour }) => colour)).toEqual([
    [255, 255, 255],
    [255, 255, 255],
  ]);
  const [annotation] = state.annotations;
  expect(annotation?.graphics).toEqual([
    {
      type: 'POLYLINE',
      units: 'display',
      points: [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      isFilled: false,
    },
  ]);
  expect(annotation?.texts[0]).toEqual({
    text: 'Metastase µ 山',
    anchor: { units: 'pixel', point: [10, 20], isShown: true },
  });
  expect(state.notes).toEqual(['mask', 'icc', 'matrix']);
});

test.each([
  ['a frame that can be none', { '00081155': el('UI', '1.2.3.1'), '00081160': el('IS', 0) }],
  ['a frame that cannot be read', { '00081155': el('UI', '1.2.3.1'), '00081160': el('IS', 'x') }],
  ['an image that cannot be read', { '00081155': el('UI', 'gone') }],
] as const)('what is for %s is for none, not for all, and that is said', (_, lost) => {
  const state = stateOf({
    '00081115': el('SQ', { '0020000E': el('UI', '1.2.3'), '00081140': el('SQ', image('1.2.3.1'), lost) }),
    '00283110': el('SQ', {
      '00081140': el('SQ', lost),
      '00281050': el('DS', 40),
      '00281051': el('DS', 400),
    }),
    '00700001': el('SQ', {
      '00081140': el('SQ', lost),
      '00700009': el('SQ', { '00700022': el('FL', 1, 2), '00700023': el('CS', 'POINT') }),
    }),
  });
  const [only] = state.images;
  if (!only) throw new Error('no image');
  expect(state.images).toHaveLength(1);
  expect(state.annotations.map((one) => isFor(one, only.sop, 1))).toEqual([false]);
  expect(state.vois.map((one) => isFor(one, only.sop, 1))).toEqual([false]);
  expect(state.notes).toEqual(['graphics', 'lut']);
});

test.each([
  ['half a rescale', { '00281053': el('DS', 2) }, 'lut'],
  ['a rescale that cannot be read', { '00281053': el('DS', 'x'), '00281052': el('DS', -1024) }, 'lut'],
  ['a slope of 0', { '00281053': el('DS', 0), '00281052': el('DS', -1024) }, 'lut'],
  ['half a window', { '00283110': el('SQ', { '00281050': el('DS', 40) }) }, 'lut'],
  ['a turn that is no quarter', { '00700042': el('US', 45) }, 'turn'],
  ['a turn that cannot be read', { '00700042': el('US', 'left') }, 'turn'],
  [
    'a line of one point',
    {
      '00700001': el('SQ', {
        '00700009': el('SQ', { '00700022': el('FL', 1, 2), '00700023': el('CS', 'POLYLINE') }),
      }),
    },
    'graphics',
  ],
  [
    'a text without a place',
    { '00700001': el('SQ', { '00700008': el('SQ', { '00700006': el('ST', 'here') }) }) },
    'graphics',
  ],
] as const)('%s is not left out in silence', (_, content, note) => {
  expect(stateOf(content).notes).toEqual([note]);
});

test('CIELab: white, black and back again', () => {
  expect(cielabToRgb([65535, 32896, 32896])).toEqual([255, 255, 255]);
  expect(cielabToRgb([0, 32896, 32896])).toEqual([0, 0, 0]);
  for (const rgb of [
    [255, 214, 10],
    [127, 232, 214],
    [10, 20, 200],
  ])
    cielabToRgb(rgbToCielab(rgb)).forEach((level, at) =>
      expect(Math.abs(level - (rgb[at] ?? 0))).toBeLessThanOrEqual(1),
    );
});

describe('modality values of a state', () => {
  const ct = buildInstance({ RescaleSlope: 2, RescaleIntercept: -1024, BitsStored: 12, HighBit: 11 });

  test('the same transform: nothing to do; the range is that of all stored values', () => {
    expect(modalityChange({ slope: 2, intercept: -1024, unit: 'HU' }, ct, 1)).toEqual({
      range: { min: -1024, max: 2 * 4095 - 1024 },
    });
  });

  test('none: stored values', () => {
    const { map, range } = modalityChange(undefined, ct, 1);
    expect(map?.(-1024 + 2 * 77)).toBe(77);
    expect(range).toEqual({ min: 0, max: 4095 });
  });

  test('a table over stored values, clamped', () => {
    const lut = { first: 100, entries: Uint16Array.of(7, 8, 9) };
    const { map } = modalityChange({ lut, most: 255, unit: '' }, ct, 1);
    expect([99, 100, 101, 300].map((stored) => map?.(stored * 2 - 1024))).toEqual([7, 7, 8, 9]);
  });
});

test.runIf(hasSharedFiles)('a real state: six overlays, two of its own', () => {
  const states = readSharedFiles('pr').flatMap((one) => readPresentation(one) ?? []);
  const overlays = states.find(({ label }) => label === 'OVLY_P01');
  expect(overlays?.activations).toEqual({
    '6000': 'LAYER1',
    '6002': 'LAYER2',
    '6004': 'LAYER3',
    '6006': 'LAYER4',
    '6008': 'LAYER5',
    '600A': 'LAYER6',
  });
  expect(overlays?.overlays.map(({ group }) => group)).toEqual(['6008', '600A']);
});

test('a table for grey levels whose first value was written unsigned begins below 0 where the pixels are signed', () => {
  const lut = { first: 0x10000 - 1500, entries: Uint16Array.of(0, 255), white: 255 };
  const signed = buildInstance({ PixelRepresentation: 1 });
  expect(voiLutFor(lut, undefined, signed)).toEqual({ ...lut, first: -1500 });
  expect(voiLutFor(lut, { slope: 1, intercept: 0, unit: '' }, signed).first).toBe(-1500);
  // A modality table gives no negative values (PS3.3 C.11.1.1.1).
  expect(voiLutFor(lut, { lut, most: 255, unit: '' }, signed)).toBe(lut);
  expect(voiLutFor(lut, undefined, buildInstance({ PixelRepresentation: 0 }))).toBe(lut);
});
