import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { activate, mirror, patchPane, place, reset, rotate, setGrid, setPetUnit } from '@/view/actions';
import type { Measurement } from '@/measurement/measurement';
import { freshView, type ViewState } from '@/view/viewState';
import { UndoHistory, type WorkMoment } from './history';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const study = must(toStudyUid('1.2.3'));
const series = ['1.2.4', '1.2.5', '1.2.6'].map((uid) => must(toSeriesUid(uid)));
const sop = must(toSopUid('1.2.9'));

/** mulberry32: the same walk for the same seed. */
function seeded(seed: number) {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

let made = 0;
const measured = (random: () => number): Measurement => ({
  id: `m${++made}`,
  tracking: `2.25.${made}`,
  label: random() < 0.5 ? '' : `前立腺 ${made}`,
  kind: random() < 0.5 ? 'length' : 'ellipse',
  study,
  series: series[Math.floor(random() * 3)] ?? must(series[0]),
  sop,
  frame: 1 + Math.floor(random() * 20),
  pointsPx: [
    [random() * 512, random() * 512],
    [random() * 512, random() * 512],
  ],
  readings: [{ name: 'length', value: random() * 100, unit: 'mm' }],
});

type Change = (moment: WorkMoment, random: () => number) => WorkMoment;
const onView =
  (change: (view: ViewState, random: () => number) => ViewState): Change =>
  (moment, random) => ({ ...moment, view: change(moment.view, random) });
const onList =
  (change: (list: readonly Measurement[], random: () => number) => readonly Measurement[]): Change =>
  (moment, random) => ({ ...moment, measurements: change(moment.measurements, random) });
const onOne = (change: (one: Measurement, random: () => number) => Measurement): Change =>
  onList((list, random) => {
    const at = Math.floor(random() * list.length);
    return list.map((one, i) => (i === at ? change(one, random) : one));
  });

/** Everything a person does that is a step. */
const CHANGES: readonly Change[] = [
  onView((view, random) => patchPane(view, view.active, { zoom: 1 + random() * 4 })),
  onView((view, random) => patchPane(view, view.active, { centre: [random(), random()] })),
  onView((view, random) =>
    patchPane(view, view.active, {
      window: { center: random() * 100, width: 1 + random(), curve: 'LINEAR' },
    }),
  ),
  onView((view) => rotate(view, view.active)),
  onView((view) => mirror(view, view.active)),
  onView((view) => reset(view, view.active)),
  onView((view, random) =>
    setGrid(view, { rows: 1 + Math.floor(random() * 3), columns: 1 + Math.floor(random() * 3) }),
  ),
  onView((view, random) =>
    place(view, Math.floor(random() * view.panes.length), study, must(series[Math.floor(random() * 3)])),
  ),
  onView((view, random) => setPetUnit(view, random() < 0.5 ? 'lbm' : undefined)),
  onList((list, random) => [...list, measured(random)]),
  onList((list, random) => [...list, measured(random)]),
  onList((list, random) => list.filter((_, i) => i !== Math.floor(random() * list.length))),
  onList((list) => list.toReversed()),
  onOne((one, random) => ({ ...one, label: `named ${random()}` })),
  onOne((one, random) => ({ ...one, pointsPx: one.pointsPx.map(([x, y]) => [x + random(), y] as const) })),
  onOne((one) => ({ ...one, isLocked: true })),
];

/** Which pane is active is no step. */
const substance = ({ view, measurements }: WorkMoment): string =>
  JSON.stringify([{ ...view, active: undefined }, measurements]);

const start: WorkMoment = { view: place(freshView(study), 0, study, must(series[0])), measurements: [] };

test.each(Array.from({ length: 50 }, (_, seed) => seed))(
  '100 random steps back and forth lead to the same states (seed %i)',
  (seed) => {
    const random = seeded(seed);
    let at = 0;
    const history = new UndoHistory(start, 500, () => at);
    const moments: WorkMoment[] = [start];
    while (moments.length <= 100) {
      const now = must(moments.at(-1));
      const next = must(CHANGES[Math.floor(random() * CHANGES.length)])(now, random);
      if (substance(next) === substance(now)) continue;
      at += 1000;
      history.note(next);
      moments.push(next);
      // Scrolling and choosing a pane between the steps are none themselves.
      if (random() < 0.3) history.note({ ...next, view: activate(next.view, next.view.active) });
    }
    for (const moment of moments.slice(0, -1).toReversed()) expect(history.undo()).toEqual(moment);
    expect(history.undo()).toBeUndefined();
    expect(history.store.getState()).toEqual({ canUndo: false, canRedo: true });
    for (const moment of moments.slice(1)) expect(history.redo()).toEqual(moment);
    expect(history.redo()).toBeUndefined();
    // To and fro at random: always the moment that stands there.
    let place = 100;
    for (let i = 0; i < 200; i++) {
      const isBack = random() < 0.5;
      const moment = isBack ? history.undo() : history.redo();
      const goal = place + (isBack ? -1 : 1);
      if (goal < 0 || goal > 100) expect(moment).toBeUndefined();
      else {
        place = goal;
        expect(moment).toEqual(moments[place]);
      }
    }
  },
);
