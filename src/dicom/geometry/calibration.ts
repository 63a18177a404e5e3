import type { Instance } from '@/dicom/dataset/instance';
import { readPixel } from '@/dicom/pixels/pixel';
import { pixelProportions, readSpacing, type Spacing } from './spacing';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { PointPx } from './pointPx';
import { regionsOf } from './ultrasoundRegions';

/**
 * A pixel's size as a person said it, by the true length of a line. It holds for the images of one series that have the
 * size and, by their file, the spacing of the one the line was drawn on: another magnification is another calibration.
 */
export interface Calibration {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly rows: number;
  readonly columns: number;
  /** What the file tells, as readSpacing gives it: 1 and 1 where it tells nothing. */
  readonly fileRowMm: number;
  readonly fileColumnMm: number;
  readonly rowMm: number;
  readonly columnMm: number;
}

/** A line shorter than this is no ruler: the hand's half pixel would be more than 5 % of it. */
export const SHORTEST_LINE_PX = 10;
export const LONGEST_LINE_MM = 10_000;
export const SHORTEST_LINE_MM = 0.1;

/** What a pixel can measure by such a line: no calibration says less or more, whoever sends it. */
export const LARGEST_PIXEL_MM = LONGEST_LINE_MM / SHORTEST_LINE_PX;
export const SMALLEST_PIXEL_MM = 1e-6;

/** Six digits, as links carry them: what is read again is what was said. */
const round = (value: number): number => Number(value.toPrecision(6));

/**
 * Whether a person may say what a pixel measures: not where the geometry of the slice tells (CT, MR), which a line drawn by
 * hand cannot better, and not in ultrasound images with regions.
 */
export function canCalibrate(instance: Instance, frame: number): boolean {
  if (regionsOf(instance.dataset).length > 0) return false;
  const { source, note } = readSpacing(instance, frame);
  return source !== 'pixel' || (note !== undefined && note !== 'localizer');
}

const isPixelMm = (mm: number): boolean => mm >= SMALLEST_PIXEL_MM && mm <= LARGEST_PIXEL_MM;

const identity = (instance: Instance, frame: number) => {
  const { rowMm, columnMm } = readSpacing(instance, frame);
  const { rows = 0, columns = 0 } = readPixel(instance.dataset) ?? {};
  return { rows, columns, fileRowMm: round(rowMm), fileColumnMm: round(columnMm) };
};

/** The calibration that makes a line on a frame so long; undefined where none may be, or none can be read off it. */
export function calibrate(
  instance: Instance,
  frame: number,
  [from, to]: readonly [PointPx, PointPx],
  lengthMm: number,
): Calibration | undefined {
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  const isLine = Math.hypot(across, down) >= SHORTEST_LINE_PX;
  if (!isLine || !(lengthMm > 0) || lengthMm > LONGEST_LINE_MM || !canCalibrate(instance, frame)) {
    return undefined;
  }
  const { source, rowMm, columnMm } = readSpacing(instance, frame);
  const [row, column] = source === 'none' ? pixelProportions(instance) : [rowMm, columnMm];
  const scale = lengthMm / Math.hypot(across * column, down * row);
  const { study, series } = instance;
  const of = identity(instance, frame);
  const sizes = { rowMm: round(row * scale), columnMm: round(column * scale) };
  return Object.values(sizes).every(isPixelMm) ? { study, series, ...of, ...sizes } : undefined;
}

const holdsFor = (one: Calibration, instance: Instance, frame: number): boolean => {
  if (one.series !== instance.series || one.study !== instance.study) return false;
  const { rows, columns, fileRowMm, fileColumnMm } = identity(instance, frame);
  return (
    one.rows === rows &&
    one.columns === columns &&
    one.fileRowMm === fileRowMm &&
    one.fileColumnMm === fileColumnMm
  );
};

/** The calibration by hand that holds for a frame. */
export const calibrationFor = (
  calibrations: readonly Calibration[],
  instance: Instance,
  frame: number,
): Calibration | undefined =>
  calibrations.length === 0 || !canCalibrate(instance, frame)
    ? undefined
    : calibrations.findLast((one) => holdsFor(one, instance, frame));

/** Millimetres a pixel: as a person calibrated the image, else as its file tells. */
export function spacingOf(
  instance: Instance,
  frame: number,
  calibrations: readonly Calibration[],
  pointsPx: readonly PointPx[] = [],
): Spacing {
  const byHand = calibrationFor(calibrations, instance, frame);
  if (!byHand) return readSpacing(instance, frame, pointsPx);
  return { rowMm: byHand.rowMm, columnMm: byHand.columnMm, source: 'hand' };
}

/** Calibrations with one more: it takes the place of that of the same images. */
export const withCalibration = (
  calibrations: readonly Calibration[],
  added: Calibration,
): readonly Calibration[] => [...withoutCalibration(calibrations, added), added];

const SAME = ['study', 'series', 'rows', 'columns', 'fileRowMm', 'fileColumnMm'] as const;

/** Calibrations without that of the images that `removed` holds for. */
export const withoutCalibration = (
  calibrations: readonly Calibration[],
  removed: Calibration,
): readonly Calibration[] => calibrations.filter((one) => SAME.some((key) => one[key] !== removed[key]));
