import { items, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { referencedFrames } from '@/dicom/dataset/referencedFrames';
import { toSeriesUid, toSopUid } from '@/dicom/dataset/uid';
import type { ImageReference, SeriesImageReference } from './state';

const REFERENCED_SERIES_SEQUENCE = '00081115';
const REFERENCED_IMAGE_SEQUENCE = '00081140';

/** Items of a Referenced Image Sequence (PS3.3 10.3). */
function imagesOf(place: DicomJson): ImageReference[] {
  return items(place, REFERENCED_IMAGE_SEQUENCE).flatMap((item) => {
    const sop = toSopUid(text(item, '00081155'));
    const frames = referencedFrames(item);
    // One that cannot be met is for no image; it must not become one of every frame.
    if (!sop || frames?.length === 0) return [];
    return [{ sop, sopClass: text(item, '00081150') ?? '', ...(frames ? { frames } : {}) }];
  });
}

/** The images that an item is for, where it names any: of names that cannot be read it is for none, not for all. */
export const readReferences = (item: DicomJson): { images?: readonly ImageReference[] } =>
  items(item, REFERENCED_IMAGE_SEQUENCE).length > 0 ? { images: imagesOf(item) } : {};

/** Presentation State Relationship (PS3.3 C.11.11): every image with its series. */
export const readSeriesReferences = (place: DicomJson): readonly SeriesImageReference[] =>
  items(place, REFERENCED_SERIES_SEQUENCE).flatMap((item) => {
    const series = toSeriesUid(text(item, '0020000E'));
    return series ? imagesOf(item).map((image) => ({ ...image, series })) : [];
  });
