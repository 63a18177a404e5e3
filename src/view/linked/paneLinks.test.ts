import { describe, expect, test } from 'vitest';
import { dot } from '@/dicom/geometry/geometry';
import { activate, patchPane, place, rotate, setGrid } from '@/view/actions';
import type { PaneLinks, ViewState } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { askedPlace, type LinkedSeries } from './linkedSeries';
import { linkHere } from './linkHere';
import { createFollow, toggleLines, toggleScrollLink } from './paneLinks';
import { linkFacts } from './relation';
import { CORONAL, heightMm, paneAt, PRIOR, seriesOf, STUDY } from './testing/boxes';

const range = (from: number, count: number, step: number) =>
  Array.from({ length: count }, (_, at) => from + at * step);

/** A store over these series, each in a pane of its own, at these places. */
function storeOf(series: readonly LinkedSeries[], places: readonly number[], links?: PaneLinks) {
  const view: ViewState = {
    studies: [STUDY, PRIOR],
    grid: { rows: 1, columns: series.length },
    panes: series.map((one, at) => paneAt(one, places[at] ?? 0)),
    active: 0,
    ...(links ? { links } : {}),
  };
  const store = createViewStore(view);
  store.setState({ follow: createFollow((pane) => series[pane]) });
  const scroll = (pane: number, to: number) =>
    updateView(store, (now) => patchPane(now, pane, { at: paneAt(series[pane] as LinkedSeries, to).at }));
  const mm = () => series.map((one, at) => heightMm(one, store.getState().view.panes[at]));
  const now = () => store.getState().view;
  const facts = (pane: number) => {
    const { panes, active, links: on = {} } = now();
    const [leads, follows] = [active, pane].map((at) => askedPlace(panes[at], series[at]));
    return leads && follows && linkFacts(on, leads, follows);
  };
  const seriesOf = (pane: number) => series[pane];
  const press = (change: (view: ViewState, of: typeof seriesOf) => ViewState) =>
    updateView(store, (now) => change(now, seriesOf));
  return { store, scroll, mm, now, facts, press };
}
const ON: PaneLinks = { scroll: true };

describe('panes of one frame of reference', () => {
  test('follow by millimetres within half a slice, with unlike spacing, order and thickness', () => {
    const thin = seriesOf('1', { heightsMm: range(-100, 201, 1) });
    const thick = seriesOf('2', { heightsMm: range(90, 28, -6.7), pixelMm: 0.4, side: 512 });
    const { scroll, mm } = storeOf([thin, thick], [0, 0], ON);
    // As far as the thick series goes, to half a slice beyond its ends.
    for (let at = 8; at <= 193; at++) {
      scroll(0, at);
      const [a = NaN, b = NaN] = mm();
      expect(Math.abs(a - b)).toBeLessThanOrEqual(6.7 / 2 + 1e-9);
    }
    for (let at = 27; at >= 0; at--) {
      scroll(1, at);
      const [a = NaN, b = NaN] = mm();
      expect(Math.abs(a - b)).toBeLessThanOrEqual(0.5 + 1e-9);
    }
  });

  test('never by index: as many images elsewhere are elsewhere', () => {
    const low = seriesOf('1', { heightsMm: range(0, 20, 5) });
    const high = seriesOf('2', { heightsMm: range(50, 20, 5) });
    const { scroll, mm, facts } = storeOf([low, high], [0, 0], ON);
    scroll(0, 12);
    expect(mm()).toEqual([60, 60]);
    // Where it has no images it stays at its end, and says how far that is.
    scroll(0, 4);
    expect(mm()).toEqual([20, 50]);
    expect(facts(1)).toEqual({ kind: 'follows', awayMm: 30 });
    scroll(0, 10);
    expect(facts(1)).toEqual({ kind: 'follows' });
  });

  test('whose normals point against each other still meet', () => {
    const up = seriesOf('1', { heightsMm: range(0, 30, 2) });
    const down = seriesOf('2', {
      cosines: [1, 0, 0, 0, -1, 0],
      heightsMm: range(-58, 30, 2),
      corner: [-50, -50],
    });
    const { scroll, mm } = storeOf([up, down], [0, 0], ON);
    scroll(0, 7);
    // Along its own normal, which is the other way.
    expect(mm()).toEqual([14, -14]);
  });

  test('that are aslant by a few degrees meet in the middle of the picture, not at its corner', () => {
    const angle = (7 * Math.PI) / 180;
    const flat = seriesOf('1', { heightsMm: range(-40, 81, 1), corner: [-150, -150], side: 301 });
    const aslant = seriesOf('2', {
      cosines: [1, 0, 0, 0, Math.cos(angle), Math.sin(angle)],
      heightsMm: range(-40, 81, 1),
      corner: [-150, -150],
      side: 301,
    });
    const { scroll, now } = storeOf([flat, aslant], [0, 0], ON);
    scroll(0, 50);
    const plane = askedPlace(now().panes[1], aslant)?.image.plane;
    // The middle of the flat picture: x = y = 0, z = 10 mm.
    const awayMm = plane ? dot([0, 0, 10], plane.normal) - dot(plane.positionLps, plane.normal) : NaN;
    expect(Math.abs(awayMm)).toBeLessThanOrEqual(0.5);
  });

  test('that are not parallel, or do not say where they lie, stay and say so', () => {
    const axial = seriesOf('1', { heightsMm: range(0, 20, 5) });
    const coronal = seriesOf('2', { cosines: CORONAL, heightsMm: range(0, 20, 5) });
    const nowhere = seriesOf('3', { heightsMm: range(0, 20, 5), isPlaceless: true });
    const { scroll, now, facts } = storeOf([axial, coronal, nowhere], [0, 3, 4], ON);
    const before = now().panes;
    scroll(0, 9);
    expect(now().panes.slice(1)).toEqual(before.slice(1));
    expect(facts(1)).toEqual({ kind: 'apart', why: 'not-parallel' });
    expect(facts(2)).toEqual({ kind: 'apart', why: 'no-place' });
  });

  test('keep the time or b-value that they show', () => {
    const one = seriesOf('1', { heightsMm: range(0, 10, 5) });
    const four = seriesOf('2', { heightsMm: range(0, 10, 5).flatMap((mm) => [mm, mm, mm, mm]) });
    const { scroll, now } = storeOf([one, four], [0, 2], ON);
    scroll(0, 6);
    expect(four.indexOf(now().panes[1]?.at as never)).toBe(6 * 4 + 2);
  });

  test('follow within the stack of the series that they stand in', () => {
    const one = seriesOf('1', { heightsMm: range(0, 10, 5) });
    const two = seriesOf('2', {
      heightsMm: [...range(0, 10, 5), ...range(0, 10, 5)],
      parts: [
        { from: 0, count: 10 },
        { from: 10, count: 10 },
      ],
    });
    const { scroll, now } = storeOf([one, two], [0, 11], ON);
    scroll(0, 6);
    expect(two.indexOf(now().panes[1]?.at as never)).toBe(16);
  });
});

