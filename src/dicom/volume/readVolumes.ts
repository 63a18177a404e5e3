import { number } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { readPlane } from '@/dicom/geometry/geometry';
import { bValueOf } from '@/dicom/series/diffusion';
import { distanceAlong, gridOfSlices } from './slicePlaces';
import { timePoints, type RankedPlace, type TimePoint, type VolumeDistinction } from './timePoints';
import { longestEdgeMm, type VolumeGrid } from './volumeGrid';
import {
  frameOfReference,
  refusalOfKind,
  refusalOfPlaces,
  type PlacedFrame,
  type VolumeRefusal,
} from './volumeRefusal';

/** An image of a series. Frames count from 1. */
interface SeriesFrame {
  readonly instance: Instance;
  readonly frame: number;
}

/** One volume: a time point, a b-value, or all there is. */
export interface Volume {
  readonly grid: VolumeGrid;
  /** By slice: its image, as a place in the list that was read. */
  readonly places: readonly number[];
  /** Absent where there is one volume only. */
  readonly told?: VolumeDistinction;
}

export type VolumeReading =
  { readonly volumes: readonly [Volume, ...Volume[]] } | { readonly refused: VolumeRefusal };

interface Placed extends PlacedFrame {
  readonly frame: number;
  readonly at: number;
}

function placed({ instance, frame }: SeriesFrame, at: number): readonly Placed[] {
  const plane = readPlane(instance, frame);
  if (!plane) return [];
  const [columns = 0, rows = 0] = [TAG.Columns, TAG.Rows].map((tag) => number(instance.dataset, tag));
  return [{ instance, frame, plane, columns, rows, at }];
}

type NoGrid = Extract<VolumeRefusal, 'too-few-slices' | 'shifted' | 'impossible-size'>;

/** No body, and no couch, is longer: numbers that say so are wrong, and planes drawn from them would be. */
const MOST_EDGE_MM = 10_000;

function toVolume({ slices, told }: TimePoint, all: readonly Placed[]): Volume | NoGrid {
  const own = slices.flatMap(({ rank, distanceMm }) => {
    const one = all[rank];
    return one ? [{ ...one, distanceMm }] : [];
  });
  const [first] = own;
  if (!first) return 'too-few-slices';
  const { columns, rows, instance } = first;
  const grid = gridOfSlices(own, { frameOfReference: frameOfReference(instance), columns, rows });
  if (typeof grid === 'string') return grid;
  if (!(longestEdgeMm(grid) <= MOST_EDGE_MM)) return 'impossible-size';
  return { grid, places: own.map(({ at }) => at), ...(told ? { told } : {}) };
}

/**
 * The volumes that images of one part of a series make (parallel ones of one size: FrameStack, SeriesPart), one for each time point,
 * b-value or echo; or why they make none. Positions, directions and spacings of each frame (PS3.3 C.7.6.2, C.7.6.16).
 */
export function readVolumes(frames: readonly SeriesFrame[]): VolumeReading {
  const instances = new Set(frames.map(({ instance }) => instance));
  const ofKind = [...instances].map(refusalOfKind).find((refusal) => refusal !== undefined);
  if (ofKind) return { refused: ofKind };
  const all = frames.flatMap(placed);
  if (all.length < frames.length) return { refused: 'no-position' };
  const ofPlaces = refusalOfPlaces(all);
  if (ofPlaces) return { refused: ofPlaces };
  const ranked = all.map(({ instance, frame, plane }, rank): RankedPlace => {
    const bValue = bValueOf(instance, frame);
    const distanceMm = distanceAlong(plane, all[0]?.plane.normal ?? plane.normal);
    return { instance, frame, rank, distanceMm, ...(bValue === undefined ? {} : { bValue }) };
  });
  const points = timePoints(ranked);
  if (!points) return { refused: 'repeated' };
  return together(points.map((point) => toVolume(point, all)));
}

/** All that are volumes; where none is, why the first is not. */
function together(read: readonly (Volume | NoGrid)[]): VolumeReading {
  const [first, ...others] = read.filter((one) => typeof one !== 'string');
  if (first) return { volumes: [first, ...others] };
  return { refused: read.find((one) => typeof one === 'string') ?? 'too-few-slices' };
}
