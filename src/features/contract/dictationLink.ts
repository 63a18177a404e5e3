import type { MeasuredOn } from '@/measurement/report/observations';
import type { StudyPlace } from '@/protocol/reading';

/**
 * Why the dictation is said to show something else. `study`: it does; `absent`, `several`, `archive`: and what it shows was not
 * found here, was found more than once, could not be looked for; `patient`: what it shows bears that study's or accession number
 * with another patient's ID; `room`: this page does not follow while people look together; `unfollowed`: another program did not
 * follow; `untold`: it could not be told of this study.
 */
export type CastDiffers =
  'study' | 'absent' | 'several' | 'archive' | 'patient' | 'room' | 'unfollowed' | 'untold';

/** How the screen and the dictation stand to each other. */
export interface CastStanding {
  /** `refused`: it is not tried again. */
  readonly line: 'joining' | 'open' | 'lost' | 'refusedRole' | 'refusedHub';
  /** Undefined: they show the same, or one of them shows nothing. */
  readonly differs: CastDiffers | undefined;
  /** What the program that did not follow calls itself. */
  readonly who?: string | undefined;
  /** What is open there can be opened here. */
  readonly canOpen: boolean;
  /** What is on the screen can be shown there. */
  readonly canTell: boolean;
  readonly canInsert: CastInsertable;
  /** Tracking Unique Identifiers of the measurements that this page has put into the report that is open there. */
  readonly inserted: readonly string[];
}

/**
 * Whether measurements of the study on the screen can go into the report that is open there: `line`: there is no line to it; `differs`: it
 * shows something else, or may; `noReport`: it has no report of this study open; `unknown`: whose study this is the archive has not said.
 */
export type CastInsertable = 'yes' | 'line' | 'differs' | 'noReport' | 'unknown';

/** Measurements for the report. */
export interface CastInsertion {
  readonly measured: readonly MeasuredOn[];
  /** Tracking Unique Identifiers of all that is measured: what was put in and is not among them is taken out. */
  readonly present: ReadonlySet<string>;
}

/**
 * What came of it. `done`: with how many were put in and how many taken out; `nothing`: none of them has a number to rely on;
 * `changed`: another program writes into it or opened another report; `lost`: nobody knows whether it was made; `broken`: a part of
 * this page is missing.
 */
export type CastInserted =
  | { readonly is: 'done'; readonly putCount: number; readonly goneCount: number }
  | { readonly is: CastNotInserted };
export type CastNotInserted =
  Exclude<CastInsertable, 'yes'> | 'nothing' | 'role' | 'refused' | 'changed' | 'lost' | 'broken';

/** Who is asked before this page follows the dictation to another study. */
export interface CastGuard {
  /** Asks about unsaved work before `then` ends it; at once where there is none. */
  leave(then: () => void): void;
  /** Goes back to the list, and asks likewise. */
  back(): void;
  isInRoom(): boolean;
}

/** The dictation beside the viewer: each follows the other (FHIRcast). */
export interface DictationLink {
  /** Called after every change. The result ends it. */
  subscribe(changed: () => void): () => void;
  /** The same object while nothing changes. */
  standing(): CastStanding;
  /** What is on the screen; undefined: no study. */
  show(place: StudyPlace | undefined): void;
  /** The screen has somebody to ask before it is left. The result ends it. */
  guardBy(guard: CastGuard): () => void;
  /** Opens here what is open there. */
  openHere(): void;
  /** Tells the dictation of what is on the screen. */
  tellAgain(): void;
  /** Puts measurements of the study on the screen into the report that is open there. Never rejects. */
  insert(asked: CastInsertion): Promise<CastInserted>;
}