describe('unlike frames of reference', () => {
  const now = seriesOf('1', { heightsMm: range(0, 60, 2) });
  const before = seriesOf('2', { study: PRIOR, frame: '1.8', heightsMm: range(-500, 80, 3) });

  test('do not follow until a person links them; another study is one, whatever its UID says', () => {
    const other = seriesOf('3', { study: PRIOR, frame: '1.9', heightsMm: range(0, 60, 2) });
    const { scroll, mm, facts } = storeOf([now, before, other], [0, 5, 5], ON);
    scroll(0, 20);
    expect(mm()).toEqual([40, -485, 10]);
    expect(facts(1)).toEqual({ kind: 'apart', why: 'other-frame' });
    expect(facts(2)).toEqual({ kind: 'apart', why: 'other-frame' });
  });

  test('keep the millimetres that they were linked with, however far they are scrolled, and in both directions', () => {
    const { store, scroll, mm, now: view, facts } = storeOf([now, before], [10, 40]);
    // 20 mm and -380 mm are said to be the same place.
    updateView(store, (one) => linkHere(one, (pane) => [now, before][pane]));
    expect(mm()).toEqual([20, -380]);
    expect(view().links?.offsets).toEqual([
      {
        from: { study: STUDY, frame: '1.9' },
        to: { study: PRIOR, frame: '1.8' },
        normal: [0, 0, 1],
        offsetMm: -400,
      },
    ]);
    const made = view().links;
    expect(facts(1)).toEqual({ kind: 'follows', offsetMm: -400 });
    for (let round = 0; round < 20; round++)
      for (const at of [0, 59, 7, 33]) {
        scroll(0, at);
        const [a = NaN, b = NaN] = mm();
        expect(Math.abs(b - (a - 400))).toBeLessThanOrEqual(1.5);
        scroll(1, 35 + (round % 9));
        const [c = NaN, d = NaN] = mm();
        expect(Math.abs(c - (d + 400))).toBeLessThanOrEqual(1);
      }
    expect(view().links).toBe(made);
    // From the other side the millimetres are the other way.
    updateView(store, (one) => ({ ...one, active: 1 }));
    expect(facts(0)).toMatchObject({ kind: 'follows', offsetMm: 400 });
  });

  test('a pair keeps its offset while scrolling together is off, and when linked again takes the new one', () => {
    const { store, now: view, scroll, press } = storeOf([now, before], [10, 40]);
    const of = (pane: number) => [now, before][pane];
    updateView(store, (one) => linkHere(one, of));
    press(toggleScrollLink);
    expect(view().links).toEqual({ offsets: [expect.objectContaining({ offsetMm: -400 })] });
    scroll(1, 41);
    updateView(store, (one) => linkHere(one, of));
    expect(view().links?.offsets?.map(({ offsetMm }) => offsetMm)).toEqual([-397]);
  });

  test('what was linked with one is linked with another over a third', () => {
    const older = seriesOf('3', { study: PRIOR, frame: '1.7', heightsMm: range(1000, 60, 1) });
    const all = [now, before, older];
    const { store, scroll, mm } = storeOf(all, [10, 40, 30]);
    updateView(store, (one) => linkHere(one, (pane) => all[pane]));
    scroll(1, 42);
    // 6 mm further: 26 mm, -374 mm, 1036 mm.
    expect(mm()).toEqual([26, -374, 1036]);
  });

  test('two series of one of them are linked both', () => {
    const thin = seriesOf('3', { study: PRIOR, frame: '1.8', heightsMm: range(-500, 240, 1) });
    const all = [now, before, thin];
    const { store, scroll, mm } = storeOf(all, [10, 40, 0]);
    updateView(store, (one) => linkHere(one, (pane) => all[pane]));
    // Where the second stands is kept, too.
    expect(mm()).toEqual([20, -380, -500]);
    scroll(0, 20);
    expect(mm()).toEqual([40, -359, -480]);
  });
});

