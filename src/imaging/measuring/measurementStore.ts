import { eventTarget, type RenderingEngine } from '@cornerstonejs/core';
import {
  annotation as annotations,
  Enums,
  utilities as toolUtilities,
  type Types as ToolTypes,
} from '@cornerstonejs/tools';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ownOf, type Measurement, type NotesPatch, type Origin } from '@/measurement/measurement';
import type { KeyImage } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import { addMark, createReader, moveMark, setNotes, type DrawnMark, type FindFrame } from './annotationStore';
import type { Measures, Samples } from '@/imaging/contract';
import { createEagerGate } from '@/imaging/pane/frameGate';
import type { StackFrame } from '@/imaging/stack/stack';

const { Events } = Enums;

/** Drawing makes many events a second; the book is written at most once a frame. */
const WATCHED = [
  Events.ANNOTATION_ADDED,
  Events.ANNOTATION_COMPLETED,
  Events.ANNOTATION_MODIFIED,
  Events.ANNOTATION_REMOVED,
  Events.ANNOTATION_SELECTION_CHANGE,
];

/** The measurements as plain values, kept in step with Cornerstone's annotations. */
export class MeasurementStore {
  readonly store: StoreApi<Measures> = createStore<Measures>(() => ({ list: [] }));
  readonly reader: ReturnType<typeof createReader>;
  private readonly find: FindFrame;
  private readonly engine: RenderingEngine;
  /** Ids in the order of the list; what is not in it comes last. */
  private order: readonly string[] = [];
  /** What was here and was taken away again on this page. */
  private taken: readonly Measurement[] = [];
  /** Ids of what others have drawn who look at this together. */
  private readonly lent = new Set<string>();
  private owned: { readonly of: readonly Measurement[]; readonly own: readonly Measurement[] } = {
    of: [],
    own: [],
  };
  private isDisposed = false;
  private readonly gate = createEagerGate(() => this.write());
  private readonly unfollow: () => void;

  constructor(find: FindFrame, engine: RenderingEngine, views: ViewStore) {
    this.find = find;
    this.engine = engine;
    this.reader = createReader(find, () => views.getState().view);
    this.unfollow = views.subscribe(({ view }, { view: before }) => {
      if (view.calibrations === before.calibrations && view.petUnit === before.petUnit) return;
      this.changed();
      this.redraw();
    });
    for (const event of WATCHED) eventTarget.addEventListener(event, this.changed);
  }

  private readonly changed = () => this.gate.ask();

  private all(): ToolTypes.Annotation[] {
    return annotations.state.getAllAnnotations() as ToolTypes.Annotation[];
  }

  /** Reads everything again: an image that a measurement lies on has arrived. */
  refresh(): void {
    this.gate.ask();
  }

  /** Writes at once what waits for the next animation frame. */
  flush(): void {
    this.write();
  }

  private write(): void {
    const list = this.all()
      .map((one) => this.reader.measurement(one))
      .filter((one) => one !== undefined)
      .filter(isDrawn)
      .map((one) => (this.lent.has(one.id) ? { ...one, isLent: true as const } : one));
    const place = (id: string) => (this.order.includes(id) ? this.order.indexOf(id) : Infinity);
    list.sort((a, b) => (place(a.id) === place(b.id) ? 0 : place(a.id) - place(b.id)));
    this.order = list.map(({ id }) => id);
    const selected = annotations.selection.getAnnotationsSelected()[0];
    const next: Measures = { list, ...(selected === undefined ? {} : { selected }) };
    if (JSON.stringify(next) !== JSON.stringify(this.store.getState())) this.store.setState(next, true);
  }

  /** Adds marks; false where the image is not known yet. */
  add(mark: DrawnMark): boolean {
    const frame = this.frameOf(mark);
    if (!frame) return false;
    const id = mark.id ?? crypto.randomUUID();
    addMark({ ...mark, id }, frame);
    // Cornerstone keeps annotations by tool and space, not in the order they came.
    this.order = [...this.order, id];
    this.redraw();
    return true;
  }

  /** Adds a mark that came with a link: what its millimetres were on the sender's screen stays known. */
  addSent(mark: DrawnMark): boolean {
    return this.add({ ...mark, ...(mark.basis ? { sentBasis: mark.basis } : {}) });
  }

  /** Makes the annotations those of `list`: undo and redo. */
  replace(list: readonly Measurement[]): void {
    const wanted = new Map(list.map((one) => [one.id, one]));
    for (const one of this.all()) {
      const id = one.annotationUID ?? '';
      if (this.lent.has(id)) continue;
      const target = wanted.get(id);
      const frame = target && this.frameOf(target);
      if (!target) this.take(one);
      else if (frame) moveMark(one, target, frame);
      wanted.delete(id);
    }
    for (const one of wanted.values()) this.add(one);
    this.order = [...list.map(({ id }) => id), ...this.lent];
    this.redraw();
    this.write();
  }

  /** What was drawn on this page, or opened here: the same list until that changes. */
  get own(): readonly Measurement[] {
    const { list } = this.store.getState();
    if (this.owned.of !== list) this.owned = { of: list, own: ownOf(list) };
    return this.owned.own;
  }

