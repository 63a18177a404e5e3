import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { isPlausible, isPixelSize, pixelDoubt } from './spacing';

/** Height and width of a pixel, mm. */
export interface PixelMm {
  readonly rowMm: number;
  readonly columnMm: number;
}

/**
 * How large a pixel is where pictures are to be equally large beside each other: at the detector, by Imager Pixel Spacing (0018,1164), whatever
 * the magnification that is estimated for a contact view; of slices, and where that is not told, by Pixel Spacing (0028,0030). No length is
 * read off by it. Undefined where nothing is told, or what is told cannot be, or contradicts itself.
 */
export function detectorPixel(instance: Instance, frame = 1): PixelMm | undefined {
  const { dataset } = instance;
  if (pixelDoubt(instance, frame)) return undefined;
  const found = [
    frameNumbers(dataset, frame, TAG.FramePixelDataPropertiesSequence, TAG.ImagerPixelSpacing),
    frameNumbers(dataset, frame, TAG.PixelMeasuresSequence, TAG.PixelSpacing),
  ].find((pair) => pair.length === 2 && pair.every((mm) => mm > 0 && isPixelSize(mm)));
  const [rowMm, columnMm] = found ?? [];
  if (rowMm === undefined || columnMm === undefined) return undefined;
  // That of the detector of slices, by which nothing is measured, was not looked at yet.
  return isPlausible(instance, [rowMm, columnMm]) ? { rowMm, columnMm } : undefined;
}
