import { number, numbers, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { readFrameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import type { ValueReading } from '@/dicom/values/reading';
import type { PointPx } from './pointPx';
import { regionScale, regionsOf, type RegionAxes } from './ultrasoundRegions';

/**
 * Where millimetres come from (PS3.3 10.7.1). `imager`: measured at the detector. `hand`: a person said how long a line is.
 * `none`: lengths are in pixels.
 */
export type SpacingSource = 'pixel' | 'imager' | 'ultrasound' | 'hand' | 'none';

/**
 * What to tell beside a length: calibrated by known `geometry` or by a `fiducial`; `recalibrated` in a way the file does
 * not tell; `uncalibrated` = the plane it holds for is not said; `magnified` = divided by the magnification; `localizer` =
 * a scout, true at the isocentre; `captured` = a copy of a picture, whose maker vouches for nothing; `conflict` = what the
 * file says cannot be; `unreadable` = it says something that is no number; `implausible` = no mammogram has such pixels; `outside` any ultrasound region; `several` regions; `axes` = a region of time, velocity or the like.
 */
export type SpacingNote =
  | 'geometry'
  | 'fiducial'
  | 'recalibrated'
  | 'uncalibrated'
  | 'magnified'
  | 'localizer'
  | 'captured'
  | 'conflict'
  | 'unreadable'
  | 'implausible'
  | 'outside'
  | 'several'
  | 'axes';

/** Where a number in millimetres comes from: carried with each measurement. */
export interface SpacingBasis {
  readonly source: SpacingSource;
  readonly note?: SpacingNote;
  /** By how much lengths at the detector were divided, with note `magnified`. */
  readonly magnification?: number;
}

/** Millimetres a pixel. With source `none` both are 1 and count pixels. */
export interface Spacing extends SpacingBasis {
  /** Between rows: vertical. */
  readonly rowMm: number;
  /** Between columns: horizontal. */
  readonly columnMm: number;
  /** What the axes count in an ultrasound region that is no picture, with note `axes`. */
  readonly axes?: RegionAxes;
}

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
/**
 * Computed Radiography, Digital X-Ray, Mammography, Intra-Oral, X-Ray Angiographic and Radiofluoroscopic, enhanced ones too:
 * a radiograph whatever its Modality (0008,0060) says, which captures and gateways set to OT or leave out.
 */
const PROJECTION_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(1(\.[123](\.1)?)?|12\.[12](\.1)?)$/;
/** Ultrasound and its multi-frame and retired classes. */
const ULTRASOUND_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(3|6)(\.1)?$/;
/** X-Ray 3D Angiographic, X-Ray 3D Craniofacial, Breast Tomosynthesis: slices under a projection's modality. */
const RECONSTRUCTED: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.13.1.1',
  '1.2.840.10008.5.1.4.1.1.13.1.2',
  '1.2.840.10008.5.1.4.1.1.13.1.3',
]);
const SECONDARY_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.\d)?$/;
const ULTRASOUND: ReadonlySet<string> = new Set(['US', 'IVUS']);

const none = (note?: SpacingNote): Spacing => ({
  rowMm: 1,
  columnMm: 1,
  source: 'none',
  ...(note ? { note } : {}),
});

type Pair = readonly [row: number, column: number];

/** A row\column pair of positive numbers. */
function pair([row = 0, column = 0]: readonly number[]): Pair | undefined {
  return row > 0 && column > 0 ? [row, column] : undefined;
}

/** No pixel is larger (mm), and none that light shows is smaller: the numbers are in another unit. */
const MOST_MM = 100;
const LEAST_MM = 1e-6;
/** Whether so many millimetres can be meant of a pixel. */
export const isPixelSize = (mm: number): boolean => mm >= LEAST_MM && mm <= MOST_MM;

/** A pair, nothing, that it is said to be 0 (so devices write that they do not know), or that it is no pair of numbers. */
function readPair(reading: ValueReading<readonly number[]>): Pair | 'zero' | 'unreadable' | undefined {
  if (reading.kind !== 'value') return reading.kind === 'unreadable' ? 'unreadable' : undefined;
  if (reading.value.length !== 2 || reading.value.some((mm) => mm < 0)) return 'unreadable';
  const found = pair(reading.value);
  if (found && !found.every(isPixelSize)) return 'unreadable';
  return found ?? 'zero';
}

