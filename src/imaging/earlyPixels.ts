import type { VerifiedFrame } from '@/archive/archive';
import type { Instance } from '@/dicom/instance';
import { iccProfileOf } from '@/dicom/icc';
import { modalityLutOf } from '@/dicom/lut';
import { overlaysOf } from '@/dicom/overlay';
import { isPalette, readPixel } from '@/dicom/pixel';
import { shutterOf } from '@/dicom/shutter';
import type { Picture } from '@/painting/drawing';
import type { GreyRange } from './greys';

/** A stored image as it can be painted without the engine. */
export interface EarlyPixels {
  readonly picture: Picture;
  /** Of its values; absent for colour. */
  readonly range?: GreyRange;
  readonly isRendered: boolean;
}

/** Whether an image has only to be windowed and placed, and nothing is drawn over it. */
export const isPlain = (instance: Instance, frame: number): boolean => {
  const { dataset } = instance;
  const pixel = readPixel(dataset);
  return (
    pixel !== undefined &&
    !isPalette(pixel) &&
    modalityLutOf(instance) === undefined &&
    iccProfileOf(dataset) === undefined &&
    overlaysOf(dataset).length === 0 &&
    shutterOf(dataset, frame) === undefined
  );
};

/** The pixels of a frame of a plain file; undefined where a codec is needed. The same values as the engine's own image has. */
export function earlyPixels(
  frame: VerifiedFrame,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): EarlyPixels | undefined {
  if (frame.form === 'values') {
    const { values, min, max } = frame;
    return { picture: { kind: 'grey', rows, columns, values }, range: { min, max }, isRendered: false };
  }
  if (frame.form === 'encoded') return undefined;
  return {
    picture: { kind: 'colour', rows, columns, samples: 3, values: frame.bytes },
    isRendered: frame.isRendered === true,
  };
}
