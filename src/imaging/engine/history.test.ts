import { describe, expect, test, vi } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { STILL } from '@/dicom/geometry/rigid';
import { patchPane, place, setPetUnit, toggleKeyImage } from '@/view/actions';
import { addOverlay, patchOverlay } from '@/view/overlays';
import { freshView, type ViewState } from '@/view/viewState';
import type { Measurement } from '@/measurement/measurement';
import { createStore } from 'zustand/vanilla';
import { UndoHistory, historyFrom } from './history';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const study = must(toStudyUid('1.2.3'));
const start = place(freshView(study), 0, study, must(toSeriesUid('1.2.4')));
const sop = must(toSopUid('1.2.5'));

function setUp() {
  let at = 0;
  const history = new UndoHistory({ view: start, measurements: [] }, 400, () => at);
  const note = (view: ViewState, afterMs: number) => {
    at += afterMs;
    history.note({ view, measurements: [] });
  };
  return { history, note };
}

test('a drag is one step, scrolling is none', () => {
  const { history, note } = setUp();
  const dragged = [1.1, 1.2, 1.3].map((zoom) => patchPane(start, 0, { zoom }));
  for (const view of dragged) note(view, 16);
  const scrolled = patchPane(dragged[2] ?? start, 0, { at: { sop, frame: 1 } });
  note(scrolled, 2000);
  expect(history.undo()?.view).toEqual(start);
  expect(history.store.getState()).toEqual({ canUndo: false, canRedo: true });
  expect(history.redo()?.view).toEqual(scrolled);
});

test('what is drawn over images, and what of it is seen, is a step each; how strong it is, one a drag', () => {
  const { history, note } = setUp();
  const object = { study, series: must(toSeriesUid('1.2.9')), sop };
  const laid = addOverlay(start, object);
  const hidden = patchOverlay(laid, object, { hidden: [1] });
  const [weak, faint] = [0.3, 0.2].map((opacity) => patchOverlay(hidden, object, { opacity }));
  for (const view of [laid, hidden, weak, faint]) note(view ?? start, 16);
  expect(history.undo()?.view).toEqual(laid);
  expect(history.undo()?.view).toEqual(start);
  expect(history.store.getState().canUndo).toBe(false);
  history.redo();
  expect(history.redo()?.view).toEqual(faint);
});

test('a scroll past 20 contours of 300 points reads no point of them and writes nothing down', () => {
  let reads = 0;
  const contour = (n: number): Measurement => ({
    id: `m${n}`,
    tracking: `2.25.${n}`,
    label: '',
    kind: 'freehand',
    study,
    series: must(toSeriesUid('1.2.4')),
    sop,
    frame: 1,
    pointsPx: new Proxy(
      Array.from({ length: 300 }, (_, i): readonly [number, number] => [i, n]),
      {
        get: (all, field) => (reads++, Reflect.get(all, field)),
        ownKeys: (all) => (reads++, Reflect.ownKeys(all)),
      },
    ),
    readings: [{ name: 'area', value: n, unit: 'mm2' }],
  });
  const measurements = Array.from({ length: 20 }, (_, n) => contour(n));
  const written = vi.spyOn(JSON, 'stringify');
  const history = new UndoHistory({ view: start, measurements }, 400, () => 0);
  for (let frame = 1; frame < 50; frame++)
    history.note({ view: patchPane(start, 0, { at: { sop, frame } }), measurements });
  written.mockClear();
  const scrolled = {
    ...start,
    panes: start.panes.map((pane) => pane && { ...pane, at: { sop, frame: 60 } }),
  };
  history.note({ view: scrolled, measurements });
  // Values that came with the pixels are no work of a person's, wherever they stand.
  history.note({ view: scrolled, measurements: measurements.map((one) => ({ ...one, readings: [] })) });
  expect([reads, written.mock.calls.length]).toEqual([0, 0]);
  written.mockRestore();
  expect(history.store.getState().canUndo).toBe(false);
  const [first, ...rest] = measurements;
  history.note({ view: scrolled, measurements: [{ ...must(first), pointsPx: [[1, 2]] }, ...rest] });
  expect(reads).toBe(0);
  expect(history.store.getState().canUndo).toBe(true);
});

