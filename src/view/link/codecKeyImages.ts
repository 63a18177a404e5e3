import { toSeriesUid, toSopUid, type StudyUid } from '@/dicom/dataset/uid';
import type { KeyImage } from '@/view/viewState';

/** What fits into a link beside a view; more are kept with the work, not in the address. */
export const MOST_KEY_IMAGES = 100;

/** The newest key images as [study's place, series, SOP instance, frame unless 1], in `y`. */
export function packKeyImages(
  keyImages: readonly KeyImage[] = [],
  studies: readonly StudyUid[],
): Record<string, unknown> {
  const packed = keyImages
    .filter(({ study }) => studies.includes(study))
    .slice(-MOST_KEY_IMAGES)
    .map(({ study, series, sop, frame }) => [
      studies.indexOf(study),
      series,
      sop,
      ...(frame === 1 ? [] : [frame]),
    ]);
  return packed.length > 0 ? { y: packed } : {};
}

function readKeyImage(raw: unknown, studies: readonly StudyUid[]): KeyImage | undefined {
  const [place, seriesText, sopText, frame = 1] = Array.isArray(raw) ? (raw as unknown[]) : [];
  const study = studies[Number.isInteger(place) ? (place as number) : -1];
  const [series, sop] = [toSeriesUid(seriesText), toSopUid(sopText)];
  if (!study || !series || !sop || !Number.isInteger(frame) || (frame as number) < 1) return undefined;
  return { study, series, sop, frame: frame as number };
}

/** The mirror image of packKeyImages. `complete` is false when something could not be read. */
export function unpackKeyImages(
  json: Record<string, unknown>,
  studies: readonly StudyUid[],
): { keyImages: readonly KeyImage[]; complete: boolean } {
  if (json['y'] === undefined) return { keyImages: [], complete: true };
  const raw = Array.isArray(json['y']) ? (json['y'] as unknown[]) : [];
  const keyImages = raw
    .slice(0, MOST_KEY_IMAGES)
    .map((one) => readKeyImage(one, studies))
    .filter((one) => one !== undefined);
  return { keyImages, complete: Array.isArray(json['y']) && keyImages.length === raw.length };
}
