import { items, number, numberAt, numbers, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { TAG } from '@/dicom/dataset/tags';

/** A point (mm) or direction in the patient's coordinates: x to the left, y to the back, z to the head (PS3.3 C.7.6.2.1.1). */
export type Triple = readonly [x: number, y: number, z: number];

/** Row and column direction of an image: where the column index grows, and where the row index grows. Unit vectors. */
export interface Orientation {
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** rowDirection x columnDirection. */
  readonly normal: Triple;
}

/** Where an image lies in the patient (PS3.3 C.7.6.2). */
export interface Plane extends Orientation {
  /** Middle of the first pixel. */
  readonly positionLps: Triple;
  /** Between the middles of neighbouring rows: the vertical one. */
  readonly rowSpacingMm: number;
  /** Between the middles of neighbouring columns: the horizontal one. */
  readonly columnSpacingMm: number;
}

export const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const scaled = (a: Triple, by: number): Triple => [a[0] * by, a[1] * by, a[2] * by];

const unit = (a: Triple): Triple => scaled(a, 1 / Math.hypot(...a));

const toTriple = ([x, y, z]: readonly number[]): Triple | undefined =>
  x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];

/** How far from length 1 and from a right angle the cosines may be before they are not believed: rounding, not more. */
const TOLERANCE = 1e-2;

/** Third value of Image Type of pictures taken while the detector went round: their directions are the first one's only. */
const GOING_ROUND: ReadonlySet<string> = new Set(['TOMO', 'GATED TOMO']);

/** Third value of Image Type of slices that were computed from such pictures. */
const RECONSTRUCTED: ReadonlySet<string> = new Set(['RECON TOMO', 'RECON GATED TOMO']);

/** The cosines that a frame's detector has in nuclear medicine (PS3.3 C.8.4.11): front and back of a body lie apart. */
function detectorCosines(dataset: DicomJson, frame: number): number[] {
  if (GOING_ROUND.has(texts(dataset, TAG.ImageType)[2] ?? '')) return [];
  const detectors = items(dataset, TAG.DetectorInformationSequence);
  const which = numberAt(dataset, TAG.DetectorVector, frame - 1) ?? (detectors.length === 1 ? 1 : 0);
  return numbers(detectors[which - 1], TAG.ImageOrientationPatient);
}

/** The directions of a frame, made exactly perpendicular; undefined when absent or no pair of unit vectors. */
export function readOrientation({ dataset }: Instance, frame: number): Orientation | undefined {
  const said = frameNumbers(dataset, frame, TAG.PlaneOrientationSequence, TAG.ImageOrientationPatient);
  return orientationOf(said.length > 0 ? said : detectorCosines(dataset, frame));
}

/** The directions that six cosines give, made exactly perpendicular; undefined when they are no pair of unit vectors. */
export function orientationOf(cosines: readonly number[]): Orientation | undefined {
  if (cosines.length !== 6) return undefined;
  const row = toTriple(cosines);
  const column = toTriple(cosines.slice(3));
  if (!row || !column) return undefined;
  const isUnit = (a: Triple) => Math.abs(Math.hypot(...a) - 1) < TOLERANCE;
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot(row, column)) > TOLERANCE) return undefined;
  const rowDirection = unit(row);
  const normal = unit(cross(rowDirection, column));
  return { rowDirection, columnDirection: cross(normal, rowDirection), normal };
}

/**
 * The place of a slice of a reconstruction in nuclear medicine (PS3.3 C.8.4.11, C.8.4.15): the detector tells the first one,
 * and positive Spacing Between Slices stacks the others along the normal, negative against it.
 */