const toSpacing = ([rowMm, columnMm]: Pair, source: SpacingSource, note?: SpacingNote): Spacing => ({
  rowMm,
  columnMm,
  source,
  ...(note ? { note } : {}),
});

function ofRegions(regions: readonly DicomJson[], pointsPx: readonly PointPx[]): Spacing {
  const scale = regionScale(regions, pointsPx);
  if (typeof scale === 'string') return none(scale);
  const { across, down } = scale;
  const isPicture = [across, down].every((axis) => axis === undefined || axis.unit === 'mm');
  if (across?.unit === 'mm' && down?.unit === 'mm') {
    return { rowMm: down.perPx, columnMm: across.perPx, source: 'ultrasound' };
  }
  if (!across && !down) return none();
  // One side of a picture without the other is no scale, and no trace of time either.
  return isPicture ? none('unreadable') : { ...none('axes'), axes: scale };
}

/** More than any system magnifies: percent, or a slip. */
const MOST_MAGNIFIED = 10;
/** Between what is said and what the distances make of it lies the thickness of a body part, and no more. */
const SAME_MAGNIFICATION = 1.1;

/**
 * Ratio of detector distance to object distance, as said or as the distances say; undefined when 1 or not known, `conflict`
 * where the two are of different pictures or it cannot be one.
 */
function magnificationOf(dataset: DicomJson): number | 'conflict' | undefined {
  const said = number(dataset, TAG.EstimatedRadiographicMagnificationFactor);
  const toDetector = number(dataset, TAG.DistanceSourceToDetector) ?? 0;
  const toPatient = number(dataset, TAG.DistanceSourceToPatient) ?? 0;
  const ratio =
    toDetector > 0 && toPatient > 0 && toPatient <= toDetector ? toDetector / toPatient : undefined;
  const factor = said ?? ratio;
  if (factor !== undefined && factor > MOST_MAGNIFIED) return 'conflict';
  if (said !== undefined && ratio !== undefined && said >= 1)
    if (Math.max(said, ratio) / Math.min(said, ratio) > SAME_MAGNIFICATION) return 'conflict';
  return factor !== undefined && factor > 1 ? factor : undefined;
}

/** How Pixel Spacing was calibrated, where that is said (PS3.3 10.7.1.2). */
const CALIBRATIONS: Readonly<Record<string, SpacingNote>> = { GEOMETRY: 'geometry', FIDUCIAL: 'fiducial' };
const calibrationOf = (dataset: DicomJson): SpacingNote | undefined =>
  CALIBRATIONS[text(dataset, TAG.PixelSpacingCalibrationType)?.toUpperCase() ?? ''];

/** Rounding of decimal strings, and no more. */
const ROUNDING = 1.01;

/** A body part before the detector is never smaller than its shadow, and has its shape: else one of the two is wrong. */
function contradict(pixel: Pair, imager: Pair): boolean {
  const [row, column] = [pixel[0] / imager[0], pixel[1] / imager[1]];
  return row > ROUNDING || column > ROUNDING || row / column > ROUNDING || column / row > ROUNDING;
}

/** Pixels of mammograms and sides of their pictures at the detector, mm: what is beyond them was written in another unit, or by mistake. */
const BREAST_PIXEL_MM = [0.01, 1] as const;
const BREAST_SIDE_MM = [20, 600] as const;
const MAMMOGRAPHY_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(1\.2(\.1)?|13\.1\.3)$/;

/** Whether a mammogram can have such pixels; any other picture may. */
export function isPlausible({ dataset, modality, sopClass }: Instance, [rowMm, columnMm]: Pair): boolean {
  if (modality !== 'MG' && !MAMMOGRAPHY_CLASS.test(sopClass)) return true;
  const within = (mm: number, [least, most]: Pair) => mm >= least && mm <= most;
  const sides = [
    [rowMm, number(dataset, TAG.Rows)],
    [columnMm, number(dataset, TAG.Columns)],
  ] as const;
  return sides.every(
    ([mm, count]) => within(mm, BREAST_PIXEL_MM) && (!count || within(mm * count, BREAST_SIDE_MM)),
  );
}

const isRadiograph = ({ modality, sopClass }: Instance): boolean =>
  (PROJECTIONS.has(modality) || PROJECTION_CLASS.test(sopClass)) && !RECONSTRUCTED.has(sopClass);

