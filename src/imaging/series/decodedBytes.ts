import { isGrey, readPixel } from '@/dicom/pixels/pixel';
import { readRescale } from '@/dicom/transforms/rescale';
import type { StackFrame } from '@/imaging/stack/stack';

/** Bytes of memory that an image takes up once it is decoded, as far as its description tells. */
export function decodedBytes({ instance, frame, rows, columns }: StackFrame): number {
  const pixel = readPixel(instance.dataset);
  if (!pixel || !isGrey(pixel)) return rows * columns * 4;
  const { slope, intercept } = readRescale(instance, frame);
  const isWhole = Number.isInteger(intercept) && slope === 1;
  const each = !isWhole || pixel.bitsAllocated > 16 ? 4 : pixel.bitsAllocated > 8 || intercept !== 0 ? 2 : 1;
  return rows * columns * each;
}
