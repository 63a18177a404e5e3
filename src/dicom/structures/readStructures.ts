import { items, number, numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { toSeriesUid, type SeriesUid } from '@/dicom/dataset/uid';

/** Attributes of structure sets (PS3.3 C.8.8.5, C.8.8.6), by keyword. */
const RT = {
  StructureSetLabel: '30060002',
  ReferencedFrameOfReferenceSequence: '30060010',
  RtReferencedStudySequence: '30060012',
  RtReferencedSeriesSequence: '30060014',
  StructureSetRoiSequence: '30060020',
  RoiNumber: '30060022',
  ReferencedFrameOfReferenceUid: '30060024',
  RoiName: '30060026',
  RoiDisplayColor: '3006002A',
  RoiGenerationAlgorithm: '30060036',
  RoiContourSequence: '30060039',
  ContourSequence: '30060040',
  ContourGeometricType: '30060042',
  ContourData: '30060050',
  ReferencedRoiNumber: '30060084',
} as const;

/** Contour Geometric Type (3006,0042). */
export type ContourShape = 'closed' | 'open' | 'point';

/** One contour: points in LPS mm, x, y, z one after the other. */
export interface Contour {
  readonly shape: ContourShape;
  readonly pointsLps: Float64Array;
}

/** A region of interest (PS3.3 C.8.8.5). */
export interface Structure {
  /** ROI Number (3006,0022). */
  readonly number: number;
  readonly name: string;
  /** ROI Display Color (3006,002A); absent: none is told. */
  readonly rgb?: readonly [number, number, number];
  /** ROI Generation Algorithm (3006,0036). */
  readonly madeBy?: string;
  /** Referenced Frame of Reference UID (3006,0024), else the only one that the set names; absent: nothing says in which it lies. */
  readonly frameOfReference?: string;
  readonly contours: readonly Contour[];
  /** Contours that cannot be read: points that are no numbers, or of a kind that is not known. */
  readonly lost: number;
}

/** A structure set. */
export interface StructureSet {
  readonly label?: string;
  readonly structures: readonly Structure[];
  readonly ofSeries: readonly SeriesUid[];
  /** The frames of reference that its structures lie in. */
  readonly framesOfReference: readonly string[];
}

export type StructuresRefusal = 'no-structures' | 'too-many-structures' | 'too-many-points';

const MOST_STRUCTURES = 2_000;
const MOST_CONTOURS = 100_000;
/** 48 MB of numbers; plans of the whole body have some hundred thousand. */
const MOST_POINTS = 2_000_000;
/** So much text of one contour is read. */
const MOST_BASE64 = 64 * 2 ** 20;
/** Nothing lies farther from where a scanner counts from, mm. */
const FARTHEST_MM = 100_000;

const SHAPES: Readonly<Record<string, ContourShape>> = {
  CLOSED_PLANAR: 'closed',
  CLOSEDPLANAR_XOR: 'closed',
  OPEN_PLANAR: 'open',
  OPEN_NONPLANAR: 'open',
  POINT: 'point',
};

/**
 * Numbers of Contour Data, or texts of them. More of them than a length of 16 bits holds are written as UN (PS3.5 6.2.2), whose bytes come as
 * base64.
 */
function valuesOf(item: DicomJson): readonly unknown[] {
  const element = item[RT.ContourData];
  const { InlineBinary: inline } = element ?? {};
  if (element?.Value || typeof inline !== 'string' || inline.length > MOST_BASE64)
    return element?.Value ?? [];
  try {
    return atob(inline)
      .replace(/[\0 ]+$/, '')
      .split('\\');
  } catch {
    return [];
  }
}

/** Contour Data, archives send it as numbers or as texts; undefined where one of them is none, or a point is not whole. */
function pointsOf(item: DicomJson): Float64Array | undefined {
  const values = valuesOf(item);
  if (values.length === 0 || values.length % 3 !== 0) return undefined;
  const points = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    const mm = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof mm !== 'number' || !(Math.abs(mm) <= FARTHEST_MM)) return undefined;
    points[at] = mm;
  }
  return points;
}

function readContour(item: DicomJson): Contour | undefined {
  const shape = SHAPES[text(item, RT.ContourGeometricType)?.toUpperCase() ?? ''];
  const pointsLps = shape && pointsOf(item);
  if (!shape || !pointsLps || (shape === 'closed' && pointsLps.length < 9)) return undefined;
  return { shape, pointsLps };
}

const colourOf = (item: DicomJson | undefined): Pick<Structure, 'rgb'> => {
  const [red, green, blue, more] = numbers(item, RT.RoiDisplayColor);
  const isLevel = (value: number | undefined): value is number =>
    value !== undefined && value >= 0 && value <= 255;
  return isLevel(red) && isLevel(green) && isLevel(blue) && more === undefined
    ? { rgb: [red, green, blue] }
    : {};
};

