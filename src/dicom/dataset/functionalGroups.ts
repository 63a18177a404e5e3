import { number, numbers, readNumbers, texts, type DicomJson, type JsonValue } from './dicomJson';
import { TAG } from './tags';
import type { ValueReading } from '@/dicom/values/reading';

const toItem = (value: JsonValue | undefined): DicomJson | undefined =>
  typeof value === 'object' && value !== null ? (value as DicomJson) : undefined;

/** Item of a sequence by its place, from 0; empty items count, so that items stay parallel to frames. */
const itemAt = (dataset: DicomJson | undefined, sequenceTag: string, index: number): DicomJson | undefined =>
  toItem(dataset?.[sequenceTag]?.Value?.[index]);

/**
 * A frame's own functional groups. Where there are not as many items as frames, which one is whose is not known (archives
 * leave out empty ones: Orthanc 1.10), and none is believed: a frame in the place of another is worse than one without.
 */
function ownGroups(dataset: DicomJson, frame: number): DicomJson | undefined {
  const count = dataset[TAG.PerFrameFunctionalGroups]?.Value?.length;
  const frames = number(dataset, TAG.NumberOfFrames) || undefined;
  return frames !== undefined && count !== frames
    ? undefined
    : itemAt(dataset, TAG.PerFrameFunctionalGroups, frame - 1);
}

/** Most images have none: they are asked for dozens of attributes at each step of a scroll. */
const hasGroups = (dataset: DicomJson): boolean =>
  dataset[TAG.PerFrameFunctionalGroups] !== undefined || dataset[TAG.SharedFunctionalGroups] !== undefined;

/**
 * The item of a functional group macro that holds for a frame: the frame's own, else the shared one
 * (PS3.3 C.7.6.16). Frames count from 1.
 */
export const frameItem = (dataset: DicomJson, frame: number, sequenceTag: string): DicomJson | undefined =>
  hasGroups(dataset)
    ? (itemAt(ownGroups(dataset, frame), sequenceTag, 0) ??
      itemAt(itemAt(dataset, TAG.SharedFunctionalGroups, 0), sequenceTag, 0))
    : undefined;

/**
 * Where an attribute of a frame may stand, best first: the frame's functional group, the shared one, the dataset
 * itself (single-frame objects, and older multi-frame ones).
 */
function places(dataset: DicomJson, frame: number, sequenceTag: string): (DicomJson | undefined)[] {
  if (!hasGroups(dataset)) return [dataset];
  return [
    itemAt(ownGroups(dataset, frame), sequenceTag, 0),
    itemAt(itemAt(dataset, TAG.SharedFunctionalGroups, 0), sequenceTag, 0),
    dataset,
  ];
}

/** The place that holds an attribute of a frame, or one of several that belong together: its functional group, the shared one, or the dataset. */
export const framePlace = (
  dataset: DicomJson,
  frame: number,
  sequenceTag: string,
  ...tags: readonly string[]
): DicomJson | undefined =>
  places(dataset, frame, sequenceTag).find((place) =>
    tags.some((tag) => (place?.[tag]?.Value?.length ?? 0) > 0),
  );

/** All numbers of a frame's attribute, from its functional group, the shared one, or the dataset. */
export const frameNumbers = (dataset: DicomJson, frame: number, sequenceTag: string, tag: string): number[] =>
  numbers(framePlace(dataset, frame, sequenceTag, tag), tag);

/** The numbers of a frame's attribute, from its functional group, the shared one, or the dataset; or that they cannot be read. */
export const readFrameNumbers = (
  dataset: DicomJson,
  frame: number,
  sequenceTag: string,
  tag: string,
): ValueReading<readonly number[]> => readNumbers(framePlace(dataset, frame, sequenceTag, tag), tag);

/** All texts of a frame's attribute, from its functional group, the shared one, or the dataset. */
export const frameTexts = (dataset: DicomJson, frame: number, sequenceTag: string, tag: string): string[] =>
  texts(framePlace(dataset, frame, sequenceTag, tag), tag);

/** The first number of a frame's attribute within a functional group (own, then shared); the dataset is not asked. */
export const frameNumber = (
  dataset: DicomJson,
  frame: number,
  sequenceTag: string,
  tag: string,
): number | undefined => number(frameItem(dataset, frame, sequenceTag), tag);