describe('one step', () => {
  const thin = seriesOf('1', { heightsMm: range(0, 100, 1) });
  const thick = seriesOf('2', { heightsMm: range(0, 20, 5) });

  test('moves all panes in one change of the view, which nothing answers', () => {
    const { store, scroll } = storeOf([thin, thick, thin], [0, 0, 0], ON);
    let changes = 0;
    store.subscribe(() => changes++);
    scroll(0, 50);
    expect(changes).toBe(1);
    scroll(0, 51);
    expect(changes).toBe(2);
  });

  test('is as before where nothing is linked: no geometry is asked for', () => {
    const view: ViewState = {
      ...{ studies: [STUDY], grid: { rows: 1, columns: 2 }, active: 0 },
      panes: [paneAt(thin, 0), paneAt(thick, 0)],
    };
    const store = createViewStore(view);
    let asked = 0;
    store.setState({ follow: createFollow(() => (asked++, thin)) });
    updateView(store, (now) => patchPane(now, 0, { at: paneAt(thin, 9).at }));
    expect(asked).toBe(0);
    expect(store.getState().view.panes[1]).toBe(view.panes[1]);
  });

  test('lines alone have nothing scroll; another series placed moves nobody', () => {
    const { store, scroll, mm, now, press } = storeOf([thin, thick], [0, 0]);
    updateView(store, toggleLines);
    scroll(0, 50);
    expect(mm()).toEqual([50, 0]);
    press(toggleScrollLink);
    expect(mm()).toEqual([50, 50]);
    const before = now().panes[1];
    updateView(store, (view) => place(view, 0, STUDY, thick.series));
    expect(now().panes[1]).toBe(before);
  });

  test('asks each pane for its series once, and for a handful of images, however long they are', () => {
    const all = [thin, thick, thin, thick, thin, thick, thin, thick, thin];
    let [series, images] = [0, 0];
    const counted = all.map((one) => ({ ...one, imageAt: (at: number) => (images++, one.imageAt(at)) }));
    const { store, scroll } = storeOf(all, [0, 0, 0, 0, 0, 0, 0, 0, 0], ON);
    store.setState({ follow: createFollow((pane) => (series++, counted[pane])) });
    // Places along the normal are worked out once.
    scroll(0, 1);
    for (const at of [40, 41, 99]) {
      [series, images] = [0, 0];
      scroll(0, at);
      expect(series).toBe(9);
      // The image of now, one that tells the normal, the one found.
      expect(images).toBeLessThanOrEqual(1 + 8 * 3);
    }
  });

  test('only a scroll moves others: nothing else that a person does, and nothing that arrives', () => {
    const { store, scroll, mm, now, press } = storeOf([thin, thick], [0, 0], ON);
    scroll(0, 99);
    // The series ends at 95 mm; it was scrolled on before there was geometry.
    const named = { ...now(), panes: [paneAt(thin, 99), paneAt(thick, 3)] };
    store.setState({ view: named });
    updateView(store, (view) => activate(view, 1));
    press(toggleLines);
    updateView(store, (view) => patchPane(view, 1, { zoom: 2 }));
    updateView(store, (view) => rotate(view, 0));
    updateView(store, (view) => setGrid(view, { rows: 2, columns: 2 }));
    expect(mm()).toEqual([99, 15]);
    scroll(1, 4);
    expect(mm()).toEqual([20, 20]);
  });

  test('nothing linked leaves the field out', () => {
    const { now, press } = storeOf([thin, thick], [0, 0]);
    for (const toggle of [toggleLines, toggleScrollLink, toggleLines, toggleScrollLink]) press(toggle);
    expect('links' in now()).toBe(false);
  });
});

