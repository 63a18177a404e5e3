import { cache } from '@cornerstonejs/core';
import type { PaneView } from '@/imaging/pane/paneView';
import type { DrawingGround } from './draft';
import { greyPicture } from './greyPicture';
import { pixelShapeOf } from './layout';
import { pxPerCss } from './onImage';

/** What a drawing needs to know of the picture that it begins on; its values are read once they are asked for. */
export function groundOf(view: PaneView, { frame, window }: NonNullable<PaneView['seen']>): DrawingGround {
  const image = cache.getImage(frame.imageId);
  let picture: ReturnType<typeof greyPicture> | undefined;
  return {
    shape: pixelShapeOf(frame),
    pxPerCss: pxPerCss(view),
    picture: () => (picture ??= image && greyPicture(image)),
    greys: window?.width ?? (image ? image.maxPixelValue - image.minPixelValue : 1),
  };
}
