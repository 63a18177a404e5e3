import type { LinkedImage, LinkedPlace } from './linkedSeries';

/** The slices of the object that an image is one of: the place of the first, from 0, and how many. */
export function slicesOf({ series, index, image }: Pick<LinkedPlace, 'series' | 'index' | 'image'>): {
  readonly from: number;
  readonly count: number;
} {
  const isOne = (at: number) => series.imageAt(at)?.sop === image.sop;
  let [from, to] = [index, index];
  while (isOne(from - 1)) from--;
  while (isOne(to + 1)) to++;
  return { from, count: to - from + 1 };
}

/**
 * Of the slices of one compressed breast that which lies as high, as a part of the whole, as a slice of another. Two breasts have no frame of
 * reference in common, and are not compressed alike. Undefined where one of them is a single picture.
 */
export function sameHeight(from: LinkedPlace, to: LinkedPlace): LinkedImage | undefined {
  const [a, b] = [slicesOf(from), slicesOf(to)];
  if (a.count < 2 || b.count < 2) return undefined;
  const part = (from.index - a.from) / (a.count - 1);
  return to.series.imageAt(b.from + Math.round(part * (b.count - 1)));
}
