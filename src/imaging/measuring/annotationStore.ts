import { cache } from '@cornerstonejs/core';
import { annotation as annotations, type Types as ToolTypes } from '@cornerstonejs/tools';
import { spacingOf } from '@/dicom/geometry/calibration';
import { lpsToPixel, pixelToLps } from '@/dicom/geometry/geometry';
import { readPadding } from '@/dicom/transforms/padding';
import { pixelProportions, type Spacing, type SpacingBasis } from '@/dicom/geometry/spacing';
import { newUid } from '@/dicom/dataset/uid';
import type { Adopted, Mark, Measurement, Read } from '@/measurement/measurement';
import { drawingColour } from '@/view/palette';
import type { NumberSettings } from '@/view/viewState';
import { kindOf } from './annotationKinds';
import type { Samples } from '@/imaging/contract';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { readMeasurement, refusalOf } from '@/measurement/readMeasurement';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { isRendered } from '@/imaging/cornerstone/renderedImage';
import { samplesOf } from './samples';
import type { StackFrame } from '@/imaging/stack/stack';
import { valueUnitOf } from '@/imaging/stack/valueUnit';

type Annotation = ToolTypes.Annotation;

/** Finds the stack frame behind an image id, for any series that is open. */
export type FindFrame = (imageId: string) => StackFrame | undefined;

type Point3 = [number, number, number];

/** Pixel points of an annotation's handles on its own image. */
export function pointsPxOf(annotation: Annotation, frame: StackFrame): PointPx[] {
  const { plane } = drawnPlane(frame.instance, frame.frame);
  const points = (annotation.data.handles?.points ?? []) as Point3[];
  return points.map((point) => lpsToPixel(plane, point));
}

/** What is known of the image a measurement lies on. Spacing is asked for where it was drawn (ultrasound regions). */
export function measuredImage(
  frame: StackFrame,
  spacing: Spacing,
  { petUnit }: NumberSettings,
): MeasuredImage {
  const { instance } = frame;
  const { rowMm, columnMm, axes } = spacing;
  const image = cache.getImage(frame.imageId);
  const { unit, factor } = valueUnitOf(frame, petUnit);
  const padding = readPadding(instance, frame.frame);
  const { plane } = drawnPlane(instance, frame.frame);
  return {
    rows: frame.rows,
    columns: frame.columns,
    unit,
    ...(factor === 1 ? {} : { factor }),
    ...(image && !image.color ? { values: image.getPixelData() as unknown as ArrayLike<number> } : {}),
    ...(padding ? { padding } : {}),
    ...(spacing.source === 'none'
      ? { proportions: pixelProportions(instance) }
      : { spacing: { rowMm, columnMm } }),
    drawn: [plane.rowSpacingMm, plane.columnSpacingMm],
    ...(axes ? { axes } : {}),
    ...(isRendered(frame.imageId) ? { isRendered: true } : {}),
    ...(spacing.note === 'several' ? { isCrossing: true } : {}),
  };
}

const toBasis = ({ source, note, magnification }: Spacing): SpacingBasis => ({
  source,
  ...(note ? { note } : {}),
  ...(magnification === undefined ? {} : { magnification }),
});

const LENGTHS: ReadonlySet<string> = new Set([
  'length',
  'width',
  'area',
  'perimeter',
  'diameter',
  'heart',
  'thorax',
]);

interface Remembered {
  readonly key: string;
  readonly wasLoaded: boolean;
  readonly wasRendered: boolean;
  readonly read: Read;
}

/** Reads annotations; statistics are computed once per position and way of reading. */
export function createReader(find: FindFrame, settings: () => NumberSettings) {
  const remembered = new WeakMap<object, Remembered>();
  const read = (annotation: Pick<Annotation, 'data' | 'metadata'>): Read => {
    const kind = kindOf(annotation.metadata?.toolName);
    const frame = find(annotation.metadata?.referencedImageId ?? '');
    if (!kind || !frame) return { readings: [] };
    const points = pointsPxOf(annotation as Annotation, frame);
    const isLoaded = cache.isLoaded(frame.imageId);
    const { calibrations = [], petUnit } = settings();
    const wasRendered = isRendered(frame.imageId);
    const key = JSON.stringify([points, calibrations, petUnit]);
    const known = remembered.get(annotation.data);
    // An image that left the cache takes no statistics with it, nor that it was none to be measured on.
    const isSame = !isLoaded || (known?.wasLoaded === true && known.wasRendered === wasRendered);
    if (known?.key === key && isSame) return known.read;
    const spacing = spacingOf(frame.instance, frame.frame, calibrations, points);
    const image = measuredImage(frame, spacing, settings());
    const readings = readMeasurement(kind, points, image);
    const refusal = refusalOf(kind, points, image);
    const hasLengths = readings.some(({ name }) => LENGTHS.has(name));
    const fresh: Read = {
      readings,
      ...(hasLengths ? { basis: toBasis(spacing) } : {}),
      ...(refusal ? { refusal } : {}),
    };
    remembered.set(annotation.data, { key, wasLoaded: isLoaded, wasRendered, read: fresh });
    return fresh;
  };
  const measurement = (annotation: Annotation): Measurement | undefined => {
    const kind = kindOf(annotation.metadata?.toolName);
    const frame = find(annotation.metadata?.referencedImageId ?? '');
    if (!kind || !frame || annotation.annotationUID === undefined) return undefined;
    const { isReal } = drawnPlane(frame.instance, frame.frame);
    const points = (annotation.data.handles?.points ?? []) as Point3[];
    const { sentBasis } = annotation.data as { sentBasis?: SpacingBasis };
    const { tracking, origin, ...said } = notesOf(annotation);
    return {
      id: annotation.annotationUID,
      tracking,
      ...(origin ? { origin } : {}),
      ...said,
      ...(annotation.isLocked ? { isLocked: true } : {}),
      ...(annotation.isVisible === false ? { isHidden: true } : {}),
      kind,
      study: frame.study,
      series: frame.series,
      sop: frame.sop,
      frame: frame.frame,
      label: readLabel(annotation),
      pointsPx: pointsPxOf(annotation, frame),
      ...read(annotation),
      ...(sentBasis ? { sentBasis } : {}),
      ...(isReal ? { pointsLps: points.map(([x, y, z]) => [x, y, z] as const) } : {}),
    };
  };
  const samples = (annotation: Annotation): Samples | undefined => {
    const kind = kindOf(annotation.metadata?.toolName);
    const frame = find(annotation.metadata?.referencedImageId ?? '');
    if (!kind || !frame) return undefined;
    const points = pointsPxOf(annotation, frame);
    const spacing = spacingOf(frame.instance, frame.frame, settings().calibrations ?? [], points);
    return samplesOf(kind, points, measuredImage(frame, spacing, settings()));
  };
  return { read, measurement, samples };
}

