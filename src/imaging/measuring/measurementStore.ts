import { createStore, type StoreApi } from 'zustand/vanilla';
import { newUid } from '@/dicom/dataset/uid';
import { pixelToLps } from '@/dicom/geometry/geometry';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { hasExtent } from '@/measurement/extent';
import {
  ownOf,
  type Adopted,
  type Mark,
  type Measurement,
  type NotesPatch,
  type Origin,
} from '@/measurement/measurement';
import { isSamePlace, isSameValue, keepSame, toAdopted } from '@/measurement/same';
import type { KeyImage } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import type { Measures, Samples } from '@/imaging/contract';
import { createEagerGate } from '@/imaging/pane/frameGate';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import type { MarkReader } from './reader';

/** A mark to draw: perhaps one that was there before, perhaps one that came with a link. */
export type DrawnMark = Mark & Partial<Adopted>;

export interface MeasurementStoreParts {
  readonly reader: MarkReader;
  readonly views: ViewStore;
  /** The image a mark lies on, in any series that was opened. */
  readonly frameOf: (mark: KeyImage) => StackFrame | undefined;
}

/**
 * The measurements: one immutable value that drawing, lists, undo, drafts, links, reports and rooms read. A measurement
 * that did not change is the same object, and so is each part of one that did not (points, codes): who compares, compares
 * by identity.
 */
export class MeasurementStore {
  readonly store: StoreApi<Measures> = createStore<Measures>(() => ({ list: [] }));
  private readonly parts: MeasurementStoreParts;
  /** What was here and was taken away again on this page. */
  private taken: readonly Measurement[] = [];
  private owned: { readonly of: readonly Measurement[]; readonly own: readonly Measurement[] } = {
    of: [],
    own: [],
  };
  /** Ids of what a link brought. */
  private readonly sent = new Set<string>();
  /** What a link brought and others now show as theirs: one drawing, not two. */
  private displaced: readonly Measurement[] = [];
  private isDisposed = false;
  private readonly gate = createEagerGate(() => this.readAgain());
  private readonly unfollow: () => void;
  /** Told when a measurement is chosen, in the list or under the pointer; not when it has just been drawn. */
  onSelect: (id: string) => void = () => undefined;

  constructor(parts: MeasurementStoreParts) {
    this.parts = parts;
    this.unfollow = parts.views.subscribe(({ view }, { view: before }) => {
      if (view.calibrations !== before.calibrations || view.petUnit !== before.petUnit) this.readAgain();
    });
  }

  get list(): readonly Measurement[] {
    return this.store.getState().list;
  }

  /** What was drawn on this page, or opened here: the same list until that changes. */
  get own(): readonly Measurement[] {
    const { list } = this;
    if (this.owned.of !== list) this.owned = { of: list, own: ownOf(list) };
    return this.owned.own;
  }

  /** What was deleted on this page and is not here. */
  get removed(): readonly Measurement[] {
    const here = new Set(this.own.map(({ tracking }) => tracking));
    return this.taken.filter(({ tracking }) => !here.has(tracking));
  }

  find(id: string): Measurement | undefined {
    return this.list.find((one) => one.id === id);
  }

  frameOf(mark: KeyImage): StackFrame | undefined {
    return this.parts.frameOf(mark);
  }

  /** What is read of a drawing, also of one that is no measurement yet. */
  read(mark: Pick<Mark, 'kind' | 'pointsPx'>, frame: StackFrame) {
    return this.parts.reader.read(mark, frame);
  }

  /** The values under a drawing. */
  samples(id: string): Samples | undefined {
    const one = this.find(id);
    const frame = one && this.frameOf(one);
    return frame && this.parts.reader.samples(one, frame);
  }

  /** An image has arrived: what lies on it is read again, at most once an animation frame. */
  refresh(): void {
    if (this.list.length > 0) this.gate.ask();
  }

  /** Reads at once what `refresh` would read. */
  readAgain(): void {
    if (!this.isDisposed) this.put(this.list.map((one) => this.made(one, one) ?? one));
  }

  /** Adds marks; those are given back whose image is not known yet, or that are no drawings. */
  add<T extends DrawnMark>(marks: readonly T[]): readonly T[] {
    const made = marks.map((mark) => (hasExtent(mark) ? this.made(mark) : undefined));
    this.put([...this.list, ...made.filter((one) => one !== undefined)]);
    return marks.filter((_, at) => made[at] === undefined);
  }

