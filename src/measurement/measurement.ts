import type { CodedConcept } from '@/dicom/dataset/coded';
import type { SpacingBasis } from '@/dicom/geometry/spacing';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';

/** The drawing tools whose results are measurements. */
export type MeasurementKind =
  | 'length'
  | 'angle'
  | 'bidirectional'
  | 'ellipse'
  | 'rectangle'
  | 'probe'
  | 'arrow'
  | 'cobb'
  | 'circle'
  | 'freehand'
  | 'spline'
  | 'livewire'
  | 'polyline'
  | 'ratio'
  | 'region';

/** What a link carries of a measurement: where it was drawn, never what it is called. */
export interface Mark {
  readonly kind: MeasurementKind;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  /** From 1. */
  readonly frame: number;
  /**
   * Handles in image pixels: column, row pairs, the middle of the first pixel at 0, 0. Order as drawn: length and arrow
   * start, end; angle arm, vertex, arm; bidirectional long axis then short axis; ellipse bottom, top, left, right as
   * Cornerstone keeps them; rectangle four corners; probe one point; cobb two lines; circle its centre and a point on it;
   * ratio two widths; polyline its points; spline the knots of a closed curve (outline.ts); freehand, livewire and region
   * the corners of a closed contour.
   */
  readonly pointsPx: readonly (readonly [column: number, row: number])[];
  /** Where its millimetres come from; absent where it has none, and in links of older versions. */
  readonly basis?: SpacingBasis;
}

/** One reading of a measurement, e.g. { name: 'length', value: 50.02, unit: 'mm' }. */
export interface Reading {
  readonly name:
    | 'length'
    | 'width'
    | 'angle'
    | 'mean'
    | 'sd'
    | 'min'
    | 'max'
    | 'area'
    | 'value'
    | 'pixels'
    | 'time'
    | 'depth'
    | 'velocity'
    | 'frequency'
    | 'perimeter'
    | 'diameter'
    | 'ratio'
    | 'heart'
    | 'thorax';
  readonly value: number;
  /** UCUM-like as shown: mm, px, mm2, px2, deg, s, cm/s, HU, SUVbw, ... ; empty for numbers without a unit. */
  readonly unit: string;
}

/**
 * Why a number is not told, or not of all that is drawn: the drawing is `crossing` ultrasound regions; the region's `axes`
 * are no lengths; the point or region lies `beside` the image or on `padding`, which is none; the region lies `partly` in
 * the image, and its numbers are of that part; the picture was `rendered` by the archive; the contour is `knotted`: where a
 * line crosses itself, inside and outside cannot be told.
 */
export type Refusal = 'crossing' | 'axes' | 'beside' | 'partly' | 'padding' | 'rendered' | 'knotted';

/** What a measurement says, and what there is to know about it. */
export interface Read {
  readonly readings: readonly Reading[];
  readonly basis?: SpacingBasis;
  readonly refusal?: Refusal;
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
