import { text, texts } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import type { Orientation, Plane, Triple } from '@/dicom/geometry/geometry';
import { MOST_TURN } from '@/dicom/geometry/volume';
import { isGrey, readPixel } from '@/dicom/pixels/pixel';
import { kindOf } from '@/dicom/series/modality';

/** Why images make no volume. */
export type VolumeRefusal =
  /** Fewer than three places. */
  | 'too-few-slices'
  /** Radiographs, angiograms, tomosynthesis, maximum intensities from all round: no slices of a body. */
  | 'projection'
  | 'localizer'
  | 'colour'
  | 'ultrasound'
  /** Segmentations, dose, and what else is drawn on other volumes; reports, structure sets, and what else holds no picture. */
  | 'no-picture'
  | 'no-position'
  | 'other-frame-of-reference'
  | 'mixed-orientation'
  /** Slices are turned against each other by less than makes them two stacks. */
  | 'turned'
  | 'mixed-size'
  | 'mixed-spacing'
  /** Slices are displaced in their plane without a rule. */
  | 'shifted'
  /** Several images at one place that nothing tells apart. */
  | 'repeated'
  /** Positions and spacings make it larger than any body. */
  | 'impossible-size';

/** An image where it lies. */
export interface PlacedFrame {
  readonly instance: Instance;
  readonly plane: Plane;
  readonly columns: number;
  readonly rows: number;
}

/** Modalities of pictures that see through a body at once. */
const PROJECTIONS: ReadonlySet<string> = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'RG', 'RTIMAGE']);
/** X-Ray 3D Angiographic and Craniofacial: slices that were computed from such pictures. */
const COMPUTED_SLICES: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.13.1.1',
  '1.2.840.10008.5.1.4.1.1.13.1.2',
]);
const ULTRASOUND: ReadonlySet<string> = new Set(['US', 'IVUS']);
const DOSE = 'RTDOSE';

/** What speaks against an image as a slice of a volume, by what it is. */
export function refusalOfKind({ modality, sopClass, frames, dataset }: Instance): VolumeRefusal | undefined {
  if (frames < 1 || modality === DOSE || kindOf(modality, sopClass) !== 'image') return 'no-picture';
  if (ULTRASOUND.has(modality)) return 'ultrasound';
  if (PROJECTIONS.has(modality) && !COMPUTED_SLICES.has(sopClass)) return 'projection';
  const types = texts(dataset, TAG.ImageType);
  if (types.includes('LOCALIZER')) return 'localizer';
  if (types.includes('PROJECTION IMAGE') || types.includes('MIP')) return 'projection';
  const pixel = readPixel(dataset);
  if (!pixel) return 'no-picture';
  return isGrey(pixel) ? undefined : 'colour';
}

/** Directions of two slices of one stack are the same to this part of 1 (series/ordering); more are two stacks. */
const SAME_STACK = 2e-3;
/** What pixels of other sizes may add up to at the far edge of a slice, mm. */
const SAME_SIZE_MM = 0.05;

const apart = (a: Triple, b: Triple): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

function turnBetween(a: Orientation, b: Orientation): number {
  return Math.max(
    apart(a.rowDirection, b.rowDirection),
    apart(a.columnDirection, b.columnDirection),
    apart(a.normal, b.normal),
  );
}

/** The frame of reference of an image, Frame of Reference UID (0020,0052); one that names none has its series' own, shared with nobody. */
export const frameOfReference = ({ dataset, series }: Instance): string =>
  text(dataset, TAG.FrameOfReferenceUid) ?? series;

/** What speaks against images as slices of one volume, by where they lie. */
export function refusalOfPlaces(all: readonly PlacedFrame[]): VolumeRefusal | undefined {
  const [first] = all;
  if (!first) return 'too-few-slices';
  const turn = Math.max(...all.map(({ plane }) => turnBetween(plane, first.plane)));
  if (turn > SAME_STACK) return 'mixed-orientation';
  if (all.some(({ columns, rows }) => columns !== first.columns || rows !== first.rows)) return 'mixed-size';
  const isOfOther = ({ plane, columns, rows }: PlacedFrame) =>
    Math.abs(plane.columnSpacingMm - first.plane.columnSpacingMm) * columns > SAME_SIZE_MM ||
    Math.abs(plane.rowSpacingMm - first.plane.rowSpacingMm) * rows > SAME_SIZE_MM;
  if (all.some(isOfOther)) return 'mixed-spacing';
  if (turn > MOST_TURN) return 'turned';
  const frame = frameOfReference(first.instance);
  const isOfAnother = ({ instance }: PlacedFrame) => frameOfReference(instance) !== frame;
  return all.some(isOfAnother) ? 'other-frame-of-reference' : undefined;
}