  /** Adds marks that came with a link: what their millimetres were on the sender's screen stays known. */
  addSent<T extends DrawnMark>(marks: readonly T[]): readonly T[] {
    for (const { id } of marks) if (id !== undefined) this.sent.add(id);
    const lost = new Set(this.add(marks.map((mark) => asSent(mark))).map(({ pointsPx }) => pointsPx));
    return marks.filter(({ pointsPx }) => lost.has(pointsPx));
  }

  /** Adds what has just been drawn, and selects it. */
  keep(mark: DrawnMark & { readonly id: string }): void {
    const made = this.made(mark);
    if (made && hasExtent(made)) this.put([...this.list, made], { selected: mark.id });
  }

  /** Puts a measurement where image points are; where that would leave nothing of it, it stays as it is. */
  setPoints(id: string, pointsPx: readonly PointPx[]): void {
    this.change([id], (one) => (hasExtent({ kind: one.kind, pointsPx }) ? { ...one, pointsPx } : one));
  }

  /** Puts a measurement's label where an image point is: of this page alone, no step of undo. */
  setLabelPx(id: string, at: PointPx): void {
    const { labelsPx } = this.store.getState();
    this.store.setState({ labelsPx: { ...labelsPx, [id]: at } });
  }

  /** Makes the measurements those of `list`: undo and redo. What others have drawn stays. */
  replace(list: readonly Measurement[]): void {
    const wanted = new Set(list.map(({ id }) => id));
    for (const one of this.own) if (!wanted.has(one.id)) this.take(one);
    const lent = this.list.filter(({ isLent, id }) => isLent && !wanted.has(id));
    this.put([...list.map((one) => this.made(one, this.find(one.id)) ?? one), ...lent]);
  }

  /** What others showed turns out to be this page's own work: they had it from here. */
  claim(mark: DrawnMark): void {
    const lent = this.list.find(({ id, isLent }) => id === mark.id && isLent);
    const own = lent && this.made(mark, lent, false);
    if (own) this.put(this.list.map((one) => (one === lent ? own : one)));
  }

  /**
   * Draws what others have drawn, in the place of what was there of theirs. What a link brought of the same drawing, without
   * its name, makes way, and is here again when nobody shows anything (`undefined`). The viewer may have gone meanwhile.
   */
  showRemote(shown: readonly DrawnMark[] | undefined): void {
    if (this.isDisposed) return;
    const marks = shown ?? [];
    const sent = new Map(marks.map((mark) => [mark.id, mark]));
    const tracked = new Set(this.own.map(({ tracking }) => tracking));
    const isTwin = (one: Measurement) =>
      this.sent.has(one.id) && !one.origin && one.label === '' && !sent.has(one.id) && marks.some(isAt(one));
    const twins = new Set(this.own.filter(isTwin));
    for (const { tracking } of twins) tracked.delete(tracking);
    const back = shown ? [] : this.displaced;
    this.displaced = shown ? [...this.displaced, ...twins] : [];
    const kept = this.list.flatMap((one) => {
      const mark = sent.get(one.id);
      if (!mark) return one.isLent || twins.has(one) ? [] : [one];
      if (one.isLent) return [this.made(asSent(mark), one) ?? one];
      return [one.origin ? one : (this.made({ ...one, pointsPx: mark.pointsPx }, one) ?? one)];
    });
    const here = new Set(kept.map(({ id }) => id));
    // The same finding out of a document of the archive is here already.
    const fresh = marks
      .filter(({ id = '', tracking = '' }) => !here.has(id) && !tracked.has(tracking))
      .map((mark) => this.made(asSent(mark), undefined, true))
      .filter((one) => one !== undefined);
    this.put([...kept, ...fresh.filter(hasExtent), ...back]);
  }

  /** Makes the measurements those of a list that another window keeps; those whose image is not known are left out. */
  mirror(list: readonly Adopted[]): void {
    if (this.isDisposed) return;
    this.put(list.map((one) => this.made(one, this.find(one.id))).filter((one) => one !== undefined));
  }

  /** Does what was done in another window: these are as they are there, those are deleted. What others lend stays theirs. */
  amend(put: readonly Adopted[], removed: readonly string[]): void {
    if (this.isDisposed) return;
    const sent = new Map(put.map((one) => [one.id, one]));
    const gone = new Set(removed);
    const changed = this.list.flatMap((one) => {
      const next = sent.get(one.id);
      sent.delete(one.id);
      if (one.isLent) return [one];
      if (gone.has(one.id)) return (this.take(one), []);
      return [next ? (this.made(next, one) ?? one) : one];
    });
    const fresh = [...sent.values()].map((one) => this.made(one)).filter((one) => one !== undefined);
    this.put([...changed, ...fresh.filter(hasExtent)]);
  }