describe('linked as they stand within one frame of reference', () => {
  const thin = seriesOf('1', { heightsMm: range(0, 100, 1) });
  const thick = seriesOf('2', { heightsMm: range(0, 20, 5) });

  test('two panes of one series keep how far they stand from each other, in both directions, and say it', () => {
    const { store, scroll, mm, facts, press, now } = storeOf([thick, thick], [6, 9]);
    press(linkHere);
    expect(mm()).toEqual([30, 45]);
    expect(facts(1)).toEqual({ kind: 'follows', offsetMm: 15 });
    scroll(0, 8);
    expect(mm()).toEqual([40, 55]);
    scroll(1, 7);
    expect(mm()).toEqual([20, 35]);
    updateView(store, (view) => activate(view, 1));
    expect(facts(0)).toEqual({ kind: 'follows', offsetMm: -15 });
    // Again, from the other side: nothing moves, and nothing adds up.
    press(linkHere);
    press(linkHere);
    expect(mm()).toEqual([20, 35]);
    expect(facts(0)).toEqual({ kind: 'follows', offsetMm: -15 });
    expect(now().panes.map((pane) => pane?.linkShiftLps)).toEqual([[0, 0, -15], undefined]);
  });

  test('what is at one place within half a slice is linked by position; bringing them there ends an offset', () => {
    const { scroll, mm, facts, press, now } = storeOf([thin, thick], [12, 2]);
    press(linkHere);
    expect(facts(1)).toEqual({ kind: 'follows' });
    expect(now().panes.some((pane) => pane?.linkShiftLps)).toBe(false);
    press(toggleScrollLink);
    scroll(1, 6);
    press(linkHere);
    expect(facts(1)).toEqual({ kind: 'follows', offsetMm: 18 });
    // It stays while scrolling together is off.
    press(toggleScrollLink);
    press(toggleScrollLink);
    expect(facts(1)).toEqual({ kind: 'follows', offsetMm: 18 });
    press(toggleScrollLink);
    scroll(0, 31);
    press(linkHere);
    expect(mm()).toEqual([31, 30]);
    expect(facts(1)).toEqual({ kind: 'follows' });
  });

  test('where a series has ended, how far it stands is its offset from then on', () => {
    const low = seriesOf('3', { heightsMm: range(0, 20, 1) });
    const { scroll, mm, facts, press } = storeOf([thin, low], [0, 0], ON);
    scroll(0, 49);
    expect(facts(1)).toEqual({ kind: 'follows', awayMm: 30 });
    press(linkHere);
    expect(facts(1)).toEqual({ kind: 'follows', offsetMm: -30 });
    scroll(0, 47);
    expect(mm()).toEqual([47, 17]);
  });

  test('goes with the series: another one in the pane is linked by position', () => {
    const { store, press, now, facts } = storeOf([thick, thick], [6, 9]);
    press(linkHere);
    updateView(store, (view) => place(view, 1, STUDY, thick.series));
    expect(now().panes[1]).toEqual({ study: STUDY, series: thick.series });
    updateView(store, (view) => activate(view, 0));
    expect(facts(1)).toEqual({ kind: 'follows', awayMm: 30 });
  });

  test('takes nothing from what was linked with a prior that is not on the screen', () => {
    const before = seriesOf('4', { study: PRIOR, frame: '1.8', heightsMm: range(-500, 80, 5) });
    const all = [thick, thick, before];
    const { store, press, facts, now } = storeOf(all, [6, 9, 40]);
    press(linkHere);
    expect(facts(2)).toEqual({ kind: 'follows', offsetMm: -330 });
    const prior = now().panes[2] ?? null;
    // Linked again from the shifted pane, with the prior gone and back: its place is as it was.
    updateView(store, (view) => ({
      ...view,
      active: 1,
      panes: view.panes.map((one, at) => (at === 2 ? null : one)),
    }));
    press(linkHere);
    updateView(store, (view) => ({
      ...view,
      active: 0,
      panes: view.panes.map((one, at) => (at === 2 ? prior : one)),
    }));
    expect(facts(1)).toEqual({ kind: 'follows', offsetMm: 15 });
    expect(facts(2)).toEqual({ kind: 'follows', offsetMm: -330 });
  });
});
