import { expect, test } from 'vitest';
import { toStudyUid } from '@/dicom/dataset/uid';
import { unpackView } from './viewFields';

const study = toStudyUid('1.2.3.1');
if (!study) throw new Error('not a UID');

const SERIES = '1.2.3.4';
const paneOf = (cut: unknown) => {
  const { view, dropped } = unpackView({ p: [{ e: SERIES, u: cut }] }, study);
  return { cut: view.panes[0]?.cut, series: view.panes[0]?.series, dropped };
};
const crossesOf = (crosses: unknown) => {
  const { view, dropped } = unpackView({ c: crosses }, study);
  return { crosses: view.crosses, dropped };
};

test.each([
  [[0], { plane: 'axial' }],
  [[1, 0, [2, -3.5]], { plane: 'coronal', centreMm: [2, -3.5] }],
  [[2, [100, 2]], { plane: 'sagittal', slab: { mm: 100, by: 'mean' } }],
  // A newer version says more: its beginning is read.
  [[0, 0, 0, 'more'], { plane: 'axial' }],
])('a cut is read: %j', (packed, cut) => {
  expect(paneOf(packed)).toEqual({ cut, series: SERIES, dropped: [] });
});

test.each([
  [[3]],
  [[-1]],
  [['axial']],
  [0],
  [null],
  [{}],
  [[0, [0, 0]]],
  [[0, [100.1, 0]]],
  [[0, [1e300, 0]]],
  [[0, [5, 3]]],
  [[0, [5]]],
  [[0, 0, [1e9, 0]]],
  [[0, 0, [1]]],
])('what is none is lost as a whole, and its pane shows stored images: %j', (packed) => {
  const { cut, series, dropped } = paneOf(packed);
  expect({ cut, series, dropped }).toEqual({ cut: undefined, series: SERIES, dropped: ['settings'] });
});

test('crosses: what of them can be read is read, nine at the most', () => {
  const good = [0, '1.2.3.8', 1, 2, 3];
  const bad = [
    ...[
      [1, '1.2.3.8', 1, 2, 3],
      [0, 'x', 1, 2, 3],
      [0, '1.2.3.8', 1, 2],
      [0, '1.2.3.8', 1, 2, '3'],
    ],
    ...[
      [0, '1.2.3.8', 1, 2, 1e9],
      [0, '1.2.3.8', 1, 2, 3, [1, 1, 0]],
      [0, '1.2.3.8', 1, 2, 3, [0, 0]],
      7,
      null,
    ],
  ];
  for (const one of bad)
    expect(crossesOf([one, good]), JSON.stringify(one)).toEqual({
      crosses: [{ study, frame: '1.2.3.8', atLps: [1, 2, 3] }],
      dropped: ['settings'],
    });
  expect(crossesOf(Array.from({ length: 20 }, () => good)).crosses).toHaveLength(9);
  expect(crossesOf('no list')).toEqual({ crosses: undefined, dropped: ['settings'] });
});

const layersOf = (layers: unknown) => {
  const { view, dropped } = unpackView({ p: [{ e: SERIES, u: [0], a: layers }] }, study);
  return { layers: view.panes[0]?.layers, dropped };
};

test.each([
  [[[0, '1.2.3.5', 0]], [{ study, series: '1.2.3.5' }]],
  [[[0, '1.2.3.5', 1, 0]], [{ study, series: '1.2.3.5', colours: 'hotIron', opacity: 0 }]],
  [[[0, '1.2.3.5', 0, -1, 1, 0, ['1.2.7', 3], 'more']], [{ study, series: '1.2.3.5', hidden: true, at: { sop: '1.2.7', frame: 3 } }]], // prettier-ignore
  // What was shared does not hold what was laid over: that alone is said.
  [[], []],
])('what is laid over a plane is read: %j', (packed, layers) => {
  expect(layersOf(packed)).toEqual({ layers, dropped: [] });
});

test.each([
  [[[1, '1.2.3.5', 0]]],
  [[[0, 'x', 0]]],
  [[[0, '1.2.3.5', 9]]],
  [[[0, '1.2.3.5', 0, 1.5]]],
  [[[0, '1.2.3.5', 0, 0.5, 2]]],
  [[[0, '1.2.3.5', 0, 0.5, 0, [0, -1, 1]]]],
  [7],
  [null],
])('what is none is lost, and the plane stays: %j', (packed) => {
  expect(layersOf(packed)).toEqual({ layers: undefined, dropped: ['settings'] });
});