test('a drag is one step, also when the hand rests in the middle of it', () => {
  const { history, note } = setUp();
  const letGo = history.hold();
  note(patchPane(start, 0, { zoom: 1.1 }), 16);
  note(patchPane(start, 0, { zoom: 1.2 }), 5000);
  letGo();
  note(patchPane(start, 0, { zoom: 1.3 }), 16);
  note(patchPane(start, 0, { zoom: 1.3, inverted: true }), 1000);
  expect(history.undo()?.view).toEqual(patchPane(start, 0, { zoom: 1.3 }));
  expect(history.undo()?.view).toEqual(start);
});

test('holds that follow each other at once are a step each, also where the end of one is told late', () => {
  const { history, note } = setUp();
  const view = (zoom: number) => patchPane(start, 0, { zoom });
  const first = history.hold();
  note(view(1.1), 16);
  const second = history.hold();
  first();
  note(view(1.2), 16);
  // Held on, past the first repeat of a key.
  note(view(1.3), 600);
  second();
  expect(history.undo()?.view).toEqual(view(1.1));
  expect(history.undo()?.view).toEqual(start);
});

test('keys that move something one after the other are one step, and none with the drawing before them', () => {
  const { history, note } = setUp();
  const view = (zoom: number) => patchPane(start, 0, { zoom });
  note(view(1.1), 16);
  for (const zoom of [1.2, 1.3]) {
    history.run();
    note(view(zoom), 16);
  }
  history.hold()();
  history.run();
  note(view(1.4), 16);
  expect(history.undo()?.view).toEqual(view(1.3));
  expect(history.undo()?.view).toEqual(view(1.1));
  expect(history.undo()?.view).toEqual(start);
});

test('steps apart are undone one by one, and a new step ends redo', () => {
  const { history, note } = setUp();
  const first = patchPane(start, 0, { zoom: 2 });
  const second = patchPane(first, 0, { inverted: true });
  note(first, 1000);
  note(second, 1000);
  expect(history.undo()?.view).toEqual(first);
  note(patchPane(first, 0, { rotationDeg: 90 }), 1000);
  expect(history.redo()).toBeUndefined();
  expect(history.undo()?.view).toEqual(first);
  expect(history.undo()?.view).toEqual(start);
  expect(history.undo()).toBeUndefined();
});

test('how numbers are read is a step of its own, however soon it comes', () => {
  const { history, note } = setUp();
  const zoomed = patchPane(start, 0, { zoom: 2 });
  note(zoomed, 1000);
  note(setPetUnit(zoomed, 'lbm'), 10);
  expect(history.undo()?.view).toEqual(zoomed);
  expect(history.undo()?.view).toEqual(start);
});

test('each star is a step of its own, however soon it follows another', () => {
  const { history, note } = setUp();
  const image = (frame: number) => ({ study, series: must(toSeriesUid('1.2.4')), sop, frame });
  const one = toggleKeyImage(start, image(1));
  const two = toggleKeyImage(one, image(2));
  note(one, 1000);
  note(two, 16);
  note(toggleKeyImage(two, image(1)), 16);
  expect(history.undo()?.view.keyImages).toEqual([image(1), image(2)]);
  expect(history.undo()?.view.keyImages).toEqual([image(1)]);
  expect(history.undo()?.view).toEqual(start);
  expect(toggleKeyImage(one, image(1))).toEqual(start);
});

test('what was done before the history began is undone step by step', () => {
  const turned = patchPane(start, 0, { rotationDeg: 90 });
  const now = patchPane(turned, 0, { inverted: true });
  const history = historyFrom([{ view: start }, { view: turned }], { view: now, measurements: [] }, 400);
  expect(history.undo()?.view).toEqual(turned);
  expect(history.undo()?.view).toEqual(start);
  expect(history.undo()).toBeUndefined();
  expect(history.redo()?.view).toEqual(turned);
});

test('a history before which nothing was done has no step', () => {
  const history = historyFrom([], { view: start, measurements: [] }, 400);
  expect(history.store.getState()).toEqual({ canUndo: false, canRedo: false });
});

test('undo under a pointer that is still down: what it does next is a step of its own', () => {
  const { history, note } = setUp();
  const placed = patchPane(start, 0, { zoom: 1.1 });
  note(placed, 1000);
  const letGo = history.hold();
  note(patchPane(start, 0, { zoom: 1.2 }), 1000);
  expect(history.undo()?.view).toEqual(placed);
  note(patchPane(start, 0, { zoom: 1.3 }), 16);
  letGo();
  expect(history.undo()?.view).toEqual(placed);
});

