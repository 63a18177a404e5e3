import { describe, expect, test } from 'vitest';
import { cross, dot, type Triple } from '@/dicom/geometry/geometry';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { fit, patchPane, reset } from './actions';
import {
  closePlanes,
  crossOf,
  CUT_PLANES,
  cutAxes,
  isCut,
  openPlanes,
  placeOffPlanes,
  setCross,
  setSlab,
  turnedOn,
} from './cut';
import { cutToScope } from './scope';
import { freshView, type ViewState } from './viewState';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const [study, other] = [must(toStudyUid('1.2.3.1')), must(toStudyUid('1.2.3.2'))];
const series = must(toSeriesUid('1.2.3.1.4'));
const at = { sop: must(toSopUid('1.2.3.1.4.1')), frame: 1 };
const frame = { study, frame: '1.2.3.8' };
const window = { center: 40, width: 400, curve: 'LINEAR' } as const;
const stored: ViewState = {
  ...freshView(study),
  panes: [{ study, series, at, window, zoom: 2, rotationDeg: 90 }],
};
const opened = openPlanes(stored, 0, { ...frame, atLps: [1, 2, 3] });

describe('the axes of planes', () => {
  test('unturned, they look from the feet, the front and the left', () => {
    expect(cutAxes('axial')).toEqual({ right: [1, 0, 0], down: [0, 1, 0], normal: [0, 0, 1] });
    expect(cutAxes('coronal')).toEqual({ right: [1, 0, 0], down: [0, 0, -1], normal: [0, 1, 0] });
    expect(cutAxes('sagittal')).toEqual({ right: [0, 1, 0], down: [0, 0, -1], normal: [-1, 0, 0] });
  });

  test('stay at right angles to each other however they are turned, and right-handed', () => {
    let turn: Triple | undefined;
    for (let step = 0; step < 60; step++) {
      const plane = CUT_PLANES[step % 3] ?? 'axial';
      turn = turnedOn(turn, cutAxes(plane, turn).normal, 7 + 13 * step);
      const axes = CUT_PLANES.map((one) => cutAxes(one, turn));
      for (const { right, down, normal } of axes) {
        expect(Math.hypot(...right)).toBeCloseTo(1, 6);
        expect(dot(right, down)).toBeCloseTo(0, 6);
        for (const part of [0, 1, 2] as const) expect(cross(right, down)[part]).toBeCloseTo(normal[part], 6);
      }
      const [one, two, three] = axes.map(({ normal }) => normal);
      expect(dot(must(one), must(two))).toBeCloseTo(0, 6);
      expect(dot(must(one), must(three))).toBeCloseTo(0, 6);
      expect(dot(must(two), must(three))).toBeCloseTo(0, 6);
    }
  });

  test('turned about its own normal a plane stays as it is, clockwise turns the lines clockwise', () => {
    const turn = turnedOn(undefined, cutAxes('axial').normal, 30);
    expect(cutAxes('axial', turn)).toEqual(cutAxes('axial'));
    // The front of the coronal plane turns towards the patient's right: x -0.5, y 0.866.
    const { normal, down } = cutAxes('coronal', turn);
    expect(normal[0]).toBeCloseTo(-0.5, 6);
    expect(normal[1]).toBeCloseTo(Math.sqrt(3) / 2, 6);
    expect(down).toEqual([0, 0, -1]);
    expect(turnedOn(turn, [0, 0, 1], -30)).toBeUndefined();
  });
});