function readStructure(
  roi: DicomJson,
  drawn: DicomJson | undefined,
  only: string | undefined,
): Structure | undefined {
  const at = number(roi, RT.RoiNumber);
  if (at === undefined || !Number.isInteger(at) || Math.abs(at) > 2 ** 31) return undefined;
  const all = items(drawn, RT.ContourSequence).map(readContour);
  const contours = all.filter((one) => one !== undefined);
  const madeBy = text(roi, RT.RoiGenerationAlgorithm);
  const frameOfReference = frameOf(roi, only);
  return {
    number: at,
    name: text(roi, RT.RoiName) ?? '',
    contours,
    lost: all.length - contours.length,
    ...colourOf(drawn),
    ...(madeBy ? { madeBy } : {}),
    ...(frameOfReference === undefined ? {} : { frameOfReference }),
  };
}

/** How many points an element has; of bytes in base64 about: some eight letters are a number. */
const pointsSaid = (element: DicomJson[string] | undefined): number =>
  (element?.Value?.length ?? (element?.InlineBinary?.length ?? 0) / 8) / 3;

/** How many contours and points a set says it has, without reading them. */
function sizeOf(drawn: readonly DicomJson[]): { readonly contours: number; readonly points: number } {
  const all = drawn.map((item) => items(item, RT.ContourSequence));
  const points = all.reduce(
    (sum, contours) => sum + contours.reduce((of, one) => of + pointsSaid(one[RT.ContourData]), 0),
    0,
  );
  return { contours: all.reduce((sum, one) => sum + one.length, 0), points };
}

/** What a structure set says of the images it belongs to, without its points. */
export type StructureNames = Pick<StructureSet, 'ofSeries' | 'framesOfReference'>;

/** Referenced Frame of Reference UID (3006,0024) of a structure, else the only one that the set names. */
const frameOf = (roi: DicomJson, only: string | undefined): string | undefined =>
  text(roi, RT.ReferencedFrameOfReferenceUid) ?? only;

/** Frames of reference and series that a set names. */
function referencesOf(dataset: DicomJson) {
  const frames = items(dataset, RT.ReferencedFrameOfReferenceSequence);
  const series = frames
    .flatMap((frame) => items(frame, RT.RtReferencedStudySequence))
    .flatMap((study) => items(study, RT.RtReferencedSeriesSequence))
    .map((item) => toSeriesUid(text(item, TAG.SeriesInstanceUid)));
  const named = new Set(frames.map((frame) => text(frame, TAG.FrameOfReferenceUid)));
  return {
    only: named.size === 1 ? [...named][0] : undefined,
    ofSeries: series.filter((uid) => uid !== undefined),
  };
}

/** Why a set cannot be drawn. */
function refusalOf(rois: readonly DicomJson[], drawn: readonly DicomJson[]): StructuresRefusal | undefined {
  if (rois.length === 0) return 'no-structures';
  if (rois.length > MOST_STRUCTURES || drawn.length > MOST_STRUCTURES) return 'too-many-structures';
  const size = sizeOf(drawn);
  return size.contours > MOST_CONTOURS || size.points > MOST_POINTS ? 'too-many-points' : undefined;
}

const setOf = (all: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(all)].filter((uid) => uid !== undefined);

/** Which images a structure set belongs to; or why it cannot be drawn. Its points are not read: of two million that takes seconds. */
export function readStructureNames({
  dataset,
}: Instance): StructureNames | { readonly refused: StructuresRefusal } {
  const rois = items(dataset, RT.StructureSetRoiSequence);
  const refused = refusalOf(rois, items(dataset, RT.RoiContourSequence));
  if (refused) return { refused };
  const { only, ofSeries } = referencesOf(dataset);
  return { ofSeries, framesOfReference: setOf(rois.map((roi) => frameOf(roi, only))) };
}

/** What a structure set holds (PS3.3 A.19); or why it cannot be drawn. Which images its contours name is not asked: they lie where they say. */
export function readStructures({
  dataset,
}: Instance): StructureSet | { readonly refused: StructuresRefusal } {
  const rois = items(dataset, RT.StructureSetRoiSequence);
  const drawn = items(dataset, RT.RoiContourSequence);
  const refused = refusalOf(rois, drawn);
  if (refused) return { refused };
  const byNumber = new Map(drawn.map((item) => [number(item, RT.ReferencedRoiNumber), item]));
  const { only, ofSeries } = referencesOf(dataset);
  const structures = rois
    .map((roi) => readStructure(roi, byNumber.get(number(roi, RT.RoiNumber)), only))
    .filter((one) => one !== undefined)
    .filter((one, at, all) => all.findIndex((other) => other.number === one.number) === at);
  const label = text(dataset, RT.StructureSetLabel);
  return {
    structures,
    ofSeries,
    framesOfReference: setOf(structures.map((one) => one.frameOfReference)),
    ...(label === undefined ? {} : { label }),
  };
}
