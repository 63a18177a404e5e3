import { dot, lpsToPixel, readPlane, type Triple } from '@/dicom/geometry/geometry';
import { number, numbers, text } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import type { PointPx } from '@/dicom/geometry/pointPx';

const FRAME_OF_REFERENCE = '00200052';

/** The coordinates of the patient that an image lies in; images of different ones say nothing about each other. */
export const frameOfReferenceOf = ({ dataset }: Instance): string | undefined =>
  text(dataset, FRAME_OF_REFERENCE);

/** How far beside a plane without a thickness a point may lie: rounding. */
const LEAST_MM = 0.5;

/** Images and frames that points in the patient lie on, and where. */
export interface OnPlane {
  readonly instance: Instance;
  /** From 1. */
  readonly frame: number;
  readonly pointsPx: readonly PointPx[];
  /** The greatest distance of a point from the plane. */
  readonly awayMm: number;
}

function onFrame(instance: Instance, frame: number, points: readonly Triple[]): OnPlane | undefined {
  const plane = readPlane(instance, frame);
  if (!plane) return undefined;
  const { positionLps: at, normal } = plane;
  const distances = points.map((point) =>
    Math.abs(dot(normal, [point[0] - at[0], point[1] - at[1], point[2] - at[2]])),
  );
  const awayMm = Math.max(...distances);
  const [thicknessMm = 0] = frameNumbers(
    instance.dataset,
    frame,
    TAG.PixelMeasuresSequence,
    TAG.SliceThickness,
  );
  if (!(awayMm <= Math.max(thicknessMm / 2, LEAST_MM) + 1e-3)) return undefined;
  const [columns = 0] = numbers(instance.dataset, TAG.Columns);
  const rows = number(instance.dataset, TAG.Rows) ?? 0;
  const pointsPx = points.map((point) => lpsToPixel(plane, point));
  const isInside = pointsPx.every(
    ([column, row]) => column >= -0.5 && row >= -0.5 && column <= columns - 0.5 && row <= rows - 0.5,
  );
  return isInside ? { instance, frame, pointsPx, awayMm } : undefined;
}

/**
 * The image that points of the patient (LPS, mm) belong on: the nearest plane of the same frame of reference that they lie
 * in, within half a slice. The first wins where several are as near: images are given in the order of trust.
 */
export function findPlane(
  images: readonly Instance[],
  points: readonly Triple[],
  frameOfReference: string | undefined,
): OnPlane | undefined {
  let best: OnPlane | undefined;
  for (const instance of images) {
    if (frameOfReference !== undefined && frameOfReferenceOf(instance) !== frameOfReference) continue;
    for (let frame = 1; frame <= instance.frames; frame += 1) {
      const found = onFrame(instance, frame, points);
      if (found && (!best || found.awayMm < best.awayMm - 1e-3)) best = found;
    }
  }
  return best;
}
