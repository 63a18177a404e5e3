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

/** What is known of the values of a part. */
interface Greys {
  readonly part: Run;
  readonly images: Map<number, GreyRange>;
  range?: GreyRange | undefined;
  /** The range is that of all images, not of the first that came. */
  isSettled: boolean;
}

/** All of the values that came; of a part on its way those of the first image that has more than one. */
function rangeFor({ images, isSettled }: Greys): GreyRange | undefined {
  const all = [...images.values()];
  const first = all.find(({ min, max }) => max > min) ?? all[0];
  if (!isSettled || !first) return first;
  return {
    min: all.reduce((least, { min }) => Math.min(least, min), first.min),
    max: all.reduce((most, { max }) => Math.max(most, max), first.max),
  };
}

/** A range that has not changed stays the same object. */
function bringUpToDate(greys: Greys): void {
  const next = rangeFor(greys);
  const { range } = greys;
  if (range?.min !== next?.min || range?.max !== next?.max) greys.range = next;
}

const isTelling = (range: GreyRange | undefined): boolean => range !== undefined && range.max > range.min;

/**
 * The range of values of all images of a part. Where a file brings no window, it is shown with this one window for the whole
 * part: with one for each image, a slice that takes up less would look the same as one that takes up more. Until all images
 * are here it is that of the first that came: it changes once, and not under the reader's eyes with each that comes.
 */
export class PartGreys {
  private readonly parts: readonly Greys[];

  constructor(parts: readonly Run[], frames: readonly Image[]) {
    this.parts = parts
      .filter((part) => isComparable(part, frames))
      .map((part) => ({ part, images: new Map(), isSettled: false }));
  }

  private at(index: number) {
    return this.parts.find(({ part }) => index >= part.from && index < part.from + part.count);
  }

  /** Takes in the values of one image, by its place in the series from 0. */
  add(index: number, { min, max }: GreyRange): void {
    const found = this.at(index);
    if (!found || !(max >= min)) return;
    found.images.set(index, { min, max });
    const isWhole = found.images.size === found.part.count;
    if (isWhole) found.isSettled = true;
    if (isWhole || !isTelling(found.range)) bringUpToDate(found);
  }

  /** No more images are on their way: those that came are what there is. */
  settle(): void {
    for (const greys of this.parts) {
      if (greys.images.size === 0) continue;
      greys.isSettled = true;
      bringUpToDate(greys);
    }
  }

  /** Takes out what an image brought: its values turned out to be doubtful. */
  forget(index: number): void {
    const found = this.at(index);
    if (found?.images.delete(index)) bringUpToDate(found);
  }

  /** Whether the range of an image is still that of a few. */
  isProvisional(index: number): boolean {
    return this.at(index)?.isSettled === false;
  }

  /** The range that an image is shown in, the same object until it changes; undefined where each image has its own. */
  of(index: number): GreyRange | undefined {
    return this.at(index)?.range;
  }
}
