import type { FrameKey } from '@/archive/contract/archive';
import { frameId } from './protocol';
import type { Wanted } from './wanted';

/** One frame still to come. */
export interface MissingFrame {
  readonly wanted: Wanted;
  readonly frame: number;
}

export const wantedKey = ({ study, series, sop }: Wanted, frame: number): FrameKey => ({
  study,
  series,
  sop,
  frame,
});

/** Which frames of a series have not been told of yet, by instance, in the order they were asked for. */
export interface Missing {
  /** Frames. */
  readonly size: number;
  /** Instances with a frame missing. */
  readonly instances: number;
  /** Anything asked for of this object, missing or not. */
  wanted(sop: string): Wanted | undefined;
  has(sop: string, frame: number): boolean;
  /** Frames of an instance that are missing, ascending. */
  of(sop: string): readonly number[];
  remove(sop: string, frame: number): void;
  list(): readonly MissingFrame[];
}

export function createMissing(all: readonly Wanted[], had: ReadonlySet<string>): Missing {
  const bySop = new Map<string, Wanted>();
  const open = new Map<string, Set<number>>();
  let size = 0;
  for (const wanted of all) {
    if (bySop.has(wanted.sop)) continue;
    bySop.set(wanted.sop, wanted);
    const frames = new Set<number>();
    for (let frame = 1; frame <= wanted.frames; frame += 1)
      if (!had.has(frameId(wanted.sop, frame))) frames.add(frame);
    if (frames.size > 0) open.set(wanted.sop, frames);
    size += frames.size;
  }
  return {
    get size() {
      return size;
    },
    get instances() {
      return open.size;
    },
    wanted: (sop) => bySop.get(sop),
    has: (sop, frame) => open.get(sop)?.has(frame) === true,
    of: (sop) => [...(open.get(sop) ?? [])],
    remove(sop, frame) {
      const frames = open.get(sop);
      if (frames?.delete(frame) !== true) return;
      size -= 1;
      if (frames.size === 0) open.delete(sop);
    },
    list: () =>
      [...open].flatMap(([sop, frames]) => {
        const wanted = bySop.get(sop);
        return wanted === undefined ? [] : [...frames].map((frame) => ({ wanted, frame }));
      }),
  };
}
