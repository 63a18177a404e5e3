import { expect, test } from 'vitest';
import type { PresentationState } from '@/dicom/ps/state';
import type { Plane } from '@/dicom/geometry/geometry';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Pane, QuarterTurn } from '@/view/viewState';
import { withPresentation, type PresentedFrame } from './presentedFrame';

const plane: Plane = {
  rowDirection: [1, 0, 0],
  columnDirection: [0, 1, 0],
  normal: [0, 0, 1],
  positionLps: [0, 0, 0],
  rowSpacingMm: 2,
  columnSpacingMm: 1,
};
const image = { rows: 100, columns: 200 };
const size = { width: 800, height: 400, ratio: 2 };
const base: Pane = { study: '1.2' as StudyUid, series: '1.3' as SeriesUid };

const under = (state: Partial<PresentationState>, more: Partial<PresentedFrame> = {}): PresentedFrame => ({
  state: {
    kind: 'grayscale',
    study: base.study,
    series: '1.4' as SeriesUid,
    sop: '1.5' as SopUid,
    label: '',
    images: [],
    vois: [],
    isInverse: false,
    areas: [],
    rotationDeg: 0,
    isFlipped: false,
    layers: [],
    annotations: [],
    activations: {},
    overlays: [],
    blended: [],
    notes: [],
    ...state,
  },
  isInverted: false,
  notes: [],
  ...more,
});

type Point = readonly [number, number];
/** Where a point goes on the screen (y down): turned clockwise, then mirrored. */
function moved([x, y]: Point, { rotationDeg = 0, mirrored = false }: Pane): Point {
  const angle = (rotationDeg / 180) * Math.PI;
  const [u, v] = [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
  return [Math.round(mirrored ? -u : u) + 0, Math.round(v) + 0];
}

const TURNS: readonly QuarterTurn[] = [0, 90, 180, 270];

test('first the state turns and flips, then the reader, for every pair', () => {
  for (const stateTurn of TURNS)
    for (const ownTurn of TURNS)
      for (const isFlipped of [false, true])
        for (const mirrored of [false, true]) {
          const own: Pane = { ...base, rotationDeg: ownTurn, mirrored };
          const state: Pane = { ...base, rotationDeg: stateTurn, mirrored: isFlipped };
          const both = withPresentation(
            own,
            under({ rotationDeg: stateTurn, isFlipped }),
            plane,
            image,
            size,
          );
          expect(moved([3, 1], both)).toEqual(moved(moved([3, 1], state), own));
        }
});

test('a displayed area fits the pane, with the pixels’ shape; the reader’s zoom goes on from there', () => {
  const area = { mode: 'SCALE TO FIT', topLeft: [51, 26], bottomRight: [150, 75] } as const;
  const shown = withPresentation({ ...base, zoom: 1.5 }, under({}, { area }), plane, image, size);
  // The image is 200 x 200 mm: it fits at 2 pixels a mm. The area is 100 x 100 mm: 4 pixels a mm.
  expect(shown.zoom).toBeCloseTo(2 * 1.5);
  expect(shown.centre).toEqual([0.5, 0.5]);
});

test('turned by a quarter, its corners stand the other way round and it fits by its other side', () => {
  const area = { mode: 'SCALE TO FIT', topLeft: [1, 50], bottomRight: [200, 1] } as const;
  const shown = withPresentation(base, under({ rotationDeg: 90 }, { area }), plane, image, size);
  // 200 mm across become the height of 400 pixels: 2 pixels a mm; 100 mm down become 200 of 800.
  expect(shown.zoom).toBeCloseTo(1);
  expect(shown.centre).toEqual([0.5, 0.25]);
});

test('magnified by device pixels', () => {
  const area = { mode: 'MAGNIFY', magnification: 3, topLeft: [1, 1], bottomRight: [20, 20] } as const;
  const shown = withPresentation(base, under({}, { area }), plane, image, size);
  // 3 device pixels are 1.5 CSS pixels an image column of 1 mm; the whole image fits at 2.
  expect(shown.zoom).toBeCloseTo(0.75);
});

test('the reader’s own middle stands before the area’s', () => {
  const area = { mode: 'SCALE TO FIT', topLeft: [1, 1], bottomRight: [20, 20] } as const;
  const shown = withPresentation({ ...base, centre: [0.5, 0.5] }, under({}, { area }), plane, image, size);
  expect(shown.centre).toEqual([0.5, 0.5]);
});
