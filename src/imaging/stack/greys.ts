import { readOrientation } from '@/dicom/geometry/geometry';
import type { Instance } from '@/dicom/dataset/instance';
import { voiLutsOf } from '@/dicom/transforms/lut';
import { isGrey, readPixel } from '@/dicom/pixels/pixel';
import { windowsOf } from '@/dicom/transforms/voi';

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
  /** Places of the images that decide; absent: all of the part. */
  sample?: ReadonlySet<number>;
  /** The range is that of all images that decide, not of the first that came. */
  isSettled: boolean;
}

/** How many images of a part decide its range where the series is never here as a whole. */
const SAMPLE = 17;

/** Places of a part's images from its first to its last, evenly spread. */
function spread({ from, count }: Run): ReadonlySet<number> {
  const last = Math.max(1, Math.min(SAMPLE, count) - 1);
  return new Set(Array.from({ length: last + 1 }, (_, n) => from + Math.round((n * (count - 1)) / last)));
}

/** Grey, and without a window or a table of its own. */
function needsRange({ instance, frame }: Image): boolean {
  const pixel = readPixel(instance.dataset);
  if (!pixel || !isGrey(pixel)) return false;
  return windowsOf(instance, frame).length === 0 && voiLutsOf(instance, frame).length === 0;
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
  private readonly frames: readonly Image[];

  constructor(parts: readonly Run[], frames: readonly Image[]) {
    this.frames = frames;
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
    if (found.sample && !found.sample.has(index)) {
      // One of many: until those that decide are here, there is none other.
      if (!found.isSettled && !isTelling(found.range)) found.range = { min, max };
      return;
    }
    found.images.set(index, { min, max });
    const isWhole = found.images.size === (found.sample?.size ?? found.part.count);
    if (isWhole) found.isSettled = true;
    if (isWhole || !isTelling(found.range)) bringUpToDate(found);
  }

  /**
   * The series is too large to be here as a whole: of each part some images decide, whichever way its readers came, so that two of
   * them see the same. Places of those whose values are to be brought; none where images bring windows of their own.
   */
  sample(): readonly number[] {
    return this.parts.flatMap((greys) => {
      greys.sample ??= spread(greys.part);
      const { images, sample, isSettled } = greys;
      for (const index of images.keys()) if (!sample.has(index)) images.delete(index);
      const missing = [...sample].filter((index) => !images.has(index));
      const isNeeded = missing.some((index) => {
        const frame = this.frames[index];
        return frame !== undefined && needsRange(frame);
      });
      return isSettled || !isNeeded ? [] : missing;
    });
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
