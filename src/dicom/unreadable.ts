import { readFrameNumbers } from './functionalGroups';
import type { Instance } from './instance';
import { TAG } from './tags';

/** An attribute that is there and cannot be read, by its name in PS3.6. */
export interface UnreadableAttribute {
  readonly name: string;
  /** What stands there, its parts separated by backslashes. */
  readonly raw: string;
}

/** Attributes that lengths, places, values and greys rest on, each with the functional group it may stand in. */
const RESTED_ON: readonly (readonly [name: string, group: string, tag: string])[] = [
  ['Pixel Spacing', TAG.PixelMeasuresSequence, TAG.PixelSpacing],
  ['Imager Pixel Spacing', TAG.FramePixelDataPropertiesSequence, TAG.ImagerPixelSpacing],
  ['Image Position (Patient)', TAG.PlanePositionSequence, TAG.ImagePositionPatient],
  ['Image Orientation (Patient)', TAG.PlaneOrientationSequence, TAG.ImageOrientationPatient],
  ['Rescale Slope', TAG.PixelValueTransformationSequence, TAG.RescaleSlope],
  ['Rescale Intercept', TAG.PixelValueTransformationSequence, TAG.RescaleIntercept],
  ['Window Center', TAG.FrameVoiLutSequence, TAG.WindowCenter],
  ['Window Width', TAG.FrameVoiLutSequence, TAG.WindowWidth],
];

/** What of a frame is there and cannot be read, so that it is not taken for absent. Frames from 1. */
export const unreadableOf = ({ dataset }: Instance, frame: number): readonly UnreadableAttribute[] =>
  RESTED_ON.flatMap(([name, group, tag]) => {
    const reading = readFrameNumbers(dataset, frame, group, tag);
    return reading.kind === 'unreadable' ? [{ name, raw: reading.raw }] : [];
  });
