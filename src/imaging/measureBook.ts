import { eventTarget, type RenderingEngine } from '@cornerstonejs/core';
import {
  annotation as annotations,
  Enums,
  utilities as toolUtilities,
  type Types as ToolTypes,
} from '@cornerstonejs/tools';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Mark, Measurement, NotesPatch } from '@/view/measurement';
import type { ViewStore } from '@/view/viewStore';
import { addMark, createReader, moveMark, setNotes, type DrawnMark, type FindFrame } from './annotationStore';
import type { Measures } from './contract';
import { createFrameGate } from './frameGate';

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
export class MeasureBook {
  readonly store: StoreApi<Measures> = createStore<Measures>(() => ({ list: [] }));
  readonly reader: ReturnType<typeof createReader>;
  private readonly find: FindFrame;
  private readonly engine: RenderingEngine;
  private readonly gate = createFrameGate(() => this.write());
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
      .filter(isDrawn);
    const selected = annotations.selection.getAnnotationsSelected()[0];
    const next: Measures = { list, ...(selected === undefined ? {} : { selected }) };
    if (JSON.stringify(next) !== JSON.stringify(this.store.getState())) this.store.setState(next, true);
  }

  /** Adds marks; false where the image is not known yet. */
  add(mark: DrawnMark): boolean {
    const frame = this.frameOf(mark);
    if (!frame) return false;
    addMark(mark, frame);
    this.redraw();
    return true;
  }

  /** Adds a mark that came with a link: what its millimetres were on the sender's screen stays known. */
  addSent(mark: Mark): boolean {
    return this.add({ ...mark, ...(mark.basis ? { sentBasis: mark.basis } : {}) });
  }

  /** Makes the annotations those of `list`: undo and redo. */
  replace(list: readonly Measurement[]): void {
    const wanted = new Map(list.map((one) => [one.id, one]));
    for (const one of this.all()) {
      const id = one.annotationUID ?? '';
      const target = wanted.get(id);
      const frame = target && this.frameOf(target);
      if (!target) annotations.state.removeAnnotation(id);
      else if (frame) moveMark(one, target, frame);
      wanted.delete(id);
    }
    for (const one of wanted.values()) this.add(one);
    this.redraw();
    this.write();
  }

  select(id: string): void {
    annotations.selection.setAnnotationSelected(id, true, false);
    this.redraw();
    this.write();
  }

  annotate(id: string, patch: NotesPatch): void {
    const one = annotations.state.getAnnotation(id);
    const before = one && this.reader.measurement(one);
    if (!one || !before) return;
    const kept = Object.fromEntries(
      Object.entries({ ...before, ...patch }).filter(([, value]) => value !== undefined),
    );
    setNotes(one, kept);
    this.redraw();
    this.write();
  }

  remove(id: string): void {
    annotations.state.removeAnnotation(id);
    this.redraw();
    this.write();
  }

  redraw(): void {
    const viewportIds = this.engine.getViewports().map(({ id }) => id);
    toolUtilities.triggerAnnotationRenderForViewportIds(viewportIds);
  }

  dispose(): void {
    this.gate.stop();
    this.unfollow();
    for (const event of WATCHED) eventTarget.removeEventListener(event, this.changed);
    annotations.state.removeAllAnnotations();
  }

  private frameOf(mark: Mark) {
    return this.find(this.imageIdOf(mark));
  }

  /** Set by the engine, which knows the archive's id. */
  imageIdOf: (mark: Mark) => string = () => '';
}

/** A click without a drag leaves a line of no length: not a measurement. */
const isDrawn = ({ kind, pointsPx }: Measurement): boolean =>
  kind === 'probe' ||
  pointsPx.some(([x, y]) => Math.hypot(x - (pointsPx[0]?.[0] ?? x), y - (pointsPx[0]?.[1] ?? y)) > 1e-6);
