import { TAG } from '@/dicom/dataset/tags';

/** Numbers as texts (DS, IS) that place, scale or shade a picture. */
export const PICTURE_NUMBERS = [
  TAG.PixelSpacing,
  TAG.ImagerPixelSpacing,
  TAG.NominalScannedPixelSpacing,
  TAG.PixelAspectRatio,
  TAG.ImagePositionPatient,
  TAG.ImageOrientationPatient,
  TAG.WindowCenter,
  TAG.WindowWidth,
  TAG.RescaleIntercept,
  TAG.RescaleSlope,
] as const;

const isEmptyList = (element: unknown): boolean =>
  typeof element === 'object' &&
  element !== null &&
  'Value' in element &&
  Array.isArray(element.Value) &&
  element.Value.length === 0;

/**
 * The numbers of a picture that an archive names with an empty list. What is empty in the file has no list (PS3.18 F.2.5): these
 * values are there, and the archive could not read them. Orthanc does so where a value has a decimal comma, and for all lists in files of ISO IR 13,
 * whose backslash it takes for a yen sign.
 */
export const lostNumbers = (sent: unknown): readonly string[] =>
  typeof sent === 'object' && sent !== null
    ? PICTURE_NUMBERS.filter((tag) => isEmptyList((sent as Readonly<Record<string, unknown>>)[tag]))
    : [];
