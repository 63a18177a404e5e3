import { createStore } from 'zustand/vanilla';
import { newUid } from '@/dicom/dataset/uid';
import { addKeyImages, patchPane, showImage } from '@/view/actions';
import type { Adopted, Mark, Measurement } from '@/measurement/measurement';
import type { Window } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Measuring } from '@/imaging/contract';
import type { DrawingTools } from '@/imaging/drawing/drawingTools';
import { extentOf, frameOn } from '@/imaging/measuring/framing';
import type { OpenSeries } from '@/imaging/series/openSeries';
import type { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { seriesKey, type SeriesKey } from '@/imaging/pane/paneStore';

interface MeasuringParts {
  readonly views: ViewStore;
  readonly measurements: MeasurementStore;
  readonly shelf: OpenSeries;
  readonly drawing: Pick<DrawingTools, 'hand' | 'cursor'>;
  /** The pane that the keys belong to. */
  readonly activeView: () => PaneView | undefined;
  /** `seal`: what comes next is a step of undo by itself; `run`: a step of keys that move something on. */
  readonly past: () => { readonly seal: () => void; readonly run: () => void };
  /** Runs a change of measurements that nobody here made: no step of undo. */
  readonly receive: <T>(change: () => T) => T;
  /** Run when the engine goes. */
  readonly ends: (() => void)[];
  /** A pane's size in CSS pixels, while it is on the page. */
  readonly sizeOf: (pane: number) => { readonly width: number; readonly height: number } | undefined;
}

/** What can be done with measurements, beside drawing them. */
export function createMeasuring(parts: MeasuringParts): Measuring {
  const { views, measurements, shelf, activeView, past, receive, sizeOf } = parts;
  const { hand, cursor } = parts.drawing;
  const seal = () => past().seal();
  const editing: Measuring['editing'] = createStore(() => ({}));
  const sought: Measuring['sought'] = createStore(() => ({}));
  const all = (): readonly Measurement[] => measurements.list;
  const find = (id: string) => measurements.find(id);
  /** Ids of what came with a link as the finding it is about: a document's word of it is newer and fuller. */
  const sent = new Set<string>();
  let linked: readonly Measurement[] = [];

  /** The window that each series was last seen with: going back to a finding brings it back. */
  const windows = new Map<SeriesKey, Window>();
  const noteWindows = () => {
    for (const pane of views.getState().view.panes) {
      if (pane?.window) windows.set(seriesKey(pane.study, pane.series), pane.window);
    }
  };
  noteWindows();
  parts.ends.push(views.subscribe(noteWindows));

  let lent: readonly Adopted[] | undefined;
  const lentSeries = new Set<SeriesKey>();

  /** Fetches the series of marks, so that their images are known. */
  const know = async (marks: Parameters<Measuring['restore']>[0]) => {
    const keys = [...new Set(marks.map(({ study, series }) => seriesKey(study, series)))];
    await Promise.all(
      keys.map(async (key) => {
        const mark = marks.find(({ study, series }) => seriesKey(study, series) === key);
        if (mark) await shelf.take(mark.study, mark.series).stack.catch(() => undefined);
      }),
    );
  };

  const show = (id: string) => {
    const found = find(id);
    if (!found) return;
    const frame = measurements.frameOf(found);
    updateView(views, (view) => {
      const before = view.panes;
      const shown = showImage(view, found);
      const pane = shown.panes[shown.active];
      if (!pane || !frame) return shown;
      const isNew = before[shown.active]?.series !== pane.series;
      const window = isNew ? windows.get(seriesKey(found.study, found.series)) : undefined;
      const size = sizeOf(shown.active);
      const sight = { rows: frame.rows, columns: frame.columns, ...(size ? { size } : {}) };
      const { zoom, centre } = frameOn(extentOf(found.kind, found.pointsPx), sight, pane);
      return patchPane(shown, shown.active, { zoom, centre, ...(window ? { window } : {}) });
    });
    measurements.select(id);
  };

  /** Shows what a link asked for, when it is here. A document's word ends the search. */
  const arrive = (tracking: string): boolean => {
    const found = all().find((one) => one.tracking === tracking);
    if (!found) return false;
    if (!sent.has(found.id)) sought.setState({}, true);
    receive(() => show(found.id));
    return true;
  };

  /** Brings the images of measurements; those that do not come leave their values open. */
  const readAll = async () => {
    const frames = all().flatMap((mark) => measurements.frameOf(mark) ?? []);
    await Promise.all(frames.map(({ imageId }) => shelf.bring(imageId).catch(() => undefined)));
    measurements.readAgain();
  };
  return {
    editing,
    sought,
    show,
    showTracked(tracking) {
      sought.setState({ tracking }, true);
      return arrive(tracking);
    },
    under(x, y, isTouch) {
      const view = activeView();
      if (!view) return undefined;
      const { left, top } = view.element.getBoundingClientRect();
      const hit = hand.hit(view, [x - left, y - top], isTouch ? 'touch' : 'mouse');
      return hit?.drawn.mark.id;
    },
    annotate(id, notes) {
      seal();
      measurements.annotate(typeof id === 'string' ? [id] : id, notes);
    },
    remove(id) {
      seal();
      measurements.remove(id);
    },
    drop: (id) => receive(() => measurements.drop(id)),
    linked: () => linked,
    removed: () => measurements.removed,
    move(id, to) {
      seal();
      measurements.move(id, to);
    },
    copy(id, images) {
      const found = find(id);
      const own = found && measurements.frameOf(found);
      if (!found || !own) return 0;
      seal();
      const { id: _, origin: _o, sentBasis: _b, isLocked: _l, isHidden: _h, ...drawing } = found;
      const here = new Set(
        all()
          .filter((one) => isSamePlace(one, found))
          .map(({ sop, frame }) => `${sop}/${frame}`),
      );
      const added = images.filter(({ sop, frame }) => {
        const image = measurements.frameOf({ ...found, sop, frame });
        const fits = image?.rows === own.rows && image.columns === own.columns;
        // A second copy at the same place would lie under the first, unseen.
        return fits && !here.has(`${sop}/${frame}`);
      });
      measurements.add(added.map(({ sop, frame }) => ({ ...drawing, sop, frame, tracking: newUid() })));
      return added.length;
    },
    samples: (id) => measurements.samples(id),
    framing(id) {
      const found = find(id);
      const frame = found && measurements.frameOf(found);
      return found && frame && frameOn(extentOf(found.kind, found.pointsPx), frame);
    },
    instanceOf: (image) => measurements.frameOf(image)?.instance,
    cursor: cursor.state,
    point() {
      const view = activeView();
      if (!view) return false;
      if (hand.draft && !cursor.isIn(view)) return hand.finish();
      past().seal();
      return cursor.press(view);
    },
    steer(right, down) {
      const view = activeView();
      if (!view || !cursor.isIn(view)) return false;
      past().run();
      return cursor.steer(view, right, down);
    },
    cancel() {
      if (!hand.cancel()) return cursor.hide();
      cursor.cancelled();
      return true;
    },
    finish: () => hand.finish(),
    nudge(right, down) {
      const view = activeView();
      past().run();
      return view !== undefined && hand.nudge(view, right, down);
    },
    async restore(marks, finding) {
      await know(marks);
      const named = marks.map((mark, at) => {
        const isFinding = at === 0 && finding !== undefined;
        return { ...mark, id: crypto.randomUUID(), ...(isFinding ? { tracking: finding } : {}) };
      });
      const [first] = named;
      if (first && finding !== undefined) sent.add(first.id);
      const lost = new Set<Mark>(receive(() => measurements.addSent(named)));
      linked = named.flatMap(({ id }) => find(id) ?? []);
      return marks.filter((_, at) => lost.has(named[at] ?? _));
    },
    async adopt(list) {
      await know(list);
      const here = new Set(all().map(({ id }) => id));
      const fresh = list.filter(({ id }) => !here.has(id));
      const lost = receive(() => {
        for (const one of list) if (here.has(one.id)) measurements.claim(one);
        const unknown = new Set(measurements.add(fresh));
        for (const one of fresh) {
          const old =
            !unknown.has(one) && all().find(({ id, tracking }) => tracking === one.tracking && sent.has(id));
          if (old) measurements.drop(old.id);
        }
        return unknown;
      });
      const { tracking } = sought.getState();
      if (tracking !== undefined) arrive(tracking);
      void readAll();
      return [...lost];
    },
    async showRemote(list) {
      lent = list;
      // Each series is asked for once: it may be one that the archive refuses.
      const fresh = (list ?? []).filter((one) => !lentSeries.has(seriesKey(one.study, one.series)));
      for (const one of fresh) lentSeries.add(seriesKey(one.study, one.series));
      if (fresh.length > 0) await know(fresh);
      receive(() => measurements.showRemote(lent));
    },
    star: (images) => receive(() => updateView(views, (view) => addKeyImages(view, images))),
    readAll,
    signed: (ids, origin) => measurements.sign(ids, origin),
  };
}

/** Points of copies have been to millimetres and back. */
const SAME_PX = 1e-3;

const isSamePlace = (one: Measurement, other: Measurement): boolean =>
  one.kind === other.kind &&
  one.series === other.series &&
  one.study === other.study &&
  one.pointsPx.length === other.pointsPx.length &&
  one.pointsPx.every(([column, row], i) => {
    const [otherColumn, otherRow] = other.pointsPx[i] ?? [NaN, NaN];
    return Math.hypot(column - otherColumn, row - otherRow) < SAME_PX;
  });
