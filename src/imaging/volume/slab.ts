import type { Triple } from '@/dicom/geometry/geometry';
import { middlesAlong, stepMm } from '@/dicom/volume/planeSteps';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { CutPlane, SlabMode } from './planeSource';

/** So many samples are taken of a coarse slab at most: what a hand can move. */
const MOST_COARSE = 24;

/**
 * Where a slab is sampled, mm along its normal. Where it lies along the slices (or along rows or columns of voxels): at their middles,
 * so that a peak of one voxel is read as high as it is. Else voxel by voxel, the plane itself among them.
 */
export function slabOffsetsMm(
  grid: VolumeGrid,
  { slab, centreLps }: Pick<CutPlane, 'slab' | 'centreLps'>,
  normal: Triple,
): readonly number[] {
  if (!slab) return [0];
  const reachMm = slab.thicknessMm / 2;
  const middles = middlesAlong(grid, centreLps, normal, reachMm);
  if (middles && middles.length === 0) return [0];
  const half = Math.ceil(reachMm / stepMm(grid, normal) - 1e-6);
  const all =
    middles ?? Array.from({ length: 2 * half + 1 }, (_, at) => ((at - half) / Math.max(1, half)) * reachMm);
  if (slab.isCoarse !== true || all.length <= MOST_COARSE) return all;
  const every = Math.ceil(all.length / MOST_COARSE);
  return all.filter((_, at) => at % every === 0);
}

/** What a pixel is said to wait for a frame by: it stays, whatever else the slab has there. */
export const WAITING: Readonly<Record<SlabMode, number>> = { max: Infinity, min: -Infinity, mean: Infinity };

function takeMax(into: Float32Array, next: Float32Array): void {
  for (let x = 0; x < into.length; x++) {
    const value = next[x] ?? 0;
    const held = into[x] ?? 0;
    // Neither is true of NaN, which is where the volume ends.
    if (value > held || (held !== held && value === value)) into[x] = value;
  }
}

function takeMin(into: Float32Array, next: Float32Array): void {
  for (let x = 0; x < into.length; x++) {
    const value = next[x] ?? 0;
    const held = into[x] ?? 0;
    if (value < held || (held !== held && value === value)) into[x] = value;
  }
}

/** Brings the lines of a slab's samples together, one after the other. */
export class SlabLines {
  private readonly mode: SlabMode;
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(mode: SlabMode, length: number) {
    this.mode = mode;
    this.sums = new Float64Array(mode === 'mean' ? length : 0);
    this.counts = new Float64Array(mode === 'mean' ? length : 0);
  }

  /** Before the first sample: `into` holds nothing any more. */
  begin(into: Float32Array): void {
    into.fill(Number.NaN);
    this.sums.fill(0);
    this.counts.fill(0);
  }

  take(into: Float32Array, next: Float32Array): void {
    if (this.mode === 'max') takeMax(into, next);
    else if (this.mode === 'min') takeMin(into, next);
    else this.add(next);
  }

  /** After the last: `into` holds what the slab shows. */
  end(into: Float32Array): void {
    const { mode, sums, counts } = this;
    if (mode !== 'mean') return;
    // 0 / 0 is NaN: nothing there.
    for (let x = 0; x < sums.length; x++) into[x] = (sums[x] ?? 0) / (counts[x] ?? 0);
  }

  private add(next: Float32Array): void {
    const { sums, counts } = this;
    for (let x = 0; x < sums.length; x++) {
      const value = next[x] ?? 0;
      if (value !== value) continue;
      sums[x] = (sums[x] ?? 0) + value;
      counts[x] = (counts[x] ?? 0) + 1;
    }
  }
}
