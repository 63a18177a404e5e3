import { createStore } from 'zustand/vanilla';
import { newUid } from '@/dicom/dataset/uid';
import { addKeyImages, patchPane, showImage } from '@/view/actions';
import type { Measurement } from '@/measurement/measurement';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { FrameRef } from '@/dicom/dataset/instance';
import type { Measuring } from '@/imaging/contract';
import type { DrawingTools } from '@/imaging/drawing/drawingTools';
import { extentOf, frameOn } from '@/imaging/measuring/framing';
import type { OpenSeries } from '@/imaging/series/openSeries';
import type { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { Arrivals } from './arrivals';
import { imagesForCopies } from './copies';
import { followWindows } from './seriesWindows';

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

type ShowParts = Pick<MeasuringParts, 'views' | 'measurements' | 'sizeOf' | 'ends'>;

/** Shows the image of a measurement, framed on it, in the window that its series was last seen with; and selects it. */
function createShow({ views, measurements, sizeOf, ends }: ShowParts): Measuring['show'] {
  const windows = followWindows(views);
  ends.push(windows.stop);
  return (id) => {
    const found = measurements.find(id);
    if (!found) return;
    const frame = measurements.frameOf(found);
    updateView(views, (view) => {
      const before = view.panes;
      const shown = showImage(view, found);
      const pane = shown.panes[shown.active];
      if (!pane || !frame) return shown;
      const isNew = before[shown.active]?.series !== pane.series;
      const window = isNew ? windows.of(found) : undefined;
      const size = sizeOf(shown.active);
      const sight = { rows: frame.rows, columns: frame.columns, ...(size ? { size } : {}) };
      const { zoom, centre } = frameOn(extentOf(found.kind, found.pointsPx), sight, pane);
      return patchPane(shown, shown.active, { zoom, centre, ...(window ? { window } : {}) });
    });
    measurements.select(id);
  };
}

/** Draws a measurement again at its place of other images; how many could bear it. */
function copyTo(measurements: MeasurementStore, found: Measurement, images: readonly FrameRef[]): number {
  const { id: _, origin: _o, sentBasis: _b, isLocked: _l, isHidden: _h, ...drawing } = found;
  const fitting = imagesForCopies(found, images, measurements.list, (mark) => measurements.frameOf(mark));
  measurements.add(fitting.map(({ sop, frame }) => ({ ...drawing, sop, frame, tracking: newUid() })));
  return fitting.length;
}

/** What a person does to measurements that are there: each a step of undo by itself. */
function createEditing({
  measurements,
  past,
}: Pick<MeasuringParts, 'measurements' | 'past'>): Pick<Measuring, 'annotate' | 'remove' | 'move' | 'copy'> {
  const seal = () => past().seal();
  return {
    annotate(id, notes) {
      seal();
      measurements.annotate(typeof id === 'string' ? [id] : id, notes);
    },
    remove(id) {
      seal();
      measurements.remove(id);
    },
    move(id, to) {
      seal();
      measurements.move(id, to);
    },
    copy(id, images) {
      const found = measurements.find(id);
      if (!found || !measurements.frameOf(found)) return 0;
      seal();
      return copyTo(measurements, found, images);
    },
  };
}

type Handling = Pick<
  Measuring,
  | 'cursor'
  | 'under'
  | 'point'
  | 'steer'
  | 'cancel'
  | 'unselect'
  | 'finish'
  | 'nudge'
  | 'unfinished'
  | 'conclude'
  | 'isHeld'
>;

/** What keys and pointers do to what is drawn in the active pane, or being drawn. */
function createHandling({
  drawing: { hand, cursor },
  activeView,
  past,
}: Pick<MeasuringParts, 'drawing' | 'activeView' | 'past'>): Handling {
  return {
    cursor: cursor.state,
    under(x, y, isTouch) {
      const view = activeView();
      if (!view) return undefined;
      const { left, top } = view.element.getBoundingClientRect();
      const hit = hand.hit(view, [x - left, y - top], isTouch ? 'touch' : 'mouse');
      return hit?.drawn.mark.id;
    },
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
    unselect: () => hand.unchoose(),
    finish: () => hand.finish(),
    unfinished: () => hand.unfinished,
    conclude: () => hand.conclude(),
    isHeld: () => hand.isAtWork && !cursor.holds,
    nudge(right, down) {
      const view = activeView();
      past().run();
      return view !== undefined && hand.nudge(view, right, down);
    },
  };
}

/** What can be done with measurements, beside drawing them. */
export function createMeasuring(parts: MeasuringParts): Measuring {
  const { views, measurements, shelf, receive } = parts;
  const sought: Measuring['sought'] = createStore(() => ({}));
  const show = createShow(parts);
  const { showTracked, restore, linked, adopt, showRemote, mirror, amend, readAll } = new Arrivals({
    measurements,
    shelf,
    receive,
    sought,
    show,
  });
  return {
    ...createEditing(parts),
    ...createHandling(parts),
    ...{ sought, show, showTracked, restore, linked, adopt, showRemote, mirror, amend, readAll },
    editing: createStore(() => ({})),
    drop: (id) => receive(() => measurements.drop(id)),
    removed: () => measurements.removed,
    samples: (id) => measurements.samples(id),
    framing(id) {
      const found = measurements.find(id);
      const frame = found && measurements.frameOf(found);
      return found && frame && frameOn(extentOf(found.kind, found.pointsPx), frame);
    },
    instanceOf: (image) => measurements.frameOf(image)?.instance,
    star: (images) => receive(() => updateView(views, (view) => addKeyImages(view, images))),
    signed: (ids, origin) => measurements.sign(ids, origin),
  };
}
