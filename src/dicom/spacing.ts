import { items, number, numbers, text, type DicomJson } from './dicomJson';
import { frameNumbers } from './functionalGroups';
import type { Instance } from './instance';
import { TAG } from './tags';

/** Where millimetres come from (PS3.3 10.7.1). `imager`: measured at the detector. `none`: lengths are in pixels. */
export type SpacingSource = 'pixel' | 'imager' | 'ultrasound' | 'none';

/**
 * What to tell beside a length: `calibrated` by known geometry or a fiducial, `recalibrated` in a way the file does not
 * tell, `uncalibrated` = the plane it holds for is not said, `magnified` = divided by the magnification, `outside` any
 * ultrasound region with lengths, `several` regions of different scale.
 */
export type SpacingNote =
  'calibrated' | 'recalibrated' | 'uncalibrated' | 'magnified' | 'outside' | 'several';

/** Millimetres a pixel. With source `none` both are 1 and count pixels. */
export interface Spacing {
  /** Between rows: vertical. */
  readonly rowMm: number;
  /** Between columns: horizontal. */
  readonly columnMm: number;
  readonly source: SpacingSource;
  readonly note?: SpacingNote;
  /** By how much lengths at the detector were divided, with note `magnified`. */
  readonly magnification?: number;
}

/** An image point: column, row; the middle of the first pixel is 0, 0. */
type PointPx = readonly [column: number, row: number];

const PROJECTIONS: ReadonlySet<string> = new Set([
  'CR',
  'DX',
  'MG',
  'XA',
  'RF',
  'IO',
  'PX',
  'RG',
  'DR',
  'XC',
]);
const ULTRASOUND: ReadonlySet<string> = new Set(['US', 'IVUS']);

const none = (note?: SpacingNote): Spacing => ({
  rowMm: 1,
  columnMm: 1,
  source: 'none',
  ...(note ? { note } : {}),
});

/** A row\column pair of positive numbers. */
function pair(values: readonly number[]): readonly [row: number, column: number] | undefined {
  const [row = 0, column = 0] = values;
  return row > 0 && column > 0 ? [row, column] : undefined;
}

const CM = 3;
const MM_PER_CM = 10;

/** Spacing of one ultrasound region; undefined where its axes are not both lengths (M-mode, Doppler): PS3.3 C.8.5.5. */
function regionSpacing(region: DicomJson): Spacing | undefined {
  const isLength =
    number(region, TAG.PhysicalUnitsXDirection) === CM && number(region, TAG.PhysicalUnitsYDirection) === CM;
  const rowMm = Math.abs(number(region, TAG.PhysicalDeltaY) ?? 0) * MM_PER_CM;
  const columnMm = Math.abs(number(region, TAG.PhysicalDeltaX) ?? 0) * MM_PER_CM;
  return isLength && rowMm > 0 && columnMm > 0 ? { rowMm, columnMm, source: 'ultrasound' } : undefined;
}

function contains(region: DicomJson, [column, row]: PointPx): boolean {
  const edge = (tag: string) => number(region, tag) ?? Number.NaN;
  return (
    column >= edge(TAG.RegionLocationMinX0) - 0.5 &&
    column <= edge(TAG.RegionLocationMaxX1) + 0.5 &&
    row >= edge(TAG.RegionLocationMinY0) - 0.5 &&
    row <= edge(TAG.RegionLocationMaxY1) + 0.5
  );
}

const isSame = (a: Spacing | undefined, b: Spacing | undefined): boolean =>
  a?.rowMm === b?.rowMm && a?.columnMm === b?.columnMm;

/** Spacing at a point of an ultrasound image; without a point, what holds for all its regions, else none. */
function ofRegions(regions: readonly DicomJson[], pointPx: PointPx | undefined): Spacing {
  const here = pointPx ? regions.filter((region) => contains(region, pointPx)) : regions;
  const spacings = here.map(regionSpacing);
  const [first] = spacings;
  if (!spacings.every((other) => isSame(other, first))) return none('several');
  return first ?? none('outside');
}

/** Ratio of detector distance to object distance, as said or as the distances say; undefined when 1 or not known. */
function magnificationOf(dataset: DicomJson): number | undefined {
  const said = number(dataset, TAG.EstimatedRadiographicMagnificationFactor);
  const toDetector = number(dataset, TAG.DistanceSourceToDetector) ?? 0;
  const toPatient = number(dataset, TAG.DistanceSourceToPatient) ?? 0;
  const factor = said ?? (toDetector > 0 && toPatient > 0 ? toDetector / toPatient : undefined);
  return factor !== undefined && factor > 1 ? factor : undefined;
}

/** Radiographs (PS3.3 10.7.1.1 to 10.7.1.3): a length depends on the depth it lies in. */
function ofProjection(dataset: DicomJson, frame: number): Spacing {
  const imager = pair(numbers(dataset, TAG.ImagerPixelSpacing));
  const pixel = pair(frameNumbers(dataset, frame, TAG.PixelMeasuresSequence, TAG.PixelSpacing));
  const type = text(dataset, TAG.PixelSpacingCalibrationType);
  if (pixel && (type === 'GEOMETRY' || type === 'FIDUCIAL')) {
    return { rowMm: pixel[0], columnMm: pixel[1], source: 'pixel', note: 'calibrated' };
  }
  const isAtDetector = pixel && imager && pixel[0] === imager[0] && pixel[1] === imager[1];
  if (pixel && imager && !isAtDetector) {
    return { rowMm: pixel[0], columnMm: pixel[1], source: 'pixel', note: 'recalibrated' };
  }
  if (imager) {
    const magnification = magnificationOf(dataset);
    const by = magnification ?? 1;
    const spacing = { rowMm: imager[0] / by, columnMm: imager[1] / by, source: 'imager' } as const;
    return magnification === undefined ? spacing : { ...spacing, note: 'magnified', magnification };
  }
  if (!pixel) return none();
  // Not said which plane it holds for: told as at the detector, the lesser claim.
  return { rowMm: pixel[0], columnMm: pixel[1], source: 'imager', note: 'uncalibrated' };
}

/**
 * Millimetres a pixel of a frame, by the rules of its modality (PS3.3 10.7.1, C.8.5.5); `pointPx` tells which ultrasound
 * region is meant. Frames count from 1.
 */
export function readSpacing(instance: Instance, frame: number, pointPx?: PointPx): Spacing {
  const { dataset, modality } = instance;
  const regions = items(dataset, TAG.SequenceOfUltrasoundRegions);
  if (regions.length > 0) return ofRegions(regions, pointPx);
  if (PROJECTIONS.has(modality)) return ofProjection(dataset, frame);
  const pixel = pair(frameNumbers(dataset, frame, TAG.PixelMeasuresSequence, TAG.PixelSpacing));
  if (!pixel) return none();
  const spacing = { rowMm: pixel[0], columnMm: pixel[1], source: 'pixel' } as const;
  return ULTRASOUND.has(modality) ? { ...spacing, note: 'uncalibrated' } : spacing;
}

/** Whether two points of an ultrasound image lie in regions of one scale; elsewhere always: else no length may be shown. */
export function isOneScale(instance: Instance, frame: number, pointsPx: readonly PointPx[]): boolean {
  const [first, ...others] = pointsPx.map((point) => readSpacing(instance, frame, point));
  return others.every((other) => isSame(other, first) && other.source === first?.source);
}