/** What a file says of its pixels: at the detector, and in the patient. */
function saidPairs({ dataset }: Instance, frame: number) {
  const read = (sequence: string, tag: string) => readPair(readFrameNumbers(dataset, frame, sequence, tag));
  return {
    imager: read(TAG.FramePixelDataPropertiesSequence, TAG.ImagerPixelSpacing),
    pixel: read(TAG.PixelMeasuresSequence, TAG.PixelSpacing),
  };
}

/** Why nobody knows how large a pixel is though the file says something of it; undefined: nothing speaks against what it says. */
export function pixelDoubt(
  instance: Instance,
  frame: number,
): 'unreadable' | 'conflict' | 'implausible' | undefined {
  const { imager, pixel } = saidPairs(instance, frame);
  const said = isRadiograph(instance) ? [imager, pixel] : [pixel];
  if (said.includes('unreadable')) return 'unreadable';
  const pairs = said.filter((one) => typeof one === 'object');
  const [first, second] = pairs;
  if (first && second && contradict(second, first)) return 'conflict';
  return pairs.every((one) => isPlausible(instance, one)) ? undefined : 'implausible';
}

/** Radiographs (PS3.3 10.7.1.1 to 10.7.1.3): a length depends on the depth it lies in. */
function ofProjection(instance: Instance, frame: number): Spacing {
  const { dataset } = instance;
  const said = saidPairs(instance, frame);
  // One that is not known leaves the other as true as it is.
  const [pixel, imager] = [said.pixel, said.imager].map((one) => (typeof one === 'object' ? one : undefined));
  const calibration = calibrationOf(dataset);
  if (pixel && calibration) return toSpacing(pixel, 'pixel', calibration);
  const isAtDetector = pixel && imager && pixel[0] === imager[0] && pixel[1] === imager[1];
  if (pixel && imager && !isAtDetector) return toSpacing(pixel, 'pixel', 'recalibrated');
  if (imager) {
    const magnification = magnificationOf(dataset);
    if (magnification === 'conflict') return none('conflict');
    if (magnification === undefined) return toSpacing(imager, 'imager');
    const [row, column] = imager;
    const spacing = toSpacing([row / magnification, column / magnification], 'imager', 'magnified');
    return { ...spacing, magnification };
  }
  // Not said which plane it holds for: told as at the detector, the lesser claim.
  if (pixel) return toSpacing(pixel, 'imager', 'uncalibrated');
  return none(said.pixel || said.imager ? 'unreadable' : undefined);
}

/** What to tell of Pixel Spacing that is no radiograph's. */
function noteOf({ dataset, modality, sopClass }: Instance): SpacingNote | undefined {
  if (SECONDARY_CAPTURE.test(sopClass)) return calibrationOf(dataset) ?? 'captured';
  const isUltrasound = ULTRASOUND.has(modality) || ULTRASOUND_CLASS.test(sopClass);
  if (modality === 'CT' && texts(dataset, TAG.ImageType)[2] === 'LOCALIZER') return 'localizer';
  return isUltrasound ? 'uncalibrated' : undefined;
}

/**
 * Millimetres a pixel of a frame as its file tells, by the rules of its modality (PS3.3 10.7.1, C.8.5.5). `pointsPx`: what
 * is measured, which must lie in one ultrasound region; without points, what holds everywhere. Frames count from 1.
 */
export function readSpacing(instance: Instance, frame: number, pointsPx: readonly PointPx[] = []): Spacing {
  const { dataset } = instance;
  const regions = regionsOf(dataset);
  if (regions.length > 0) return ofRegions(regions, pointsPx);
  const doubt = pixelDoubt(instance, frame);
  if (doubt) return none(doubt);
  if (isRadiograph(instance)) return ofProjection(instance, frame);
  const { pixel } = saidPairs(instance, frame);
  if (pixel === 'unreadable' || pixel === 'zero') return none('unreadable');
  return pixel ? toSpacing(pixel, 'pixel', noteOf(instance)) : none();
}

/** Height and width of a pixel in proportion, where no size is known: Pixel Aspect Ratio (PS3.3 C.7.6.3.1.7), else square. */
export function pixelProportions({ dataset }: Instance): Pair {
  return pair(numbers(dataset, TAG.PixelAspectRatio)) ?? [1, 1];
}
