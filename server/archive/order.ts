import { number, numbers } from '@/dicom/dicomJson';
import type { InstanceRow } from './readInstance';

const cross = (a: readonly number[], b: readonly number[]): number[] => {
  const [ax = 0, ay = 0, az = 0] = a;
  const [bx = 0, by = 0, bz = 0] = b;
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
};
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** Distance along the normal of the first image in mm, when all images are parallel (PS3.3 C.7.6.2.1.1). */
function positionsMm(rows: readonly InstanceRow[]): Map<InstanceRow, number> | undefined {
  const first = numbers(rows[0]?.attributes, '00200037');
  if (first.length !== 6) return undefined;
  const normal = cross(first.slice(0, 3), first.slice(3));
  const positions = new Map<InstanceRow, number>();
  for (const row of rows) {
    const orientation = numbers(row.attributes, '00200037');
    const position = numbers(row.attributes, '00200032');
    const parallel =
      orientation.length === 6 && orientation.every((v, i) => Math.abs(v - (first[i] ?? 0)) < 1e-3);
    if (!parallel || position.length !== 3) return undefined;
    positions.set(row, dot(position, normal));
  }
  return positions;
}

/**
 * The instances of a series as a reader scrolls them: by position along the normal where all are parallel, else
 * by Instance Number; ties by Instance Number, then by UID so that the order never changes by itself.
 */
export function displayOrder(rows: readonly InstanceRow[]): InstanceRow[] {
  const positions = positionsMm(rows);
  const numberOf = (row: InstanceRow): number =>
    number(row.attributes, '00200013') ?? Number.MAX_SAFE_INTEGER;
  return [...rows].sort((a, b) => {
    const apart = positions === undefined ? 0 : (positions.get(a) ?? 0) - (positions.get(b) ?? 0);
    if (Math.abs(apart) > 1e-4) return apart;
    return numberOf(a) - numberOf(b) || (a.sop < b.sop ? -1 : 1);
  });
}
