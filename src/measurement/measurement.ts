import type { CodedConcept } from '@/dicom/dataset/coded';
import type { SpacingBasis } from '@/dicom/geometry/spacing';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { MeasurementKind } from './kinds';
import type { Read } from './reading/reading';

export type { MeasurementKind } from './kinds';
export type { Read, Reading, Refusal } from './reading/reading';

/** What a link carries of a measurement: where it was drawn, never what it is called. */
export interface Mark {
  readonly kind: MeasurementKind;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  /** From 1. */
  readonly frame: number;
  /**
   * Handles in image pixels: column, row pairs, the middle of the first pixel at 0, 0. Their order is
   * told by each row of KINDS (kinds/).
   */
  readonly pointsPx: readonly (readonly [column: number, row: number])[];
  /** Where its millimetres come from; absent where it has none, and in links of older versions. */
  readonly basis?: SpacingBasis;
}

/** What a person says of a measurement. Texts: never in a link, never in storage unencrypted. */
export interface Notes {
  /** The name a person gave it; an arrow's text. */
  readonly label: string;
  /** What was found, where and on which side, from the site's list. */
  readonly finding?: CodedConcept;
  readonly site?: CodedConcept;
  readonly laterality?: CodedConcept;
  /** Place in the palette of drawing colours, from 1; absent: the usual yellow. */
  readonly colour?: number;
  /** Cannot be moved or reshaped. */
  readonly isLocked?: boolean;
  readonly isHidden?: boolean;
}

/** Changes of notes; a field that is there with `undefined` goes back to its default. */
export type NotesPatch = { readonly [Field in keyof Notes]?: Notes[Field] | undefined };

/** Where a measurement came from, when it was not drawn here. */
export interface Origin {
  /** The document (SR, presentation state) it was read from, or was last saved in and read back from. */
  readonly sop: SopUid;
  readonly series: SeriesUid;
  /** Who signed it, as shown. */
  readonly author?: string;
  /** ISO 8601, as the document says. */
  readonly at?: string;
}

/** What makes a measurement again: a draft, or one read from a document. */
export interface Adopted extends Mark, Notes {
  readonly id: string;
  /**
   * Tracking Unique Identifier (112040), PS3.16 TID 1501: the same finding keeps it through every version of every
   * document.
   */
  readonly tracking: string;
  readonly origin?: Origin;
  readonly sentBasis?: SpacingBasis;
}

/** A measurement as people see it: a mark with its readings and notes. */
export interface Measurement extends Adopted, Read {
  /** Points in the patient's coordinates (LPS, mm), parallel to pointsPx; absent where geometry is unknown. */
  readonly pointsLps?: readonly (readonly [x: number, y: number, z: number])[];
  /** Drawn by somebody else who looks at this together: theirs to keep. */
  readonly isLent?: true;
}

/** Without what others have drawn. */
export const ownOf = (list: readonly Measurement[]): readonly Measurement[] =>
  list.some(({ isLent }) => isLent) ? list.filter(({ isLent }) => !isLent) : list;
