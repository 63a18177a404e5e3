/** Frames of a series side by side: from a place, from 0, so many. */
interface Run {
  readonly from: number;
  readonly count: number;
}

/** A window follows its reader once it would move by this share of itself: not at every step. */
const LAG = 0.25;

/** Whether a frame lies in a run. */
const holds = ({ from, count }: Run, index: number): boolean => index >= from && index < from + count;

/**
 * Which frames of a series are kept: all of them where they fit, else those around where its readers look. What is kept is
 * never more than `most`, however many panes show the series.
 */
export class FrameWindow {
  private readonly count: number;
  private readonly most: number;
  private readonly runs = new Map<object, Run>();
  /** Where each reader looked last. */
  private readonly places = new Map<object, number>();

  /** `most`: so many frames may be kept at once, at least one. */
  constructor(count: number, most: number) {
    this.count = count;
    this.most = Math.max(1, most);
  }

  /** The series is larger than what may be kept of it. */
  get isPartial(): boolean {
    return this.most < this.count;
  }

  /** A reader looks at a frame; whether other frames are kept than before. */
  look(reader: object, index: number): boolean {
    if (!this.isPartial) return false;
    this.places.set(reader, index);
    const before = this.runs.get(reader);
    if (!before) {
      this.share();
      return true;
    }
    const next = this.around(index, before.count);
    const isEdge = next.from === 0 || next.from === this.count - next.count;
    const isFar = Math.abs(next.from - before.from) >= LAG * before.count || !holds(before, index);
    if (next.from === before.from || !(isFar || isEdge)) return false;
    this.runs.set(reader, next);
    return true;
  }

  /** A reader looks at another series: the others have its share. Whether there are others. */
  leave(reader: object): boolean {
    if (!this.runs.delete(reader)) return false;
    this.places.delete(reader);
    this.share();
    return this.places.size > 0;
  }

  /** Whether a frame is to be kept, or brought ahead of the hand. */
  keeps(index: number): boolean {
    if (!this.isPartial) return true;
    for (const run of this.runs.values()) if (holds(run, index)) return true;
    return false;
  }

  /** How many frames are kept once all have come. */
  get size(): number {
    if (!this.isPartial) return this.count;
    const kept = new Set<number>();
    for (const { from, count } of this.runs.values())
      for (let index = from; index < from + count; index++) kept.add(index);
    return kept.size;
  }

  private around(index: number, count: number): Run {
    return { from: Math.min(Math.max(0, index - (count >> 1)), this.count - count), count };
  }

  /** All readers have the same share, each around where it looked last. */
  private share(): void {
    const count = Math.max(1, Math.floor(this.most / Math.max(1, this.places.size)));
    for (const [reader, index] of this.places) this.runs.set(reader, this.around(index, count));
  }
}
