import { cache } from '@cornerstonejs/core';

/** What marks an image in Cornerstone's cache as a picture made by the archive. */
export interface RenderedMark {
  readonly isRendered?: boolean;
}

/** Whether the image that is here is a picture made by the archive: windowed there, so that nothing on it is a value. */
export const isRenderedImage = (imageId: string): boolean =>
  (cache.getImage(imageId) as RenderedMark | undefined)?.isRendered === true;
