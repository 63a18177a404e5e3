import { readNumbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { framePlace } from '@/dicom/dataset/functionalGroups';
import { orientationOf } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { lostVoiLut } from '@/dicom/transforms/lut';
import { assumedPixelFacts } from '@/dicom/pixels/pixel';
import { missingHalf } from '@/dicom/transforms/rescale';
import { isPixelSize } from '@/dicom/geometry/spacing';
import { TAG } from '@/dicom/dataset/tags';
import { readAge } from '@/dicom/values/age';
import { readClock } from '@/dicom/values/clock';
import { readDay } from '@/dicom/values/day';
import { readMoment, readOffset } from '@/dicom/values/moment';
import type { ValueReading } from '@/dicom/values/reading';
import { readCurve } from '@/dicom/transforms/voi';

/** An attribute that is there and says nothing that can be used, by its name in PS3.6. */
export interface UnreadableAttribute {
  readonly name: string;
  /** What stands there, its parts separated by backslashes. */
  readonly raw: string;
  /** It can be read, and cannot be meant: no length is 0 mm or less, no value has more bits than it is given. */
  readonly isImpossible?: true;
}

/** How an attribute is read, and what it may say; `group`: the functional group that it may stand in. */
interface Rule {
  readonly name: string;
  readonly tag: string;
  readonly group?: string;
  read(dataset: DicomJson, tag: string): ValueReading<unknown>;
  /** Of numbers, whether they can be meant beside what else stands in their place. */
  means?(values: readonly number[], place: DicomJson): boolean;
}

const isPixelPair = (values: readonly number[]) => values.length === 2 && values.every(isPixelSize);
const isPositivePair = (values: readonly number[]) => values.length === 2 && values.every((mm) => mm > 0);
const isNotNegative = ([value = 0]: readonly number[]) => value >= 0;
const numberOf = (dataset: DicomJson, tag: string): number | undefined => {
  const reading = readNumbers(dataset, tag);
  return reading.kind === 'value' ? reading.value[0] : undefined;
};

/** A length, place, value or grey of a frame. */
const measured = (name: string, tag: string, group: string, means?: Rule['means']): Rule => ({
  name,
  tag,
  group,
  read: readNumbers,
  ...(means ? { means } : {}),
});
/** Numbers of the whole object. */
const whole = (name: string, tag: string, means?: Rule['means']): Rule => ({
  name,
  tag,
  read: readNumbers,
  ...(means ? { means } : {}),
});
const spelt = (name: string, tag: string, read: (sent: unknown) => ValueReading<unknown>): Rule => ({
  name,
  tag,
  read: (dataset) => read(text(dataset, tag)),
});

/** Attributes that lengths, places, values, greys, order and identity rest on. */
const RULES: readonly Rule[] = [
  measured('Pixel Spacing', TAG.PixelSpacing, TAG.PixelMeasuresSequence, isPixelPair),
  measured('Slice Thickness', TAG.SliceThickness, TAG.PixelMeasuresSequence, isNotNegative),
  measured('Spacing Between Slices', TAG.SpacingBetweenSlices, TAG.PixelMeasuresSequence),
  measured('Imager Pixel Spacing', TAG.ImagerPixelSpacing, TAG.FramePixelDataPropertiesSequence, isPixelPair),
  measured(
    'Image Position (Patient)',
    TAG.ImagePositionPatient,
    TAG.PlanePositionSequence,
    ({ length }) => length === 3,
  ),
  measured(
    'Image Orientation (Patient)',
    TAG.ImageOrientationPatient,
    TAG.PlaneOrientationSequence,
    (cosines) => orientationOf(cosines) !== undefined,
  ),
  measured('Rescale Slope', TAG.RescaleSlope, TAG.PixelValueTransformationSequence, ([slope]) => slope !== 0),
  measured('Rescale Intercept', TAG.RescaleIntercept, TAG.PixelValueTransformationSequence),
  measured('Window Center', TAG.WindowCenter, TAG.FrameVoiLutSequence),
  // As many as centres (PS3.3 C.11.2.1.2): one that is alone is no window, and is not offered.
  measured(
    'Window Width',
    TAG.WindowWidth,
    TAG.FrameVoiLutSequence,
    (widths, place) =>
      widths.every((width) => width > 0) && widths.length === (place[TAG.WindowCenter]?.Value?.length ?? 0),
  ),
  {
    name: 'VOI LUT Function',
    tag: TAG.VoiLutFunction,
    group: TAG.FrameVoiLutSequence,
    read: (dataset, tag) => readCurve(text(dataset, tag)),
  },
  whole('Pixel Aspect Ratio', TAG.PixelAspectRatio, isPositivePair),
  whole(
    'Estimated Radiographic Magnification Factor',
    TAG.EstimatedRadiographicMagnificationFactor,
    isNotNegative,
  ),
  whole('Distance Source to Detector', TAG.DistanceSourceToDetector, isNotNegative),
  whole('Distance Source to Patient', TAG.DistanceSourceToPatient, isNotNegative),
  whole('Bits Stored', TAG.BitsStored, ([stored = 0], dataset) => {
    const allocated = numberOf(dataset, TAG.BitsAllocated) ?? stored;
    return stored >= 1 && stored <= allocated;
  }),
  // PS3.5 8.1.1: other values are of 1993 to 2014, or of writers that got it wrong; both are read as they say.
  whole('High Bit', TAG.HighBit, ([high], dataset) => {
    const stored = numberOf(dataset, TAG.BitsStored);
    return stored === undefined || high === stored - 1;
  }),
  whole('Pixel Representation', TAG.PixelRepresentation, ([value]) => value === 0 || value === 1),
  whole('Instance Number', TAG.InstanceNumber),
  whole('Acquisition Number', TAG.AcquisitionNumber),
  whole('Slice Location', TAG.SliceLocation),
  whole('Temporal Position Identifier', TAG.TemporalPositionIdentifier),
  whole('Trigger Time', TAG.TriggerTime),
  whole('Echo Time', TAG.EchoTime),
  whole('Frame Time', TAG.FrameTime, isNotNegative),
  whole('Cine Rate', TAG.CineRate, isNotNegative),
  whole("Patient's Weight", TAG.PatientWeight, isNotNegative),
  whole("Patient's Size", TAG.PatientSize, isNotNegative),
  spelt("Patient's Age", TAG.PatientAge, readAge),
  spelt("Patient's Birth Date", TAG.PatientBirthDate, readDay),
  spelt('Study Date', TAG.StudyDate, readDay),
  spelt('Series Date', TAG.SeriesDate, readDay),
  spelt('Acquisition Date', TAG.AcquisitionDate, readDay),
  spelt('Content Date', TAG.ContentDate, readDay),
  spelt('Study Time', TAG.StudyTime, readClock),
  spelt('Series Time', TAG.SeriesTime, readClock),
  spelt('Acquisition Time', TAG.AcquisitionTime, readClock),
  spelt('Content Time', TAG.ContentTime, readClock),
  spelt('Acquisition DateTime', TAG.AcquisitionDateTime, readMoment),
  spelt('Timezone Offset From UTC', TAG.TimezoneOffsetFromUtc, readOffset),
];

const written = (place: DicomJson, tag: string): string =>
  (place[tag]?.Value ?? []).map((part) => (part === null ? '' : String(part))).join('\\');

/** What of a frame is there and cannot be read, or cannot be meant, so that it is not taken for absent. Frames from 1. */
export function unreadableOf(instance: Instance, frame: number): readonly UnreadableAttribute[] {
  const { dataset } = instance;
  const lut = lostVoiLut(instance, frame);
  const found = RULES.flatMap(({ name, tag, group, read, means }): UnreadableAttribute[] => {
    const place = group === undefined ? dataset : framePlace(dataset, frame, group, tag);
    if (place?.[tag] === undefined) return [];
    const reading = read(place, tag);
    if (reading.kind === 'unreadable') return [{ name, raw: reading.raw }];
    if (reading.kind === 'absent' || !means) return [];
    return means(reading.value as readonly number[], place)
      ? []
      : [{ name, raw: written(place, tag), isImpossible: true }];
  });
  return lut === undefined ? found : [...found, { name: 'VOI LUT', raw: lut }];
}

/** What the picture rests on and its file does not say, by its name in PS3.6: shown as it usually is. */
export const assumedOf = (instance: Instance, frame = 1): readonly string[] =>
  instance.frames > 0
    ? [...assumedPixelFacts(instance.dataset), ...[missingHalf(instance, frame) ?? []].flat()]
    : [];