  select(id: string): void {
    this.put(this.list, { selected: id });
    this.onSelect(id);
  }

  /** None is selected; true when one was. */
  unselect(): boolean {
    const wasSelected = this.store.getState().selected !== undefined;
    this.put(this.list, {});
    return wasSelected;
  }

  annotate(ids: readonly string[], patch: NotesPatch): void {
    this.change(ids, (one) => ({ ...one, ...patch }) as DrawnMark);
  }

  /** Gives a measurement another place in the list, from 0. */
  move(id: string, to: number): void {
    const moved = this.find(id);
    if (!moved) return;
    const rest = this.list.filter((one) => one !== moved);
    this.put([...rest.slice(0, to), moved, ...rest.slice(to)]);
  }

  /** Notes the document that measurements now stand in. */
  sign(ids: readonly string[], origin: Origin): void {
    this.change(ids, (one) => ({ ...one, origin }));
  }

  /** Deletes a measurement. */
  remove(id: string): void {
    const one = this.find(id);
    if (one) this.take(one);
    this.drop(id);
  }

  /** Takes a measurement off the page that nobody deleted: something else stands in its place. */
  drop(id: string): void {
    this.put(this.list.filter((one) => one.id !== id));
  }

  dispose(): void {
    this.isDisposed = true;
    this.gate.stop();
    this.unfollow();
  }

  private take(one: Measurement): void {
    if (one.isLent) return;
    this.taken = [...this.taken.filter(({ tracking }) => tracking !== one.tracking), one];
  }

  private change(ids: readonly string[], to: (one: Measurement) => DrawnMark): void {
    const wanted = new Set(ids);
    this.put(this.list.map((one) => (wanted.has(one.id) ? (this.made(to(one), one) ?? one) : one)));
  }

  /** The measurement of a mark, in the place of `before`; undefined where its image is not known. */
  private made(
    mark: DrawnMark,
    before?: Measurement,
    isLent: boolean = before?.isLent === true,
  ): Measurement | undefined {
    const frame = this.frameOf(mark);
    if (!frame) return undefined;
    // A list of points of its own: what is read of a drawing is known by them.
    const pointsPx =
      before && isSameValue(before.pointsPx, mark.pointsPx) ? before.pointsPx : [...mark.pointsPx];
    const { isLocked, isHidden, ...work } = toAdopted({
      ...mark,
      id: mark.id ?? crypto.randomUUID(),
      tracking: mark.tracking ?? before?.tracking ?? newUid(),
      label: mark.label ?? '',
      pointsPx,
    });
    const { plane, isReal } = drawnPlane(frame.instance, frame.frame);
    const made: Measurement = {
      ...work,
      ...(isLocked ? { isLocked } : {}),
      ...(isHidden ? { isHidden } : {}),
      ...this.read({ kind: mark.kind, pointsPx }, frame),
      ...(isReal ? { pointsLps: toLps(pointsPx, plane, before) } : {}),
      ...(isLent ? { isLent: true as const } : {}),
    };
    return before ? keepSame(before, made) : made;
  }

  private put(list: readonly Measurement[], { selected }: Partial<Measures> = this.store.getState()) {
    const before = this.store.getState();
    const isSameList = list.length === before.list.length && list.every((one, at) => one === before.list[at]);
    const next = isSameList ? before.list : list;
    const isHere = selected !== undefined && next.some(({ id }) => id === selected);
    const chosen = isHere ? selected : undefined;
    if (isSameList && chosen === before.selected) return;
    const { labelsPx } = before;
    this.store.setState(
      {
        list: next,
        ...(chosen === undefined ? {} : { selected: chosen }),
        ...(labelsPx ? { labelsPx } : {}),
      },
      true,
    );
  }
}

const isAt = (one: Mark) => (other: Mark) => isSamePlace(one, other);

type Plane = Parameters<typeof pixelToLps>[0];

const toLps = (
  pointsPx: Measurement['pointsPx'],
  plane: Plane,
  before: Measurement | undefined,
): NonNullable<Measurement['pointsLps']> =>
  before?.pointsPx === pointsPx && before.pointsLps
    ? before.pointsLps
    : pointsPx.map(([column, row]) => pixelToLps(plane, column, row));

const asSent = <T extends DrawnMark>(mark: T): T => (mark.basis ? { ...mark, sentBasis: mark.basis } : mark);
