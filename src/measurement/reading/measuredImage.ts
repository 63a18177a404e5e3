import type { ValueRange } from '@/dicom/transforms/padding';
import type { RegionAxes } from '@/dicom/geometry/ultrasoundRegions';
import type { PointPx } from '@/dicom/geometry/pointPx';

/** What is needed of the image to read a measurement. */
export interface MeasuredImage {
  readonly rows: number;
  readonly columns: number;
  /** Modality values, row-major; absent for colour and while the image is not loaded. */
  readonly values?: ArrayLike<number>;
  /** Modality values that stand for no image. */
  readonly padding?: ValueRange;
  /** Unit of the readings; empty when unknown. */
  readonly unit: string;
  /** Reading = modality value * factor: standardized uptake values. Absent: 1. */
  readonly factor?: number;
  /** Size of a pixel in mm; absent where it is not known: lengths are then in pixels. */
  readonly spacing?: { readonly rowMm: number; readonly columnMm: number };
  /** Height and width of a pixel in proportion, where its size is not known: angles need no more. */
  readonly proportions?: readonly [row: number, column: number];
  /** Height and width of a pixel as it is drawn on the screen; absent: square. */
  readonly drawn?: readonly [row: number, column: number];
  /** In an ultrasound region of time, velocity or the like, what the axes count: there are no lengths. */
  readonly axes?: RegionAxes;
  /** A picture made by the archive, at whatever size and window: nothing on it is a number. */
  readonly isRendered?: boolean;
  /** The points lie in ultrasound regions of their own: nothing leads from one to another. */
  readonly isCrossing?: boolean;
}

/** Image pixels to a flat plane in mm, or in pixels of the right shape where spacing is unknown. */
export const flatten =
  ({ spacing, proportions: [row, column] = [1, 1] }: MeasuredImage) =>
  ([x, y]: PointPx): PointPx =>
    spacing ? [x * spacing.columnMm, y * spacing.rowMm] : [(x * column) / row, y];

export const distance = ([x1, y1]: PointPx, [x2, y2]: PointPx): number => Math.hypot(x2 - x1, y2 - y1);
