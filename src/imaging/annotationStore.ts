import { cache } from '@cornerstonejs/core';
import { annotation as annotations, type Types as ToolTypes } from '@cornerstonejs/tools';
import { number } from '@/dicom/dicomJson';
import { lpsToPixel, pixelToLps } from '@/dicom/geometry';
import { readPixel } from '@/dicom/pixel';
import { readRescale } from '@/dicom/rescale';
import { isOneScale, readSpacing } from '@/dicom/spacing';
import type { Mark, Measurement, Reading } from '@/view/measurement';
import { ANNOTATION_TOOLS, kindOf } from './annotationKinds';
import { drawnPlane } from './planes';
import { readMeasurement, type MeasuredImage } from './readings';
import type { PointPx } from './regionStatistics';
import type { StackFrame } from './stack';

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
export function measuredImage(frame: StackFrame, points: readonly PointPx[]): MeasuredImage {
  const { instance } = frame;
  const spacing = readSpacing(instance, frame.frame, points[0]);
  // Across two ultrasound regions there is no one scale: such a length is told in pixels.
  const hasScale = spacing.source !== 'none' && isOneScale(instance, frame.frame, points);
  const image = cache.getImage(frame.imageId);
  const rescale = readRescale(instance, frame.frame);
  const stored = readPixel(instance.dataset)?.paddingValue ?? number(instance.dataset, '00280120');
  return {
    rows: frame.rows,
    columns: frame.columns,
    unit: rescale.unit,
    ...(image && !image.color ? { values: image.getPixelData() as unknown as ArrayLike<number> } : {}),
    ...(stored === undefined ? {} : { padding: stored * rescale.slope + rescale.intercept }),
    ...(hasScale ? { spacing: { rowMm: spacing.rowMm, columnMm: spacing.columnMm } } : {}),
  };
}

interface Remembered {
  readonly key: string;
  readonly wasLoaded: boolean;
  readonly readings: readonly Reading[];
}

/** Reads annotations; statistics are computed once per position. */
export function createReader(find: FindFrame) {
  const remembered = new WeakMap<object, Remembered>();
  const readings = (annotation: Pick<Annotation, 'data' | 'metadata'>): readonly Reading[] => {
    const kind = kindOf(annotation.metadata?.toolName);
    const frame = find(annotation.metadata?.referencedImageId ?? '');
    if (!kind || !frame) return [];
    const points = pointsPxOf(annotation as Annotation, frame);
    const isLoaded = cache.isLoaded(frame.imageId);
    const key = JSON.stringify(points);
    const known = remembered.get(annotation.data);
    // An image that left the cache takes no statistics with it.
    if (known?.key === key && (known.wasLoaded || !isLoaded)) return known.readings;
    const fresh = readMeasurement(kind, points, measuredImage(frame, points));
    remembered.set(annotation.data, { key, wasLoaded: isLoaded, readings: fresh });
    return fresh;
  };
  const measurement = (annotation: Annotation): Measurement | undefined => {
    const kind = kindOf(annotation.metadata?.toolName);
    const frame = find(annotation.metadata?.referencedImageId ?? '');
    if (!kind || !frame || annotation.annotationUID === undefined) return undefined;
    const { isReal } = drawnPlane(frame.instance, frame.frame);
    const points = (annotation.data.handles?.points ?? []) as Point3[];
    return {
      id: annotation.annotationUID,
      kind,
      study: frame.study,
      series: frame.series,
      sop: frame.sop,
      frame: frame.frame,
      label: readLabel(annotation),
      pointsPx: pointsPxOf(annotation, frame),
      readings: readings(annotation),
      ...(isReal ? { pointsLps: points.map(([x, y, z]) => [x, y, z] as const) } : {}),
    };
  };
  return { readings, measurement };
}

/** Cornerstone keeps an arrow's text in `text` or `label`, by version and way of entry. */
function readLabel({ data }: Annotation): string {
  const texts = data as { label?: unknown; text?: unknown };
  const label = texts.label ?? texts.text;
  return typeof label === 'string' ? label : '';
}

/** Draws a mark: an annotation on its image, with the id it had or a new one. */
export function addMark(mark: Mark & { id?: string; label?: string }, frame: StackFrame): string {
  const { plane, frameOfReference } = drawnPlane(frame.instance, frame.frame);
  const points = mark.pointsPx.map(([column, row]) => [...pixelToLps(plane, column, row)] as Point3);
  const id = mark.id ?? crypto.randomUUID();
  const label = mark.label ?? '';
  const annotation = {
    annotationUID: id,
    highlighted: false,
    autoGenerated: false,
    invalidated: true,
    isLocked: false,
    isVisible: true,
    metadata: {
      toolName: ANNOTATION_TOOLS[mark.kind].toolName,
      viewPlaneNormal: [...plane.normal],
      viewUp: [...plane.columnDirection].map((value: number) => -value),
      FrameOfReferenceUID: frameOfReference,
      referencedImageId: frame.imageId,
    },
    data: {
      label,
      text: label,
      cachedStats: {},
      handles: {
        points,
        activeHandleIndex: null,
        arrowFirst: true,
        textBox: { hasMoved: false, worldPosition: [0, 0, 0], worldBoundingBox: {} },
      },
    },
  };
  annotations.state.addAnnotation(annotation as unknown as Annotation, frameOfReference);
  return id;
}

/** Moves an existing annotation's handles and name to those of a mark. */
export function moveMark(annotation: Annotation, mark: Mark & { label?: string }, frame: StackFrame): void {
  const { plane } = drawnPlane(frame.instance, frame.frame);
  const { handles } = annotation.data;
  if (handles) {
    handles.points = mark.pointsPx.map(([column, row]) => [...pixelToLps(plane, column, row)] as Point3);
  }
  annotation.data.label = mark.label ?? '';
  annotation.invalidated = true;
}
