import type { SpacingBasis } from '@/dicom/geometry/spacing';

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
