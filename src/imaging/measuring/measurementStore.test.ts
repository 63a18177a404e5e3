import { expect, test, vi } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import type { Adopted, Measurement, Read } from '@/measurement/measurement';
import { setPetUnit } from '@/view/actions';
import { createViewStore, updateView } from '@/view/viewStore';
import { freshView, type KeyImage } from '@/view/viewState';
import type { StackFrame } from '@/imaging/stack/stack';
import { MeasurementStore } from './measurementStore';

const instance = buildInstance({ Rows: 100, Columns: 100 });
const { study, series, sop } = instance;
const image = { study, series, sop, frame: 1 };

const line = (id: string, more: Partial<Adopted> = {}): Adopted => ({
  id,
  tracking: `2.25.${id}`,
  label: '',
  kind: 'length',
  ...image,
  pointsPx: [
    [10, 10],
    [60, 10],
  ],
  ...more,
});

function setUp() {
  let mean = 0;
  const told = new WeakMap<object, Read>();
  const reads = vi.fn();
  const views = createViewStore(freshView(study));
  const known = (mark: KeyImage) => mark.frame === 1;
  const store = new MeasurementStore({
    views,
    frameOf: (mark) =>
      known(mark) ? ({ ...image, instance, imageId: '1', rows: 100, columns: 100 } as StackFrame) : undefined,
    reader: {
      read({ pointsPx }) {
        reads();
        const before = told.get(pointsPx);
        if (before?.readings[0]?.value === mean) return before;
        const read: Read = { readings: [{ name: 'mean', value: mean, unit: 'HU' }] };
        told.set(pointsPx, read);
        return read;
      },
      samples: () => undefined,
    },
  });
  const changes: (readonly Measurement[])[] = [];
  store.store.subscribe(({ list }) => void changes.push(list));
  return { store, views, changes, reads, setMean: (to: number) => (mean = to) };
}

const [A, B, C] = ['1', '2', '3'] as const;
const ids = ({ list }: MeasurementStore) => list.map(({ id }) => id);

test('several marks are one change; those of an unknown image and a line of no length are given back', () => {
  const { store, changes } = setUp();
  const elsewhere = line(C, { frame: 2 });
  const dot = line('4', {
    pointsPx: [
      [5, 5],
      [5, 5],
    ],
  });
  expect(store.add([line(A), elsewhere, line(B), dot])).toEqual([elsewhere, dot]);
  expect([ids(store), changes.length]).toEqual([[A, B], 1]);
});

test('nobody makes nothing of a measurement: what would have no extent stays as it is', () => {
  const { store, changes } = setUp();
  store.add([line(A)]);
  const [before] = store.list;
  store.setPoints(A, [
    [60, 10],
    [60, 10],
  ]);
  expect([store.list[0], changes.length]).toEqual([before, 1]);
  expect(store.list[0]).toBe(before);
});

test('what does not change stays the same object, and what says the same is no change', () => {
  const { store, changes } = setUp();
  const finding = { scheme: 'SCT', value: '52988006', meaning: 'Lesion' };
  store.add([line(A, { finding }), line(B)]);
  const [a, b] = store.list;
  store.setPoints(A, [
    [10, 10],
    [60, 10],
  ]);
  store.annotate([A, B], { label: '', isLocked: undefined });
  store.annotate([A], { finding: { ...finding } });
  store.readAgain();
  store.showRemote([]);
  store.replace(store.list);
  expect(changes.length).toBe(1);
  store.annotate([A], { label: 'left' });
  expect(store.list[0]).toMatchObject({ label: 'left' });
  expect(store.list[0]?.pointsPx).toBe(a?.pointsPx);
  expect(store.list[0]?.finding).toBe(a?.finding);
  expect(store.list[1]).toBe(b);
});

test('values that come with the pixels, and another way of reading them, are told; points stay the same', () => {
  const { store, views, changes, setMean } = setUp();
  store.add([line(A)]);
  const before = store.list[0];
  setMean(40);
  store.readAgain();
  expect(store.list[0]?.readings).toEqual([{ name: 'mean', value: 40, unit: 'HU' }]);
  expect(store.list[0]?.pointsPx).toBe(before?.pointsPx);
  setMean(41);
  updateView(views, (view) => setPetUnit(view, 'lbm'));
  expect(store.list[0]?.readings[0]?.value).toBe(41);
  expect(changes.length).toBe(3);
});

test('an image that comes where nothing is drawn is not looked at', () => {
  const { store, reads } = setUp();
  store.refresh();
  expect(reads).not.toHaveBeenCalled();
});

test('what is deleted is known as such until it is here again; what gives way to another is not', () => {
  const { store } = setUp();
  store.add([line(A), line(B)]);
  store.select(A);
  const both = store.list;
  store.remove(A);
  store.drop(B);
  expect([ids(store), store.store.getState().selected]).toEqual([[], undefined]);
  expect(store.removed.map(({ id }) => id)).toEqual([A]);
  store.replace(both);
  expect([ids(store), store.removed]).toEqual([[A, B], []]);
});

