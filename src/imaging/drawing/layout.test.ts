import { expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { MEASUREMENT_KINDS } from '@/measurement/kinds';
import type { Adopted } from '@/measurement/measurement';
import type { StackFrame } from '@/imaging/stack/stack';
import { layOut, type LaidDrawing } from './layout';

const SIDE = 400;
const instance = buildInstance({
  Rows: SIDE,
  Columns: SIDE,
  PixelSpacing: [1, 1],
  ImagePositionPatient: [0, 0, 0],
  ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
});
const { study, series, sop } = instance;
const frame: StackFrame = { study, series, sop, frame: 1, instance, imageId: 'a', rows: SIDE, columns: SIDE };

function lay(kind: Adopted['kind'], pointsPx: Adopted['pointsPx']): LaidDrawing {
  const mark: Adopted = {
    id: 'a',
    tracking: '2.25.7',
    kind,
    label: '',
    study,
    series,
    sop,
    frame: 1,
    pointsPx,
  };
  const [laid] = layOut({
    marks: [mark],
    frame,
    selected: undefined,
    draft: undefined,
    projection: { worldToCanvas: ([x, y]) => [x, y], canvasToWorld: ([x, y]) => [x, y, 0] },
    size: { width: SIDE, height: SIDE },
    lines: () => ['41.0 HU'],
    sizeOf: () => ({ width: 60, height: 17 }),
    labelPx: () => undefined,
  });
  if (!laid) throw new Error('nothing laid out');
  return laid;
}

/** The arms of a cross reach 10 px from its point; their dark edge and round ends 2 px more. */
const CROSS_PX = 12;

test.each([
  [200, 200],
  [390, 200],
  [200, 390],
  [5, 200],
  [390, 390],
])('no arm of the cross at %i, %i is a sign before its number', (x, y) => {
  const { label, handles } = lay('probe', [[x, y]]);
  expect(handles).toEqual([[x, y]]);
  if (!label) throw new Error('no label');
  const [right, left] = [label.left - (x + CROSS_PX), x - CROSS_PX - (label.left + label.width)];
  const [below, above] = [label.top - (y + CROSS_PX), y - CROSS_PX - (label.top + label.height)];
  expect(Math.max(right, left, below, above)).toBeGreaterThanOrEqual(8);
});

const POINTS: Adopted['pointsPx'] = [
  [150, 150],
  [200, 150],
  [200, 190],
  [150, 190],
];

test.each(MEASUREMENT_KINDS.map((kind) => [kind]))('the label of %s keeps away from its lines', (kind) => {
  const { label, handles, strokes } = lay(kind, POINTS);
  if (!label) throw new Error('no label');
  for (const [x, y] of [...handles, ...strokes.flatMap(({ spots }) => spots)]) {
    const dx = Math.max(label.left - x, x - (label.left + label.width), 0);
    const dy = Math.max(label.top - y, y - (label.top + label.height), 0);
    expect(Math.hypot(dx, dy)).toBeGreaterThanOrEqual(10);
  }
});
