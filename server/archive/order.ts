import { number, numbers, text } from '@/dicom/dataset/dicomJson';
import { plainDa } from '@/dicom/values/day';
import type { SeriesRow, StudyRow } from './rows';
import type { InstanceRow } from './readInstance';

const cross = (a: readonly number[], b: readonly number[]): number[] => {
  const [ax = 0, ay = 0, az = 0] = a;
  const [bx = 0, by = 0, bz = 0] = b;
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
};
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** What an instance is ordered by, read once. */
interface Keys {
  readonly orientation: readonly number[];
  readonly position: readonly number[];
  readonly number: number;
}

const READ = new WeakMap<InstanceRow, Keys>();

function keysOf(row: InstanceRow): Keys {
  let keys = READ.get(row);
  if (keys === undefined) {
    keys = {
      orientation: numbers(row.attributes, '00200037'),
      position: numbers(row.attributes, '00200032'),
      number: number(row.attributes, '00200013') ?? Number.MAX_SAFE_INTEGER,
    };
    READ.set(row, keys);
  }
  return keys;
}

/** Distance along the normal of the first image in mm, when all images are parallel (PS3.3 C.7.6.2.1.1). */
function positionsMm(rows: readonly InstanceRow[]): Map<InstanceRow, number> | undefined {
  const first = rows[0] && keysOf(rows[0]).orientation;
  if (first?.length !== 6) return undefined;
  const normal = cross(first.slice(0, 3), first.slice(3));
  const positions = new Map<InstanceRow, number>();
  for (const row of rows) {
    const { orientation, position } = keysOf(row);
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
  return [...rows].sort((a, b) => {
    const apart = positions === undefined ? 0 : (positions.get(a) ?? 0) - (positions.get(b) ?? 0);
    if (Math.abs(apart) > 1e-4) return apart;
    return keysOf(a).number - keysOf(b).number || (a.sop < b.sop ? -1 : 1);
  });
}

/** The series of a study by Series Number, those without one last; of the same number by UID. */
export function bySeriesNumber(rows: readonly SeriesRow[]): SeriesRow[] {
  const numbered = rows.map((row) => ({ row, at: number(row.attributes, '00200011') ?? Number.MAX_VALUE }));
  return numbered.sort((a, b) => a.at - b.at || (a.row.series < b.row.series ? -1 : 1)).map(({ row }) => row);
}

/** Studies, the newest first; of the same moment by UID and patient. */
export function newestFirst(rows: readonly StudyRow[]): StudyRow[] {
  const keyed = rows.map((row) => ({
    row,
    // Old files write 2019.06.20 and 10:20:30.
    date: plainDa(text(row.attributes, '00080020') ?? '') ?? '',
    time: (text(row.attributes, '00080030') ?? '').replaceAll(':', ''),
    name: `${row.study} ${text(row.attributes, '00100020') ?? ''}`,
  }));
  const up = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  keyed.sort((a, b) => up(b.date, a.date) || up(b.time, a.time) || up(a.name, b.name));
  return keyed.map(({ row }) => row);
}