function reconstructedPosition(instance: Instance, frame: number): Triple | undefined {
  const { dataset } = instance;
  if (!RECONSTRUCTED.has(texts(dataset, TAG.ImageType)[2] ?? '')) return undefined;
  const [detector, other] = items(dataset, TAG.DetectorInformationSequence);
  const first = toTriple(numbers(detector, TAG.ImagePositionPatient));
  const spacingMm = number(dataset, TAG.SpacingBetweenSlices) ?? 0;
  const slice = numberAt(dataset, TAG.SliceVector, frame - 1);
  const normal = readOrientation(instance, frame)?.normal;
  if (other || !first || !normal || slice === undefined || spacingMm === 0) return undefined;
  const alongMm = (slice - 1) * spacingMm;
  return [first[0] + alongMm * normal[0], first[1] + alongMm * normal[1], first[2] + alongMm * normal[2]];
}

/** Middle of a frame's first pixel, LPS mm; undefined when absent. Frames from 1. */
export function readPosition(instance: Instance, frame: number): Triple | undefined {
  const { dataset } = instance;
  const position = frameNumbers(dataset, frame, TAG.PlanePositionSequence, TAG.ImagePositionPatient);
  if (position.length === 3) return toTriple(position);
  return instance.modality === 'NM' ? reconstructedPosition(instance, frame) : undefined;
}

/** The place of a frame in the patient; undefined when position, orientation or spacing is missing or odd. Frames from 1. */
export function readPlane(instance: Instance, frame: number): Plane | undefined {
  const orientation = readOrientation(instance, frame);
  const positionLps = readPosition(instance, frame);
  const [rowSpacingMm = 0, columnSpacingMm = 0] = frameNumbers(
    instance.dataset,
    frame,
    TAG.PixelMeasuresSequence,
    TAG.PixelSpacing,
  );
  if (!orientation || !positionLps || !(rowSpacingMm > 0) || !(columnSpacingMm > 0)) return undefined;
  return { ...orientation, positionLps, rowSpacingMm, columnSpacingMm };
}

/** The patient point of an image point; the middle of the first pixel is column 0, row 0 (PS3.3 C.7.6.2.1.1). */
export function pixelToLps(plane: Plane, column: number, row: number): Triple {
  const { positionLps: p, rowDirection: r, columnDirection: c } = plane;
  const u = column * plane.columnSpacingMm;
  const v = row * plane.rowSpacingMm;
  return [p[0] + u * r[0] + v * c[0], p[1] + u * r[1] + v * c[1], p[2] + u * r[2] + v * c[2]];
}

/** The image point below a patient point (its perpendicular foot): the mirror image of pixelToLps. */
export function lpsToPixel(plane: Plane, point: Triple): readonly [column: number, row: number] {
  const { positionLps: p } = plane;
  const away: Triple = [point[0] - p[0], point[1] - p[1], point[2] - p[2]];
  return [
    dot(away, plane.rowDirection) / plane.columnSpacingMm,
    dot(away, plane.columnDirection) / plane.rowSpacingMm,
  ];
}

export type PlaneName = 'axial' | 'coronal' | 'sagittal' | 'oblique';
const PLANES = ['sagittal', 'coronal', 'axial'] as const;
/** Within some 25 degrees of an axis a plane still bears its name. */
const NEAR_AXIS = 0.9;

/** What the plane of an image is called. */
export const planeName = ({ normal }: Orientation): PlaneName =>
  PLANES[normal.findIndex((part) => Math.abs(part) > NEAR_AXIS)] ?? 'oblique';

/** What stands at the edges of the picture as it is on the screen. */
export interface EdgeMarkers {
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly left: string;
}

/** Names of the ends of the x, y and z axis: [towards minus, towards plus]. */
type Axes = readonly (readonly [minus: string, plus: string])[];

/** PS3.3 C.7.6.1.1.1. */
const BIPED: Axes = [
  ['R', 'L'],
  ['A', 'P'],
  ['F', 'H'],
];
const QUADRUPED: Axes = [
  ['RT', 'LE'],
  ['V', 'D'],
  ['CD', 'CR'],
];

/** Within 5 degrees of an axis a direction reads as that axis. */
const LEAST_PART = Math.sin((5 * Math.PI) / 180);