  /** What others showed turns out to be this page's own work: they had it from here. */
  claim(mark: DrawnMark): void {
    const id = mark.id ?? '';
    const frame = this.frameOf(mark);
    const here = annotations.state.getAnnotation(id);
    if (frame && here && this.lent.delete(id)) moveMark(here, mark, frame);
  }

  /** Draws what others have drawn, in the place of what was there of theirs. The viewer may have gone meanwhile. */
  showRemote(list: readonly DrawnMark[]): void {
    if (this.isDisposed) return;
    const wanted = new Set(list.map(({ id }) => id));
    for (const id of this.lent) {
      if (wanted.has(id)) continue;
      annotations.state.removeAnnotation(id);
      this.lent.delete(id);
    }
    const own = new Map(this.own.map((one) => [one.id, one]));
    const tracked = new Set(this.own.map(({ tracking }) => tracking));
    for (const mark of list) {
      const { id = '' } = mark;
      const frame = this.frameOf(mark);
      const here = annotations.state.getAnnotation(id);
      const before = own.get(id);
      if (!frame || before?.origin) continue;
      if (here && before) moveMark(here, { ...before, pointsPx: mark.pointsPx }, frame);
      else if (here) moveMark(here, mark, frame);
      // The same finding out of a document of the archive is here already.
      else if (!tracked.has(mark.tracking ?? '') && this.addSent(mark)) this.lent.add(id);
    }
    this.redraw();
    this.write();
  }

  select(id: string): void {
    annotations.selection.setAnnotationSelected(id, true, false);
    this.onSelect(id);
    this.redraw();
    this.write();
  }

  annotate(ids: readonly string[], patch: NotesPatch): void {
    for (const id of ids) {
      const one = annotations.state.getAnnotation(id);
      const before = one && this.reader.measurement(one);
      if (!one || !before) continue;
      const kept = Object.fromEntries(
        Object.entries({ ...before, ...patch }).filter(([, value]) => value !== undefined),
      );
      setNotes(one, kept);
    }
    this.redraw();
    this.write();
  }

  /** Gives a measurement another place in the list, from 0. */
  move(id: string, to: number): void {
    if (!this.order.includes(id)) return;
    const rest = this.order.filter((one) => one !== id);
    this.order = [...rest.slice(0, to), id, ...rest.slice(to)];
    this.write();
  }

  /** The values under a drawing. */
  samples(id: string): Samples | undefined {
    const one = annotations.state.getAnnotation(id);
    return one && this.reader.samples(one);
  }

  /** Notes the document that measurements now stand in. */
  sign(ids: readonly string[], origin: Origin): void {
    for (const id of ids) {
      const one = annotations.state.getAnnotation(id);
      const before = one && this.reader.measurement(one);
      if (one && before) setNotes(one, { ...before, origin });
    }
    this.write();
  }

  /** What was deleted on this page and is not here. */
  get removed(): readonly Measurement[] {
    const here = new Set(this.own.map(({ tracking }) => tracking));
    return this.taken.filter(({ tracking }) => !here.has(tracking));
  }

  /** Deletes a measurement. */
  remove(id: string): void {
    const one = annotations.state.getAnnotation(id);
    if (one) this.take(one);
    this.drop(id);
  }

  /** Takes a measurement off the page that nobody deleted: something else stands in its place. */
  drop(id: string): void {
    annotations.state.removeAnnotation(id);
    this.lent.delete(id);
    this.redraw();
    this.write();
  }

  private take(one: ToolTypes.Annotation): void {
    const id = one.annotationUID ?? '';
    const before = this.lent.has(id) ? undefined : this.reader.measurement(one);
    if (before) this.taken = [...this.taken.filter(({ tracking }) => tracking !== before.tracking), before];
    annotations.state.removeAnnotation(id);
  }

  redraw(): void {
    this.onRedraw();
    const viewportIds = this.engine.getViewports().map(({ id }) => id);
    toolUtilities.triggerAnnotationRenderForViewportIds(viewportIds);
  }

  dispose(): void {
    this.isDisposed = true;
    this.gate.stop();
    this.unfollow();
    for (const event of WATCHED) eventTarget.removeEventListener(event, this.changed);
    annotations.state.removeAllAnnotations();
  }

  /** The image a measurement lies on, in any series that was opened. */
  frameOf(mark: KeyImage): StackFrame | undefined {
    return this.find(this.imageIdOf(mark));
  }

  /** Told when a measurement is chosen, in the list or under the pointer; not when it has just been drawn. */
  onSelect: (id: string) => void = () => undefined;

  /** Told before what has changed is drawn anew. */
  onRedraw: () => void = () => undefined;

  /** Set by the engine, which knows the archive's id. */
  imageIdOf: (mark: KeyImage) => string = () => '';
}

/** A click without a drag leaves a line of no length: not a measurement. */
const isDrawn = ({ kind, pointsPx }: Measurement): boolean =>
  kind === 'probe' ||
  pointsPx.some(([x, y]) => Math.hypot(x - (pointsPx[0]?.[0] ?? x), y - (pointsPx[0]?.[1] ?? y)) > 1e-6);
