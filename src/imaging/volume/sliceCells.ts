import { MOST_GAP_STEPS, stepOfSlice, type VolumeGrid } from '@/dicom/volume/volumeGrid';

/**
 * A volume along its slices, cut into cells in which one rule holds: between two slices a share of each; half a step outside the ends, and
 * beside a gap, the one slice; in a gap, and outside, nothing.
 */
export interface SliceCells {
  /** Where the cells begin, in usual steps, ascending; the last ends at one more. */
  readonly edges: Float64Array;
  /** Slice before each cell; -1: nothing there. */
  readonly before: Int32Array;
  /** Slice behind it; -1: the one before alone. */
  readonly behind: Int32Array;
}

/** How far the value of an outermost voxel reaches beyond its middle, in steps. */
const EDGE = 0.5;

/** The cells of a grid. */
export function sliceCells(grid: VolumeGrid): SliceCells {
  const edges = [stepOfSlice(grid, 0) - EDGE];
  const before: number[] = [];
  const behind: number[] = [];
  const add = (to: number, one: number, other: number) => {
    edges.push(to);
    before.push(one);
    behind.push(other);
  };
  add(stepOfSlice(grid, 0), 0, -1);
  for (let slice = 0; slice + 1 < grid.slices; slice++) {
    const [from, to] = [stepOfSlice(grid, slice), stepOfSlice(grid, slice + 1)];
    if (to - from <= MOST_GAP_STEPS) add(to, slice, slice + 1);
    else {
      add(from + EDGE, slice, -1);
      add(to - EDGE, -1, -1);
      add(to, slice + 1, -1);
    }
  }
  const last = stepOfSlice(grid, grid.slices - 1);
  add(last + EDGE, grid.slices - 1, -1);
  return {
    edges: Float64Array.from(edges),
    before: Int32Array.from(before),
    behind: Int32Array.from(behind),
  };
}

/** The cell that a place along the slices lies in; the first or last one for what lies outside. */
export function cellAt({ edges }: SliceCells, step: number): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}
