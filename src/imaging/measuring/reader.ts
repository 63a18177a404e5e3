import { cache } from '@cornerstonejs/core';
import { spacingOf } from '@/dicom/geometry/calibration';
import { readPadding } from '@/dicom/transforms/padding';
import { pixelProportions, type Spacing, type SpacingBasis } from '@/dicom/geometry/spacing';
import type { Mark, Read } from '@/measurement/measurement';
import { readMeasurement, refusalOf } from '@/measurement/readMeasurement';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import { isSameValue } from '@/measurement/same';
import type { NumberSettings } from '@/view/viewState';
import type { Samples } from '@/imaging/contract';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { isRenderedImage } from '@/imaging/cornerstone/renderedImage';
import type { StackFrame } from '@/imaging/stack/stack';
import { valueUnitOf } from '@/imaging/stack/valueUnit';
import { samplesOf } from './samples';

/** What is to be read of a drawing: of what kind, and where. */
type Shape = Pick<Mark, 'kind' | 'pointsPx'>;

/** Reads what drawings say of the images that they lie on. */
export interface MarkReader {
  /** The same object as before until something else is to be read. */
  read(mark: Shape, frame: StackFrame): Read;
  /** The values under a drawing; undefined where there are none, or the image is not here. */
  samples(mark: Shape, frame: StackFrame): Samples | undefined;
}

/** What is known of the image a measurement lies on. Spacing is asked for where it was drawn (ultrasound regions). */
function measuredImage(frame: StackFrame, spacing: Spacing, { petUnit }: NumberSettings): MeasuredImage {
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
    ...(isRenderedImage(frame.imageId) ? { isRendered: true } : {}),
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
  readonly imageId: string;
  readonly calibrations: NumberSettings['calibrations'];
  readonly petUnit: NumberSettings['petUnit'];
  readonly wasLoaded: boolean;
  readonly wasRendered: boolean;
  readonly read: Read;
}

/** @param settings How numbers are read. */
export function createReader(settings: () => NumberSettings): MarkReader {
  /** By the points, which nobody changes in place: statistics are made once for each position and way of reading. */
  const remembered = new WeakMap<Mark['pointsPx'], Remembered>();
  return {
    read({ kind, pointsPx }, frame) {
      const { imageId } = frame;
      const { calibrations, petUnit } = settings();
      const wasLoaded = cache.isLoaded(imageId);
      const wasRendered = isRenderedImage(imageId);
      const known = remembered.get(pointsPx);
      const isKnown =
        known?.imageId === imageId && known.calibrations === calibrations && known.petUnit === petUnit;
      // An image that left the cache takes no statistics with it, nor that it was none to be measured on.
      if (isKnown && (!wasLoaded || (known.wasLoaded && known.wasRendered === wasRendered)))
        return known.read;
      const spacing = spacingOf(frame.instance, frame.frame, calibrations ?? [], pointsPx);
      const image = measuredImage(frame, spacing, settings());
      const readings = readMeasurement(kind, pointsPx, image);
      const refusal = refusalOf(kind, pointsPx, image);
      const fresh: Read = {
        readings,
        ...(readings.some(({ name }) => LENGTHS.has(name)) ? { basis: toBasis(spacing) } : {}),
        ...(refusal ? { refusal } : {}),
      };
      const read = known && isSameValue(known.read, fresh) ? known.read : fresh;
      remembered.set(pointsPx, { imageId, calibrations, petUnit, wasLoaded, wasRendered, read });
      return read;
    },
    samples({ kind, pointsPx }, frame) {
      const spacing = spacingOf(frame.instance, frame.frame, settings().calibrations ?? [], pointsPx);
      return samplesOf(kind, pointsPx, measuredImage(frame, spacing, settings()));
    },
  };
}
