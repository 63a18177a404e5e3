import { fractionalMask, masksByValue, type Mask } from './mask';
import type { Segmentation, SegmentFrame } from './readSegmentation';

/** What a frame marks, by segment, of its stored values. Values of a label map are Segment Numbers; those that no segment has are left out. */
export function masksOf(
  { kind, columns, segments }: Pick<Segmentation, 'kind' | 'columns' | 'segments'>,
  { segment }: Pick<SegmentFrame, 'segment'>,
  values: ArrayLike<number>,
): ReadonlyMap<number, Mask> {
  if (kind === 'labels') {
    const known = new Set(segments.map((one) => one.number));
    return new Map([...masksByValue(values, columns)].filter(([value]) => known.has(value)));
  }
  if (segment === undefined) return new Map();
  const mask = kind === 'fractional' ? fractionalMask(values, columns) : masksByValue(values, columns).get(1);
  return mask ? new Map([[segment, mask]]) : new Map();
}
