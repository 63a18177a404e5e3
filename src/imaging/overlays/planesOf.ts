import type { Triple } from '@/dicom/geometry/geometry';
import { contourPlanes, type ContourPlane } from '@/dicom/structures/contourPlanes';
import type { Structure } from '@/dicom/structures/readStructures';

/** By structure and normal, its contours by plane. */
const sorted = new WeakMap<Structure, Map<string, readonly ContourPlane[]>>();

/** The planes of a structure's contours across a normal: worked out once. */
export function planesOf(structure: Structure, normal: Triple): readonly ContourPlane[] {
  const known = sorted.get(structure) ?? new Map<string, readonly ContourPlane[]>();
  sorted.set(structure, known);
  const key = normal.map((part) => part.toFixed(6)).join(' ');
  const planes = known.get(key) ?? contourPlanes(structure.contours, normal);
  known.set(key, planes);
  return planes;
}