test('undo brings back the list as it was, in its order, and leaves alone what others draw', () => {
  const { store } = setUp();
  store.add([line(A), line(B)]);
  const before = store.own;
  store.showRemote([line(C)]);
  store.move(B, 0);
  store.annotate([A], { colour: 3 });
  expect(ids(store)).toEqual([B, A, C]);
  store.replace(before);
  expect(store.own).toEqual(before);
  expect(store.own.every((one, at) => one.pointsPx === before[at]?.pointsPx)).toBe(true);
  expect(ids(store)).toEqual([A, B, C]);
});

test('what others draw is theirs: it comes, moves and goes with them, is nobody`s work here, and may be claimed', () => {
  const { store } = setUp();
  store.add([line(A)]);
  const theirs = line(B, { basis: { source: 'pixel' }, isLocked: true });
  store.showRemote([theirs, line(A, { label: 'theirs', pointsPx: [[1, 1]] })]);
  expect(store.own.map(({ id }) => id)).toEqual([A]);
  expect(store.find(B)).toMatchObject({ isLent: true, isLocked: true, sentBasis: theirs.basis });
  // What both have moves; what is said of it is each one's own.
  expect(store.find(A)).toMatchObject({ label: '', pointsPx: [[1, 1]] });
  const list = store.list;
  store.showRemote([{ ...theirs, pointsPx: theirs.pointsPx.map((point) => [...point] as const) }]);
  expect(store.list).toBe(list);
  store.remove(B);
  expect(store.removed).toEqual([]);
  store.showRemote([theirs]);
  store.claim(line(B, { label: 'mine' }));
  expect(store.own.map(({ id, label }) => [id, label])).toEqual([
    [A, ''],
    [B, 'mine'],
  ]);
  store.showRemote([]);
  expect(ids(store)).toEqual([A, B]);
});

test('what a link brought and a room shows is one drawing: theirs meanwhile, and here again afterwards', () => {
  const { store } = setUp();
  store.addSent([line(A)]);
  store.add([line(C)]);
  const before = store.own;
  store.showRemote([line(B)]);
  // What was drawn here is work of this page.
  expect(store.list.map(({ id, isLent }) => [id, isLent])).toEqual([
    [C, undefined],
    [B, true],
  ]);
  expect(store.removed).toEqual([]);
  // It moves and goes with them.
  store.showRemote([line(B, { pointsPx: [[1, 1], [9, 9]] })]); // prettier-ignore
  expect(ids(store)).toEqual([C, B]);
  store.showRemote([]);
  expect(ids(store)).toEqual([C]);
  store.showRemote(undefined);
  expect(new Set(store.own)).toEqual(new Set(before));
});

test('a document`s finding is not drawn again from a room, nor moved by it', () => {
  const { store } = setUp();
  const origin = { sop, series };
  store.add([line(A, { origin })]);
  const before = store.list;
  store.showRemote([line(A, { pointsPx: [[1, 1]] }), line(B, { tracking: line(A).tracking })]);
  expect(store.list).toBe(before);
});

test('a label that was moved is no change of the measurement', () => {
  const { store } = setUp();
  store.add([line(A)]);
  const { list } = store;
  store.setLabelPx(A, [3, 4]);
  expect(store.store.getState()).toEqual({ list, labelsPx: { [A]: [3, 4] } });
  store.select(A);
  expect(store.store.getState().labelsPx).toEqual({ [A]: [3, 4] });
});

test('what another window keeps is mirrored: order, notes and what went; what says the same stays the same object', () => {
  const { store } = setUp();
  store.mirror([line(A), line(B), line(C, { frame: 2 })]);
  expect(ids(store)).toEqual([A, B]);
  const [a] = store.list;
  store.mirror([line(B, { label: 'Liver' }), line(A)]);
  expect(store.list.map(({ id, label }) => [id, label])).toEqual([
    [B, 'Liver'],
    [A, ''],
  ]);
  expect(store.list[1]).toBe(a);
  expect(store.list.some(({ isLent }) => isLent)).toBe(false);
  expect(store.removed).toEqual([]);
});

test('what is done in another window is done here: drawn, changed, deleted; what somebody else lends stays theirs', () => {
  const { store, changes } = setUp();
  store.add([line(A), line(B)]);
  store.showRemote([line('9')]);
  const told = changes.length;
  store.amend([line(A, { label: 'Node' }), line('4'), line('9', { label: 'mine' })], [B]);
  expect(changes.length).toBe(told + 1);
  expect(store.list.map(({ id, label }) => [id, label])).toEqual([
    [A, 'Node'],
    ['9', ''],
    ['4', ''],
  ]);
  // A document that holds it is told that it was deleted.
  expect(store.removed.map(({ id }) => id)).toEqual([B]);
});
