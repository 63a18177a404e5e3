import type { Triple } from '@/dicom/geometry/geometry';
import type { VolumeGrid } from './volumeGrid';

/** How far one step of a scroll goes along a normal (unit vector), mm: from voxel to voxel. */
export function stepMm(_grid: VolumeGrid, _normal: Triple): number {
  throw new Error('not yet');
}

/**
 * The point that lies so many steps (whole, negative: back) along a normal. Where planes are parallel to the slices (or to voxel rows or
 * columns) it lies exactly on one; it never leaves the volume.
 */
export function steppedAlong(_grid: VolumeGrid, _atLps: Triple, _normal: Triple, _steps: number): Triple {
  throw new Error('not yet');
}
