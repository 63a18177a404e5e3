import { cross, dot, type Triple } from '@/dicom/geometry/geometry';

/**
 * Where the voxels of a volume lie. Slices are numbered from 0 along the normal of the images; columns and rows as in the images.
 * Everything that goes from index to patient or back goes through here.
 */
export interface VolumeGrid {
  /** Frame of Reference UID (0020,0052); of images that name none, their series. */
  readonly frameOfReference: string;
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  /** Middle of voxel (0, 0, 0), LPS mm. */
  readonly originLps: Triple;
  /** From a column to the next, mm. */
  readonly columnStep: Triple;
  /** From a row to the next, mm. */
  readonly rowStep: Triple;
  /** From a slice to the next, mm; where they are uneven, the usual step. It leans where the gantry was tilted. */
  readonly sliceStep: Triple;
  /**
   * Where the slices lie, in usual steps from the first; absent: 0, 1, 2, ... Between two that are further apart than
   * MOST_GAP_STEPS a slice is missing: there is nothing there.
   */
  readonly sliceAt?: readonly number[];
}

/** Slices further apart, in usual steps, have one missing between them: nothing is made up in its place. */
export const MOST_GAP_STEPS = 1.5;

/** A place in a volume, in voxels from the middle of the first: column, row, slice. */
export type VoxelPoint = readonly [column: number, row: number, slice: number];

const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const scaled = (a: Triple, by: number): Triple => [a[0] * by, a[1] * by, a[2] * by];

/**
 * How column, row and place along the slices (in usual steps) change with a patient point, per mm: rows of the inverse of
 * the grid's steps.
 */
export interface Gradients {
  readonly column: Triple;
  readonly row: Triple;
  readonly step: Triple;
}

export function gradientsOf({ columnStep, rowStep, sliceStep }: VolumeGrid): Gradients {
  const volume = dot(cross(columnStep, rowStep), sliceStep);
  return {
    column: scaled(cross(rowStep, sliceStep), 1 / volume),
    row: scaled(cross(sliceStep, columnStep), 1 / volume),
    step: scaled(cross(columnStep, rowStep), 1 / volume),
  };
}

/** Where a slice lies, in usual steps from the first. */
export const stepOfSlice = ({ sliceAt }: VolumeGrid, slice: number): number => sliceAt?.[slice] ?? slice;

/** The last of ascending places that is no further than `step`, or the first. */
export function slotOf(sliceAt: readonly number[], step: number): number {
  let [low, high] = [0, sliceAt.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sliceAt[middle] ?? 0) <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The slice number, with fractions, at so many usual steps from the first; beyond the ends by usual steps. */
export function sliceOfStep({ sliceAt, slices }: VolumeGrid, step: number): number {
  if (!sliceAt) return step;
  const last = sliceAt[slices - 1] ?? 0;
  if (step <= 0) return step;
  if (step >= last) return slices - 1 + (step - last);
  const slot = slotOf(sliceAt, step);
  const from = sliceAt[slot] ?? 0;
  return slot + (step - from) / ((sliceAt[slot + 1] ?? from + 1) - from);
}

/** Where along the slices a slice number with fractions lies, in usual steps: the mirror image of sliceOfStep. */
export function stepAtSlice(grid: VolumeGrid, slice: number): number {
  const { sliceAt, slices } = grid;
  if (!sliceAt) return slice;
  const slot = Math.min(slices - 1, Math.max(0, Math.floor(slice)));
  const from = stepOfSlice(grid, slot);
  const to = slice > 0 && slot + 1 < slices ? stepOfSlice(grid, slot + 1) : from + 1;
  return from + (slice - slot) * (to - from);
}

/** The patient point of a place in a volume, LPS mm. */
export function voxelToLps(grid: VolumeGrid, [column, row, slice]: VoxelPoint): Triple {
  const { originLps: o, columnStep: c, rowStep: r, sliceStep: s } = grid;
  const step = stepAtSlice(grid, slice);
  const part = (at: 0 | 1 | 2) => o[at] + column * c[at] + row * r[at] + step * s[at];
  return [part(0), part(1), part(2)];
}

/** The place in a volume of a patient point: the mirror image of voxelToLps. */
export function lpsToVoxel(grid: VolumeGrid, pointLps: Triple): VoxelPoint {
  const { column, row, step } = gradientsOf(grid);
  const away = minus(pointLps, grid.originLps);
  return [dot(column, away), dot(row, away), sliceOfStep(grid, dot(step, away))];
}

/** The middle of a volume, LPS mm. */
export function middleOfVolume(grid: VolumeGrid): Triple {
  const step = stepOfSlice(grid, grid.slices - 1) / 2;
  return voxelToLps(grid, [(grid.columns - 1) / 2, (grid.rows - 1) / 2, sliceOfStep(grid, step)]);
}

/** From where to where a volume reaches along a direction (unit vector), to its voxels' outer edges: mm from LPS (0, 0, 0). */
export function extentMm(grid: VolumeGrid, direction: Triple): readonly [from: number, to: number] {
  const { columns, rows, slices } = grid;
  const middle = dot(middleOfVolume(grid), direction);
  const steps = stepOfSlice(grid, slices - 1) + 1;
  const half =
    (Math.abs(dot(grid.columnStep, direction)) * columns +
      Math.abs(dot(grid.rowStep, direction)) * rows +
      Math.abs(dot(grid.sliceStep, direction)) * steps) /
    2;
  return [middle - half, middle + half];
}

/** The longest edge of a volume, mm: what zoom 1 fits into a pane, whatever the plane and its turn. */
export function longestEdgeMm(grid: VolumeGrid): number {
  const { columns, rows, slices } = grid;
  return Math.max(
    columns * Math.hypot(...grid.columnStep),
    rows * Math.hypot(...grid.rowStep),
    (stepOfSlice(grid, slices - 1) + 1) * Math.hypot(...grid.sliceStep),
  );
}
