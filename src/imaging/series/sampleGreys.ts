import type { Types } from '@cornerstonejs/core';
import { eachOf } from '@/archive/http/fewAtOnce';
import { toFault } from './fault';
import type { Stack } from '@/imaging/stack/stack';

/** Few at once: the images around the reader come meanwhile. */
const ABREAST = 2;

/** Faults of the archive or of the way to it, not of an image. */
const isAway = (error: unknown): boolean => {
  const { code } = toFault(error);
  return code === 'unreachable' || code === 'unauthorised' || code === 'aborted';
};

/**
 * Brings the values that decide the window of a series too large to be here as a whole (PartGreys.sample); its images are not kept.
 * Those that cannot be shown are left out, as they are for every reader. Whether all that is to be had came.
 */
export async function sampleGreys(
  { greys, frames }: Stack,
  bring: (imageId: string) => Promise<Types.IImage>,
): Promise<boolean> {
  const came = await eachOf(greys.sample(), ABREAST, async (index) => {
    const frame = frames[index];
    try {
      const image = frame && (await bring(frame.imageId));
      if (image && !image.color) greys.add(index, { min: image.minPixelValue, max: image.maxPixelValue });
      return true;
    } catch (error) {
      return !isAway(error);
    }
  });
  const isWhole = came.every((one) => one);
  if (isWhole) greys.settle();
  return isWhole;
}
