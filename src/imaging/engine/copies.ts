import type { StackFrame } from '@/imaging/stack/stack';
import type { Measurement } from '@/measurement/measurement';
import type { FrameRef } from '@/dicom/dataset/instance';

/** Points of copies have been to millimetres and back. */
const SAME_PX = 1e-3;

/** Whether two drawings lie at one place of two images of a series. */
const isSamePlace = (one: Measurement, other: Measurement): boolean =>
  one.kind === other.kind &&
  one.series === other.series &&
  one.study === other.study &&
  one.pointsPx.length === other.pointsPx.length &&
  one.pointsPx.every(([column, row], i) => {
    const [otherColumn, otherRow] = other.pointsPx[i] ?? [NaN, NaN];
    return Math.hypot(column - otherColumn, row - otherRow) < SAME_PX;
  });

/** Those of `images` on which a copy can lie: of the same size, and without one at that place. */
export function imagesForCopies(
  found: Measurement,
  images: readonly FrameRef[],
  all: readonly Measurement[],
  frameOf: (mark: Measurement) => Pick<StackFrame, 'rows' | 'columns'> | undefined,
): readonly FrameRef[] {
  const own = frameOf(found);
  if (!own) return [];
  const here = new Set(
    all.filter((one) => isSamePlace(one, found)).map(({ sop, frame }) => `${sop}/${frame}`),
  );
  return images.filter(({ sop, frame }) => {
    const image = frameOf({ ...found, sop, frame });
    const fits = image?.rows === own.rows && image.columns === own.columns;
    // A second copy at the same place would lie under the first, unseen.
    return fits && !here.has(`${sop}/${frame}`);
  });
}