describe('opening and closing planes', () => {
  test('three planes and the stored images, in one window, at one cross', () => {
    expect(opened.grid).toEqual({ rows: 2, columns: 2 });
    const plain = { study, series, at, window };
    const [turned] = stored.panes;
    expect(opened.panes).toEqual([...CUT_PLANES.map((plane) => ({ ...plain, cut: { plane } })), turned]);
    expect(crossOf(opened, frame)).toEqual({ ...frame, atLps: [1, 2, 3] });
    expect(isCut(opened)).toBe(true);
    const closed = closePlanes(opened, 1, at);
    expect(closed).toEqual({ ...freshView(study), panes: [turned] });
  });

  test('closed, what stood there before comes back, at the image nearest to the planes', () => {
    const [turned = null] = stored.panes;
    const beside = { study: other, series };
    const before = { ...stored, grid: { rows: 1, columns: 2 }, panes: [beside, turned], active: 1 };
    const planes = openPlanes(before, 1, { ...frame, atLps: [1, 2, 3] });
    const near = { ...at, frame: 7 };
    expect(closePlanes(planes, 2, near, before)).toEqual({
      ...before,
      panes: [beside, { ...turned, at: near }],
    });
    // Planes of another series than that which was looked at then.
    expect(closePlanes(planes, 2, near, { ...before, active: 0 }).panes).toHaveLength(1);
    expect(closePlanes(planes, 2, near, planes).panes).toHaveLength(1);
  });

  test('window and inversion are of all planes of a series, zoom and slab of one', () => {
    const bone = { ...window, width: 2000 };
    const next = patchPane(patchPane(opened, 0, { window: bone, zoom: 3 }), 1, { inverted: true });
    expect(next.panes.map((pane) => pane?.window?.width)).toEqual([2000, 2000, 2000, 400]);
    expect(next.panes.map((pane) => pane?.inverted)).toEqual([true, true, true, undefined]);
    expect(next.panes.map((pane) => pane?.zoom)).toEqual([3, undefined, undefined, 2]);
    const thick = setSlab(next, 0, { mm: 500, by: 'max' });
    expect(thick.panes.map((pane) => pane?.cut?.slab?.mm)).toEqual([100, undefined, undefined, undefined]);
    expect(setSlab(thick, 3, { mm: 5, by: 'min' })).toBe(thick);
    expect(reset(thick, 0).panes[0]?.cut).toEqual({ plane: 'axial' });
  });

  test('fitting brings the middle of the volume back, and leaves the slab', () => {
    const cut = { plane: 'axial', centreMm: [3, 4], slab: { mm: 5, by: 'mean' } } as const;
    const moved = patchPane(opened, 0, { cut, zoom: 2 });
    expect(fit(moved, 0).panes[0]).toMatchObject({ cut: { plane: 'axial', slab: { mm: 5, by: 'mean' } } });
    expect(fit(moved, 0).panes[0]?.cut?.centreMm).toBeUndefined();
  });

  test('a cross of its own for each frame of reference; the same place is the same view', () => {
    const both = setCross(opened, { study: other, frame: '1.2.3.8' }, { atLps: [0, 0, 0] });
    expect(both.crosses).toHaveLength(2);
    expect(setCross(both, frame, { atLps: [1, 2, 3 + 1e-9] })).toBe(both);
    // Nobody outside a study hears of its frames of reference.
    const cut = cutToScope({ ...both, studies: [study, other] }, [], { studies: [other] });
    expect(cut.view.crosses).toEqual([{ study: other, frame: '1.2.3.8', atLps: [0, 0, 0] }]);
  });
});

describe('a series that is placed while there are planes', () => {
  const segments = must(toSeriesUid('1.2.3.1.9'));
  test('goes where the stored images are, and leaves every plane', () => {
    const placed = placeOffPlanes(opened, 1, study, segments);
    expect(placed.panes.slice(0, 3)).toEqual(opened.panes.slice(0, 3));
    expect(placed.panes[3]).toEqual({ study, series: segments });
    expect(placed.active).toBe(3);
  });
  test('closes planes that stand alone', () => {
    const alone = { ...opened, grid: { rows: 1, columns: 1 }, panes: opened.panes.slice(1, 2), active: 0 };
    const placed = placeOffPlanes(alone, 0, study, segments);
    expect(placed.panes).toEqual([{ study, series: segments }]);
    expect(placed.crosses).toBeUndefined();
  });
  test('goes where it was put, where that is no plane', () => {
    expect(placeOffPlanes(stored, 0, study, segments).panes).toEqual([{ study, series: segments }]);
  });
});