/**
 * The ends of the body that a direction in patient coordinates (LPS) points to, the main one first: 'L' along an axis,
 * 'LA' oblique, 'LAH' doubly oblique (PS3.3 C.7.6.1.1.1). Empty for no direction.
 */
export function orientationLetters(vector: Triple, axes: Axes = BIPED): string {
  const length = Math.hypot(...vector);
  if (!(length > 0) || !Number.isFinite(length)) return '';
  return vector
    .map((part, axis) => ({ size: Math.abs(part / length), name: axes[axis]?.[part > 0 ? 1 : 0] ?? '' }))
    .filter(({ size }) => size >= LEAST_PART)
    .sort((a, b) => b.size - a.size)
    .map(({ name }) => name)
    .join('');
}

const minus = ([x, y, z]: Triple): Triple => [-x, -y, -z];

/** The opposite of a Patient Orientation value, or undefined when it is not made of known, distinct directions. */
function opposite(value: string, axes: Axes): string | undefined {
  const names = axes.flat().sort((a, b) => b.length - a.length);
  const seen = new Set<number>();
  let rest = value;
  let result = '';
  while (rest !== '') {
    const name = names.find((candidate) => rest.startsWith(candidate));
    const axis = axes.findIndex((ends) => name !== undefined && ends.includes(name));
    const ends = axes[axis];
    if (name === undefined || !ends || seen.has(axis)) return undefined;
    seen.add(axis);
    result += ends[0] === name ? ends[1] : ends[0];
    rest = rest.slice(name.length);
  }
  return result === '' ? undefined : result;
}

/** Whether this is a direction in a person as Patient Orientation (0020,0020) writes it: not `LR`, which is none. */
export const isDirection = (letters: string): boolean => opposite(letters, BIPED) !== undefined;

/** Letters by Patient Orientation (0020,0020): where rows and columns run to, for images that have no cosines. */
function byPatientOrientation({ dataset }: Instance, axes: Axes): EdgeMarkers | undefined {
  const [right, bottom] = texts(dataset, TAG.PatientOrientation).map((value) => value.toUpperCase());
  const left = right && opposite(right, axes);
  const top = bottom && opposite(bottom, axes);
  return left && top && right && bottom ? { top, right, bottom, left } : undefined;
}

const axesOf = ({ dataset }: Instance): Axes =>
  text(dataset, TAG.AnatomicalOrientationType) === 'QUADRUPED' ? QUADRUPED : BIPED;

/** Letters at the edges of a picture of which `right` and `down` (unit vectors, LPS) are the screen's. */
export function markersAlong(instance: Instance, right: Triple, down: Triple): EdgeMarkers {
  const axes = axesOf(instance);
  return {
    top: orientationLetters(minus(down), axes),
    right: orientationLetters(right, axes),
    bottom: orientationLetters(down, axes),
    left: orientationLetters(minus(right), axes),
  };
}

/** Letters at the edges of the picture as stored. */
const asStored = perFrame((instance: Instance, frame: number): EdgeMarkers | undefined => {
  const orientation = readOrientation(instance, frame);
  if (!orientation) return byPatientOrientation(instance, axesOf(instance));
  return markersAlong(instance, orientation.rowDirection, orientation.columnDirection);
});

/**
 * The letters at the edges of a picture that is first turned clockwise by `rotationDeg` (a multiple of 90), then
 * mirrored left to right on the screen. Undefined where neither cosines nor Patient Orientation tell: no guess.
 */
export function edgeMarkers(
  instance: Instance,
  frame: number,
  rotationDeg: number,
  mirrored: boolean,
): EdgeMarkers | undefined {
  const turns = ((rotationDeg % 360) + 360) % 360;
  let markers = asStored(instance, frame);
  if (!markers || turns % 90 !== 0) return undefined;
  for (let turn = 0; turn < turns; turn += 90) {
    markers = { top: markers.left, right: markers.top, bottom: markers.right, left: markers.bottom };
  }
  return mirrored ? { ...markers, left: markers.right, right: markers.left } : markers;
}
