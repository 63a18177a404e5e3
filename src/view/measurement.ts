import type { SpacingBasis } from '@/dicom/spacing';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/uid';

/** The drawing tools whose results are measurements. */
export type MeasurementKind =
  'length' | 'angle' | 'bidirectional' | 'ellipse' | 'rectangle' | 'probe' | 'arrow';

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
   * Cornerstone keeps them; rectangle four corners; probe one point.
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
    | 'frequency';
  readonly value: number;
  /** UCUM-like as shown: mm, px, mm2, px2, deg, s, cm/s, HU, SUVbw, ... ; empty for numbers without a unit. */
  readonly unit: string;
}

/**
 * Why a number is not told: the drawing is `crossing` ultrasound regions; the region's `axes` are no lengths; the point
 * lies `beside` the image or on `padding`, which is none; the picture was `rendered` by the archive.
 */
export type Refusal = 'crossing' | 'axes' | 'beside' | 'padding' | 'rendered';

/** What a measurement says, and what there is to know about it. */
export interface Read {
  readonly readings: readonly Reading[];
  readonly basis?: SpacingBasis;
  readonly refusal?: Refusal;
}

/** A measurement as people see it: a mark with its readings and name. */
export interface Measurement extends Mark, Read {
  readonly id: string;
  /** The name a person gave it; an arrow's text. Never leaves in a link. */
  readonly label: string;
  /** Points in the patient's coordinates (LPS, mm), parallel to pointsPx; absent where geometry is unknown. */
  readonly pointsLps?: readonly (readonly [x: number, y: number, z: number])[];
  /** Where its millimetres came from on the sender's screen, when it came with a link. */
  readonly sentBasis?: SpacingBasis;
}