/** Cornerstone keeps an arrow's text in `text` or `label`, by version and way of entry. */
function readLabel({ data }: Annotation): string {
  const texts = data as { label?: unknown; text?: unknown };
  const label = texts.label ?? texts.text;
  return typeof label === 'string' ? label : '';
}

/** What an annotation carries beside its drawing; lock and visibility are Cornerstone's own fields. */
type Kept = Pick<Adopted, 'tracking' | 'origin' | 'finding' | 'site' | 'laterality' | 'colour'>;

const KEPT = ['tracking', 'origin', 'finding', 'site', 'laterality', 'colour'] as const;

const toKept = (mark: Partial<Adopted>): Partial<Kept> =>
  Object.fromEntries(KEPT.filter((field) => mark[field] !== undefined).map((field) => [field, mark[field]]));

/** The notes of an annotation; one just drawn gets the UID that it is tracked by from here on. */
function notesOf({ data }: Annotation): Kept {
  const held = data as { notes?: Partial<Kept> };
  const notes: Kept = { ...held.notes, tracking: held.notes?.tracking ?? newUid() };
  if (held.notes?.tracking === undefined) held.notes = notes;
  return notes;
}

/** Writes what is said of a measurement onto its annotation. */
export function setNotes(annotation: Annotation, mark: Partial<Adopted>): void {
  const data = annotation.data as { label?: string; text?: string; notes?: Partial<Kept> };
  data.label = mark.label ?? '';
  data.text = data.label;
  data.notes = { ...toKept(mark), tracking: mark.tracking ?? data.notes?.tracking ?? newUid() };
  annotation.isLocked = mark.isLocked === true;
  annotation.isVisible = mark.isHidden !== true;
  const color = drawingColour(mark.colour);
  annotations.config.style.setAnnotationStyles(
    annotation.annotationUID ?? '',
    color === undefined ? {} : { color, textBoxColor: color },
  );
}

/** A mark to draw: perhaps one that was there before, perhaps one that came with a link. */
export type DrawnMark = Mark & Partial<Adopted>;

/** The annotation of a mark on its image, with the id it had or a new one. It is not drawn yet. */
export function makeAnnotation(mark: DrawnMark, frame: StackFrame): Annotation {
  const { plane, frameOfReference } = drawnPlane(frame.instance, frame.frame);
  const points = mark.pointsPx.map(([column, row]) => [...pixelToLps(plane, column, row)] as Point3);
  const id = mark.id ?? crypto.randomUUID();
  const annotation = {
    annotationUID: id,
    highlighted: false,
    autoGenerated: false,
    invalidated: true,
    isLocked: false,
    isVisible: true,
    metadata: {
      toolName: mark.kind,
      viewPlaneNormal: [...plane.normal],
      viewUp: [...plane.columnDirection].map((value: number) => -value),
      FrameOfReferenceUID: frameOfReference,
      referencedImageId: frame.imageId,
    },
    data: {
      ...(mark.sentBasis ? { sentBasis: mark.sentBasis } : {}),
      cachedStats: {},
      handles: {
        points,
        activeHandleIndex: null,
        arrowFirst: true,
        textBox: { hasMoved: false, worldPosition: [0, 0, 0], worldBoundingBox: {} },
      },
    },
  };
  setNotes(annotation as unknown as Annotation, mark);
  return annotation as unknown as Annotation;
}

/** Draws a mark. */
export function addMark(mark: DrawnMark, frame: StackFrame): void {
  const annotation = makeAnnotation(mark, frame);
  annotations.state.addAnnotation(annotation, annotation.metadata?.FrameOfReferenceUID ?? '');
}

/** Puts an annotation's handles where image points are. */
export function setPoints(annotation: Annotation, frame: StackFrame, points: readonly PointPx[]): void {
  const { plane } = drawnPlane(frame.instance, frame.frame);
  const { handles } = annotation.data;
  if (handles) handles.points = points.map(([x, y]) => [...pixelToLps(plane, x, y)] as Point3);
  annotation.invalidated = true;
}

/** Moves an existing annotation's handles and notes to those of a mark. */
export function moveMark(annotation: Annotation, mark: DrawnMark, frame: StackFrame): void {
  setPoints(annotation, frame, mark.pointsPx);
  setNotes(annotation, mark);
}
