import { toSopUid, type SopUid } from '@/dicom/dataset/uid';
import { buildInstance } from '@/dicom/testing/build';
import type { StackFrame } from '@/imaging/stack/stack';

/** An image 100 mm wide with so many pixels to a side: beside another one, the same spot of a pane is another pixel on each. */
export function squareFrame(sidePx: number, sop: string): StackFrame {
  const built = buildInstance({
    Rows: sidePx,
    Columns: sidePx,
    PixelSpacing: [100 / sidePx, 100 / sidePx],
  });
  const instance = { ...built, sop: toSopUid(sop) as SopUid };
  const { study, series } = instance;
  return {
    imageId: sop,
    ...{ study, series, sop: instance.sop, frame: 1, instance },
    ...{ rows: sidePx, columns: sidePx },
  } as StackFrame;
}
