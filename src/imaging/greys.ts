import { readOrientation } from '@/dicom/geometry';
import type { Instance } from '@/dicom/instance';

/** Least and greatest modality value. */
export interface GreyRange {
  readonly min: number;
  readonly max: number;
}

/** Images side by side in a series: from a place, from 0, so many. */
interface Run {
  readonly from: number;
  readonly count: number;
}
/** An image of a series. */
interface Image {
  readonly instance: Instance;
  readonly frame: number;
}

/** Modalities whose values mean the same from image to image. */
const COMPARABLE: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM']);

/** Whether images of a part are read against each other: slices, views from all round, frames of one clip. */
function isComparable({ from, count }: Run, frames: readonly Image[]): boolean {
  const [head, last] = [frames[from], frames[from + count - 1]];
  if (count < 2 || !head || !last) return false;
  const { instance, frame } = head;
  return (
    COMPARABLE.has(instance.modality) ||
    instance === last.instance ||
    readOrientation(instance, frame) !== undefined
  );
}

/**
 * The range of values of all images of a part that came so far. Where a file brings no window, it is shown with this one
 * window for the whole part: with one for each image, a slice that takes up less would look the same as one that takes up more.
 */
export class PartGreys {
  private readonly parts: readonly {
    readonly part: Run;
    readonly images: Map<number, GreyRange>;
    range?: GreyRange | undefined;
  }[];

  constructor(parts: readonly Run[], frames: readonly Image[]) {
    this.parts = parts
      .filter((part) => isComparable(part, frames))
      .map((part) => ({ part, images: new Map() }));
  }

  private at(index: number) {
    return this.parts.find(({ part }) => index >= part.from && index < part.from + part.count);
  }

  /** Takes in the values of one image, by its place in the series from 0. */
  add(index: number, { min, max }: GreyRange): void {
    const found = this.at(index);
    if (!found || !(max >= min)) return;
    found.images.set(index, { min, max });
    const { range = { min, max } } = found;
    const grown = { min: Math.min(range.min, min), max: Math.max(range.max, max) };
    if (!found.range || grown.min < range.min || grown.max > range.max) found.range = grown;
  }

  /** Takes out what an image brought: its values turned out to be doubtful. */
  forget(index: number): void {
    const found = this.at(index);
    if (!found?.images.delete(index)) return;
    const left = [...found.images.values()];
    const [first] = left;
    found.range =
      first &&
      left.reduce(
        (all, { min, max }) => ({ min: Math.min(all.min, min), max: Math.max(all.max, max) }),
        first,
      );
  }

  /** The range that an image is shown in, the same object until it changes; undefined where each image has its own. */
  of(index: number): GreyRange | undefined {
    return this.at(index)?.range;
  }
}
