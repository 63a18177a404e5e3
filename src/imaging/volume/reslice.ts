import { cross, type Triple } from '@/dicom/geometry/geometry';
import {
  lpsToVoxel,
  sliceOfStep,
  stepAtSlice,
  stepOfSlice,
  type VolumeGrid,
} from '@/dicom/volume/volumeGrid';
import { linesOf, lineStart, lineWithin, PlaneLines } from './planeLines';
import { emptyPicture, storeLine } from './planePicture';
import type { CutPlane, ReslicedPlane, VolumeFrames } from './planeSource';
import { slabOffsetsMm, SlabLines, WAITING } from './slab';

/** A plane that is being worked out line after line: rows, or columns where those are quicker; in any order, each once. */
export interface Reslicing {
  /** What there is so far. `picture` has one array of values from the beginning; lines that were not drawn yet are `nothing`. */
  readonly plane: ReslicedPlane;
  readonly lines: number;
  /** Works out lines from `from` to before `to`. */
  draw(from: number, to: number): void;
}

/** What a plane is worked out with. */
function courseOf(grid: VolumeGrid, plane: CutPlane) {
  const normal = cross(plane.right, plane.down);
  return { lines: linesOf(grid, plane, normal), offsetsMm: slabOffsetsMm(grid, plane, normal) };
}

/** Works out lines of a plane or slab with fractions; the array given is used again for each. */
function lineWriter(frames: VolumeFrames, plane: CutPlane) {
  const { lines, offsetsMm } = courseOf(frames.grid, plane);
  const mode = plane.slab?.mode ?? 'max';
  const planeLines = new PlaneLines(frames, lines);
  const line = new Float32Array(lines.length);
  const sample = new Float32Array(lines.length);
  const slab = offsetsMm.length > 1 ? new SlabLines(mode, lines.length) : undefined;
  const write = (at: number): Float32Array => {
    if (!slab) {
      planeLines.write(line, at, offsetsMm[0] ?? 0, WAITING[mode]);
      return line;
    }
    slab.begin(line);
    for (const offsetMm of offsetsMm) {
      planeLines.write(sample, at, offsetMm, WAITING[mode]);
      slab.take(line, sample);
    }
    slab.end(line);
    return line;
  };
  return { write, lines, isWaiting: () => planeLines.isWaiting };
}

/** Begins a plane; nothing is worked out until lines are drawn. */
export function beginReslice(frames: VolumeFrames, plane: CutPlane): Reslicing {
  const { widthPx, heightPx } = plane;
  const picture = emptyPicture(frames, widthPx, heightPx);
  const { write, lines, isWaiting } = lineWriter(frames, plane);
  return {
    get plane() {
      return { picture, isWaiting: isWaiting() };
    },
    lines: lines.count,
    draw(from, to) {
      for (let at = from; at < to; at++) storeLine(picture, write(at), at, lines.areColumns);
    },
  };
}

/** A plane through a volume, whole. */
export function reslicePlane(frames: VolumeFrames, plane: CutPlane): ReslicedPlane {
  const reslicing = beginReslice(frames, plane);
  reslicing.draw(0, reslicing.lines);
  return reslicing.plane;
}

/** The same plane with half as many pixels each way, and of a thick slab some samples: while a hand moves it. */
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
  const { write } = lineWriter(frames, { ...plane, centreLps: pointLps, widthPx: 1, heightPx: 1 });
  const [value] = write(0);
  return Number.isFinite(value) ? value : undefined;
}

/** So many lines are looked at to tell which slices a plane needs. */
const LOOKED_AT = 64;

/** Slices that a plane is made of, those nearest to its middle first: in this order they are best fetched. */
export function slicesNeeded(grid: VolumeGrid, plane: CutPlane): readonly number[] {
  const { lines, offsetsMm } = courseOf(grid, plane);
  const { perPixel, length, count } = lines;
  let [low, high] = [Infinity, -Infinity];
  const look = (line: number) => {
    for (const offsetMm of offsetsMm) {
      const start = lineStart(lines, line, offsetMm);
      const [from, to] = lineWithin(grid, start, perPixel, length);
      if (from >= to) continue;
      const ends = [from, to - 1].map((pixel) => start.step + pixel * perPixel.step);
      low = Math.min(low, ...ends);
      high = Math.max(high, ...ends);
    }
  };
  const looked = Math.min(LOOKED_AT, count);
  for (let n = 0; n < looked; n++) look(looked === 1 ? 0 : Math.round((n * (count - 1)) / (looked - 1)));
  // A few slices seen from the side are a strip between two of these lines.
  if (low > high) for (let line = 0; line < count; line++) look(line);
  return slicesFrom(grid, low, high, stepAtSlice(grid, lpsToVoxel(grid, plane.centreLps)[2]));
}

/** Nearer to a slice than that a plane is on it alone (planeLines), mm: half of it, so that none is left out. */
const ON_SLICE_MM = 0.0005;

/** Slices between two places along them, the ones on either side included, nearest to `middle` first. */
function slicesFrom(grid: VolumeGrid, low: number, high: number, middle: number): readonly number[] {
  if (low > high) return [];
  const near = ON_SLICE_MM / Math.hypot(...grid.sliceStep);
  const first = Math.max(0, Math.floor(sliceOfStep(grid, low) + near));
  const last = Math.min(grid.slices - 1, Math.ceil(sliceOfStep(grid, high) - near));
  const away = (slice: number) => Math.abs(stepOfSlice(grid, slice) - middle);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).sort(
    (a, b) => away(a) - away(b) || a - b,
  );
}