describe('what nobody here drew', () => {
  const line = (id: string, label = ''): Measurement => ({
    ...{ id, label, tracking: `2.25.${id}`, kind: 'length', frame: 1, pointsPx: [], readings: [] },
    ...{ study, sop, series: must(toSeriesUid('1.2.4')) },
  });
  const [saved, sent, own] = [line('1'), line('2'), line('3')];
  const at = (...measurements: Measurement[]) => ({ view: start, measurements });

  test('is no step, and undo and redo of the own work lead past it', () => {
    let now = 0;
    const history = new UndoHistory(at(), 400, () => now);
    history.receive(at(), at(saved));
    history.note(at(saved));
    expect(history.store.getState()).toEqual({ canUndo: false, canRedo: false });
    now += 1000;
    history.note(at(saved, own));
    history.receive(at(saved, own), at(saved, own, sent));
    expect(history.undo()).toEqual(at(saved, sent));
    expect(history.undo()).toBeUndefined();
    expect(history.redo()).toEqual(at(saved, own, sent));
  });

  test('stars of a document are no step either, and stay when undo leads past them', () => {
    let now = 0;
    const star = { study: start.studies[0], series: '1' as never, sop: '2' as never, frame: 1 };
    const starred = (...measurements: Measurement[]) => ({
      view: { ...start, keyImages: [star] },
      measurements,
    });
    const history = new UndoHistory(at(), 400, () => now);
    now += 1000;
    history.note(at(own));
    history.receive(at(own), starred(own));
    history.note(starred(own));
    expect(history.undo()).toEqual(starred());
    expect(history.undo()).toBeUndefined();
  });

  test('takes the place of what it stands for, and what was changed here stays changed', () => {
    let now = 0;
    const history = new UndoHistory(at(sent, saved), 400, () => now);
    const [named, moved] = [line('1', 'named'), line('2', 'moved')];
    now += 1000;
    history.note(at(named, sent));
    history.receive(at(named, sent), at(named, moved));
    expect(history.undo()).toEqual(at(moved, saved));
    history.receive(at(moved, saved), at(saved));
    expect(history.redo()).toEqual(at(named));
  });
});

test('that a registration object was read is no step', () => {
  const { history, note } = setUp();
  const object = { study, series: must(toSeriesUid('1.2.9')), sop };
  const named = { from: '1.8', to: '1.9', object };
  note({ ...start, links: { registrations: [named] } }, 2000);
  note({ ...start, links: { registrations: [{ ...named, matrix: STILL }] } }, 2000);
  expect(history.undo()?.view).toEqual(start);
});

test('what another screen shows is a step, what is scrolled there is none', () => {
  const { history, note } = setUp();
  const beside = (zoom: number | undefined, at?: number): ViewState => ({
    ...start,
    screens: [
      {
        ...{ grid: { rows: 1, columns: 1 }, active: 0 },
        panes: [
          {
            ...{ study, series: must(toSeriesUid('1.2.4')) },
            ...(zoom === undefined ? {} : { zoom }),
            ...(at === undefined ? {} : { at: { sop, frame: at } }),
          },
        ],
      },
    ],
  });
  history.arrive({ view: beside(undefined), measurements: [] });
  note(beside(undefined, 2), 2000);
  expect(history.store.getState().canUndo).toBe(false);
  note(beside(2, 2), 2000);
  expect(history.undo()?.view).toEqual(beside(undefined, 2));
});

test('the history of another window is asked for, and nothing is noted here', () => {
  const asked: string[] = [];
  const store = createStore(() => ({ canUndo: true, canRedo: false }));
  const now = { view: start, measurements: [] };
  const elsewhere = { store, undo: () => void asked.push('undo'), redo: () => void asked.push('redo') };
  const history = historyFrom([], now, 400, elsewhere);
  history.note({ view: patchPane(start, 0, { zoom: 2 }), measurements: [] });
  expect([history.undo(), history.redo(), asked]).toEqual([undefined, undefined, ['undo', 'redo']]);
  expect(history.store).toBe(store);
});
