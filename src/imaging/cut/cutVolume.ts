import { cache, type Types } from '@cornerstonejs/core';
import { readVolumes, type Volume, type VolumeReading } from '@/dicom/volume/readVolumes';
import type { VolumeRefusal } from '@/dicom/volume/volumeRefusal';
import { lpsToVoxel, voxelToLps, type VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { FrameName, Pane } from '@/view/viewState';
import type { Triple } from '@/dicom/geometry/geometry';
import type { FrameRef } from '@/dicom/dataset/instance';
import type { FrameValues, VolumeFrames } from '@/imaging/volume/planeSource';
import type { SeriesPart, Stack, StackFrame } from '@/imaging/stack/stack';

/** A volume of a series: by slice, from 0, its images. */
export interface CutVolume extends Pick<Volume, 'grid' | 'told'> {
  readonly images: readonly StackFrame[];
  /** By slice: place of its image in the series, from 0. */
  readonly places: readonly number[];
}

const readings = new WeakMap<SeriesPart, VolumeReading>();

/** Read once for each part of a series. */
function readingOf(stack: Stack, part: SeriesPart): VolumeReading {
  const frames = () => stack.frames.slice(part.from, part.from + part.count);
  const known = readings.get(part) ?? readVolumes(frames());
  readings.set(part, known);
  return known;
}

/**
 * The volume that an image stands in; without one, or of images that make none, the first of the series. Where no images of the series
 * make any: why those of the image, or of the first part, do not.
 */
export function volumeOf(
  stack: Stack,
  at: FrameRef | undefined,
): CutVolume | { readonly refused: VolumeRefusal } {
  const index = (at && stack.indexOf(at)) ?? 0;
  const isHere = ({ from, count }: SeriesPart) => index >= from && index < from + count;
  const own = stack.parts.find(isHere) ?? stack.parts[0];
  if (!own) return { refused: 'no-picture' };
  const reading = readingOf(stack, own);
  if ('refused' in reading) return reading;
  const place = index - own.from;
  const volume = reading.volumes.find(({ places }) => places.includes(place)) ?? reading.volumes[0];
  const places = volume.places.map((one) => one + own.from);
  const images = places.map((one) => stack.frames[one]).filter((one) => one !== undefined);
  return { grid: volume.grid, ...(volume.told ? { told: volume.told } : {}), images, places };
}

/** Whose cross cuts a volume. */
export const frameNameOf = ({ frameOfReference }: VolumeGrid, { study }: Pick<Pane, 'study'>): FrameName => ({
  study,
  frame: frameOfReference,
});

/** The middle of an image of a volume; of another, of the volume's middle one. */
export function middleOfImage({ grid, images }: CutVolume, at: FrameRef | undefined): Triple {
  const slice = images.findIndex(({ sop, frame }) => sop === at?.sop && frame === at.frame);
  const middle = slice < 0 ? (grid.slices - 1) >> 1 : slice;
  return voxelToLps(grid, [(grid.columns - 1) / 2, (grid.rows - 1) / 2, middle]);
}

/**
 * The image whose window a volume has: that which was looked at when it was cut, so that planes are as bright as it; where none is
 * named, the first in the order of the series, as a pane of stored images shows it.
 */
export const imageLookedAt = (
  { images, places }: Pick<CutVolume, 'images' | 'places'>,
  at: FrameRef | undefined,
): StackFrame | undefined =>
  images.find(({ sop, frame }) => sop === at?.sop && frame === at.frame) ??
  images[places.indexOf(Math.min(...places))];

/** The slice nearest to a point, from 0. */
export function nearestSlice({ grid }: CutVolume, pointLps: Triple): number {
  const [, , slice] = lpsToVoxel(grid, pointLps);
  return Math.min(grid.slices - 1, Math.max(0, Math.round(slice)));
}

const isGrey = (data: unknown): data is FrameValues =>
  data instanceof Int16Array ||
  data instanceof Uint16Array ||
  data instanceof Uint8Array ||
  data instanceof Int8Array ||
  data instanceof Float32Array;

function valuesOf(image: Types.IImage | undefined): FrameValues | undefined {
  const values: unknown = image && !image.color ? image.getPixelData() : undefined;
  return isGrey(values) ? values : undefined;
}

export interface FramesHere extends VolumeFrames {
  /** How many images hold values. */
  readonly had: number;
  /** How many are here as pictures that the archive made in their place: to a plane they are as good as lost. */
  readonly rendered: number;
}

/** What of a volume is here: the very arrays of the cache, none copied. */
export function framesHere({ grid, images }: CutVolume): FramesHere {
  const cached = images.map(({ imageId }) => cache.getImage(imageId));
  const values = cached.map(valuesOf);
  return {
    ...{ grid, values },
    had: values.filter((one) => one !== undefined).length,
    rendered: cached.filter((one, at) => one && !values[at]).length,
  };
}

/** The same list as before as long as no values came: what was resliced from it holds. */
export function framesKept(before: FramesHere | undefined, now: FramesHere): FramesHere {
  const isSame =
    before?.values.length === now.values.length &&
    before.values.every((one, slice) => one === now.values[slice]);
  return isSame ? before : now;
}

/** What is known of images of a series, by their place in it. */
interface Bringer {
  has(index: number): boolean;
  errorAt(index: number): unknown;
}

/** How many images a plane goes without for good: those that could not be had, and pictures in their place. */
export function lostIn({ places }: CutVolume, rendered: number, loader: Bringer): number {
  return rendered + places.filter((at) => !loader.has(at) && loader.errorAt(at) !== undefined).length;
}

/** So many pictures without a single value, and no more is expected of the archive. */
const ENOUGH_RENDERED = 8;

/** Whether the archive gives pictures instead of values: not that of a few images it did. */
export const isRendered = ({ values, had, rendered }: FramesHere): boolean =>
  had === 0 && rendered >= Math.min(ENOUGH_RENDERED, values.length);

/** Least and greatest value of the first image that is here. */
export function rangeHere(frames: VolumeFrames | undefined) {
  const values = frames?.values.find((one) => one !== undefined);
  if (!values) return undefined;
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
