import type { Adopted, Mark } from './measurement';

/** Whether two plain values say the same; what is one object is not read. A field that is `undefined` is none. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const fields = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...fields].every((field) => isSameValue(left[field], right[field]));
}

/**
 * `next` with each part of `before` that says the same in its place, and `before` itself where all do: from then on
 * identity tells what changed.
 */
export function keepSame<T extends object>(before: T, next: T): T {
  const kept = Object.fromEntries(
    Object.entries(next).map(([field, value]) => {
      const old = before[field as keyof T];
      return [field, isSameValue(old, value) ? old : value];
    }),
  ) as T;
  const fields = new Set([...Object.keys(before), ...Object.keys(kept)]) as Set<keyof T>;
  return [...fields].every((field) => before[field] === kept[field]) ? before : kept;
}

/** What a person made of a measurement. What is read off the picture, and where it was saved, are no work of theirs. */
const WORK = {
  id: true,
  tracking: true,
  kind: true,
  study: true,
  series: true,
  sop: true,
  frame: true,
  pointsPx: true,
  label: true,
  finding: true,
  site: true,
  laterality: true,
  colour: true,
  isLocked: true,
  isHidden: true,
  sentBasis: true,
} as const satisfies Record<Exclude<keyof Adopted, 'basis' | 'origin'>, true>;

const WORK_FIELDS = Object.keys(WORK) as readonly (keyof typeof WORK)[];

/** The fields that make a measurement again: without what is read off the picture. */
export const toAdopted = (one: Adopted): Adopted =>
  Object.fromEntries(
    [...WORK_FIELDS, 'origin' as const]
      .map((field) => [field, one[field]] as const)
      .filter(([, value]) => value !== undefined),
  ) as unknown as Adopted;

/** Whether the same was made of two lists of measurements, by identity: no point of a drawing is read. */
export const isSameWork = (one: readonly Adopted[], other: readonly Adopted[]): boolean =>
  one === other ||
  (one.length === other.length &&
    one.every((a, at) => {
      const b = other[at];
      return a === b || (b !== undefined && WORK_FIELDS.every((field) => a[field] === b[field]));
    }));

/** Documents hold points in single precision, links contours in hundredths of a pixel: half of one, and what rounding adds. */
const NEAR_PX = 0.0051;

type Place = Pick<Mark, 'kind' | 'sop' | 'frame' | 'pointsPx'>;

/** Whether two were drawn at the same place. */
export const isSamePlace = (one: Place, other: Place): boolean =>
  one.kind === other.kind &&
  one.sop === other.sop &&
  one.frame === other.frame &&
  one.pointsPx.length === other.pointsPx.length &&
  one.pointsPx.every(([column, row], i) => {
    const [otherColumn, otherRow] = other.pointsPx[i] ?? [Number.NaN, Number.NaN];
    return Math.abs(column - otherColumn) < NEAR_PX && Math.abs(row - otherRow) < NEAR_PX;
  });
