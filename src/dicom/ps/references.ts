import { items, numbers, text, type DicomJson } from '@/dicom/dicomJson';
import { toSeriesUid, toSopUid } from '@/dicom/uid';
import type { ImageReference, SeriesImageReference } from './state';

const REFERENCED_SERIES_SEQUENCE = '00081115';
const REFERENCED_IMAGE_SEQUENCE = '00081140';

/** Items of a Referenced Image Sequence (PS3.3 10.3). */
function imagesOf(place: DicomJson): ImageReference[] {
  return items(place, REFERENCED_IMAGE_SEQUENCE).flatMap((item) => {
    const sop = toSopUid(text(item, '00081155'));
    const frames = numbers(item, '00081160');
    if (!sop) return [];
    return [{ sop, sopClass: text(item, '00081150') ?? '', ...(frames.length > 0 ? { frames } : {}) }];
  });
}

/** The images that an item is for, where it names any. */
export function readReferences(item: DicomJson): { images?: readonly ImageReference[] } {
  const images = imagesOf(item);
  return images.length > 0 ? { images } : {};
}

/** Presentation State Relationship (PS3.3 C.11.11): every image with its series. */
export const readSeriesReferences = (place: DicomJson): readonly SeriesImageReference[] =>
  items(place, REFERENCED_SERIES_SEQUENCE).flatMap((item) => {
    const series = toSeriesUid(text(item, '0020000E'));
    return series ? imagesOf(item).map((image) => ({ ...image, series })) : [];
  });
