import type { ArchiveError } from '@/archive/contract/archiveError';
import type { PaneFault } from '@/imaging/pane/paneStore';

/** States of a frame, as SeriesLoad.had says them. */
const ABSENT = 0;
const LOADED = 1;
const FAILED = 2;

/** How many streams ask for a frame that was lost on the way; for one that is not what was asked for, one does. */
const STREAMS_LOST = 2;

/** What became of each frame of a series, by its place from 0: not here, here, or failed and why. */
export class FrameStates {
  private readonly states: Uint8Array;
  private readonly errors = new Map<number, PaneFault>();
  /** Frames that came and then came otherwise: which one is true nobody knows, so neither comes back by itself. */
  private readonly contradicted = new Map<number, ArchiveError>();
  /** How many streams gave a frame up, each after tries of its own: scrolling by does not ask for it for ever. */
  private readonly givenUp = new Map<number, number>();

  constructor(count: number) {
    this.states = new Uint8Array(count);
  }

  /** How many frames there are, are here and failed; `had` is a copy. */
  counts(): { wanted: number; loaded: number; failed: number; had: Uint8Array } {
    const count = (state: number) => this.states.reduce((sum, value) => sum + (value === state ? 1 : 0), 0);
    return {
      wanted: this.states.length,
      loaded: count(LOADED),
      failed: count(FAILED),
      had: this.states.slice(),
    };
  }

  isHere(index: number): boolean {
    return this.states[index] === LOADED;
  }

  /** Places of the frames that are here. */
  here(): readonly number[] {
    return [...this.states.keys()].filter((index) => this.isHere(index));
  }

  /** Why a frame is not here, when that is known. */
  errorAt(index: number): PaneFault | undefined {
    return this.errors.get(index);
  }

  /** How a frame that had come was contradicted. */
  doubtOf(index: number): ArchiveError | undefined {
    return this.contradicted.get(index);
  }

  came(index: number): void {
    this.errors.delete(index);
    this.states[index] = LOADED;
  }

  /** It left the cache. */
  left(index: number): void {
    this.states[index] = ABSENT;
  }

  failed(index: number, fault: PaneFault): void {
    this.errors.set(index, fault);
    this.states[index] = FAILED;
  }

  contradict(index: number, error: ArchiveError): void {
    this.contradicted.set(index, error);
  }

  /** A stream did not bring it. */
  giveUp(index: number): void {
    this.givenUp.set(index, (this.givenUp.get(index) ?? 0) + 1);
  }

  /** Whether a stream has nothing to bring: the frame is here, in doubt, or only the reader's wish asks for it again. */
  isSettled(index: number): boolean {
    return this.contradicted.has(index) || this.isHere(index) || this.isGivenUp(index);
  }

  /** Whether a stream has nothing to bring of any frame but those `isLeftOut` names. */
  areSettled(isLeftOut: (index: number) => boolean): boolean {
    return this.states.every((_, index) => isLeftOut(index) || this.isSettled(index));
  }

  private isGivenUp(index: number): boolean {
    const error = this.errors.get(index);
    if (!error) return false;
    return (this.givenUp.get(index) ?? 0) >= (error.code === 'unreachable' ? STREAMS_LOST : 1);
  }

  /** What failed is as if it had never been asked for. */
  forgive(): void {
    for (const index of this.errors.keys()) this.states[index] = ABSENT;
    this.errors.clear();
    this.contradicted.clear();
    this.givenUp.clear();
  }
}
