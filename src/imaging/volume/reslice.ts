import { cross, type Triple } from '@/dicom/geometry/geometry';
import {
  lpsToVoxel,
  sliceOfStep,
  stepAtSlice,
  stepOfSlice,
  type VolumeGrid,
} from '@/dicom/volume/volumeGrid';
import { emptyPicture, storeRow } from './planePicture';
import { PlaneRows, rowLines, rowStart, rowWithin, type RowLines } from './planeRows';
import type { CutPlane, ReslicedPlane, VolumeFrames } from './planeSource';
import { slabOffsetsMm, SlabRows, WAITING } from './slab';

/** A plane that is being worked out: band after band of rows, in any order, each once. */
export interface Reslicing {
  /** What there is so far. `picture` has one array of values from the beginning; rows that were not drawn yet are `nothing`. */
  readonly plane: ReslicedPlane;
  /** Works out rows from `fromRow` to before `toRow`. */
  draw(fromRow: number, toRow: number): void;
}

/** What a plane is worked out with, row by row. */
interface Course {
  readonly lines: RowLines;
  readonly offsetsMm: readonly number[];
}

function courseOf(grid: VolumeGrid, plane: CutPlane): Course {
  const normal = cross(plane.right, plane.down);
  return { lines: rowLines(grid, plane, normal), offsetsMm: slabOffsetsMm(grid, plane, normal) };
}

/** Works out the rows of a plane or slab with fractions; the array given is used again for each row. */
function rowWriter(frames: VolumeFrames, plane: CutPlane) {
  const { lines, offsetsMm } = courseOf(frames.grid, plane);
  const mode = plane.slab?.mode ?? 'max';
  const rows = new PlaneRows(frames, lines, plane.widthPx);
  const row = new Float32Array(plane.widthPx);
  const sample = new Float32Array(plane.widthPx);
  const slab = offsetsMm.length > 1 ? new SlabRows(mode, plane.widthPx) : undefined;
  const write = (y: number): Float32Array => {
    if (!slab) {
      rows.write(row, y, offsetsMm[0] ?? 0, WAITING[mode]);
      return row;
    }
    slab.begin(row);
    for (const offsetMm of offsetsMm) {
      rows.write(sample, y, offsetMm, WAITING[mode]);
      slab.take(row, sample);
    }
    slab.end(row);
    return row;
  };
  return { write, isWaiting: () => rows.isWaiting };
}

/** Begins a plane; nothing is worked out until rows are drawn. */
export function beginReslice(frames: VolumeFrames, plane: CutPlane): Reslicing {
  const picture = emptyPicture(frames, plane.widthPx, plane.heightPx);
  const { write, isWaiting } = rowWriter(frames, plane);
  return {
    get plane() {
      return { picture, isWaiting: isWaiting() };
    },
    draw(fromRow, toRow) {
      for (let y = fromRow; y < toRow; y++) storeRow(picture, write(y), y);
    },
  };
}

/** A plane through a volume, whole. */
export function reslicePlane(frames: VolumeFrames, plane: CutPlane): ReslicedPlane {
  const reslicing = beginReslice(frames, plane);
  reslicing.draw(0, plane.heightPx);
  return reslicing.plane;
}

/** The same plane with half as many pixels each way, and a slab of half as many samples: while a hand moves it. */
export const halved = (plane: CutPlane): CutPlane => ({
  ...plane,
  mmPerPixel: plane.mmPerPixel * 2,
  widthPx: Math.ceil(plane.widthPx / 2),
  heightPx: Math.ceil(plane.heightPx / 2),
  ...(plane.slab ? { slab: { ...plane.slab, isCoarse: true } } : {}),
});

/**
 * The value with fractions at a patient point on a plane, as the plane shows it (of a slab: what the slab shows there); undefined where
 * there is nothing, or not yet.
 */
export function valueAt(
  frames: VolumeFrames,
  plane: Pick<CutPlane, 'right' | 'down' | 'mmPerPixel' | 'slab'>,
  pointLps: Triple,
): number | undefined {
  const { write } = rowWriter(frames, { ...plane, centreLps: pointLps, widthPx: 1, heightPx: 1 });
  const [value] = write(0);
  return Number.isFinite(value) ? value : undefined;
}

/** So many rows are looked at to tell which slices a plane needs. */
const LOOKED_AT = 64;

/** Slices that a plane is made of, those nearest to its middle first: in this order they are best fetched. */
export function slicesNeeded(grid: VolumeGrid, plane: CutPlane): readonly number[] {
  const { lines, offsetsMm } = courseOf(grid, plane);
  const { widthPx, heightPx } = plane;
  let [low, high] = [Infinity, -Infinity];
  const every = Math.max(1, Math.floor(heightPx / LOOKED_AT));
  for (let y = 0; y < heightPx; y = y + every < heightPx || y === heightPx - 1 ? y + every : heightPx - 1) {
    for (const offsetMm of offsetsMm) {
      const start = rowStart(lines, y, offsetMm);
      const [from, to] = rowWithin(grid, start, lines.perPixel, widthPx);
      if (from >= to) continue;
      const ends = [from, to - 1].map((x) => start.step + x * lines.perPixel.step);
      low = Math.min(low, ...ends);
      high = Math.max(high, ...ends);
    }
  }
  return slicesFrom(grid, low, high, stepAtSlice(grid, lpsToVoxel(grid, plane.centreLps)[2]));
}

const ON_SLICE = 1e-3;

/** Slices between two places along them, the ones on either side included, nearest to `middle` first. */
function slicesFrom(grid: VolumeGrid, low: number, high: number, middle: number): readonly number[] {
  if (low > high) return [];
  const first = Math.max(0, Math.floor(sliceOfStep(grid, low) + ON_SLICE));
  const last = Math.min(grid.slices - 1, Math.ceil(sliceOfStep(grid, high) - ON_SLICE));
  const away = (slice: number) => Math.abs(stepOfSlice(grid, slice) - middle);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).sort(
    (a, b) => away(a) - away(b) || a - b,
  );
}
