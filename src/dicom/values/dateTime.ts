import type { Age } from './age';
import { readClock } from './clock';
import { midnightUtc, readDay, toDa } from './day';
import { valueOf } from './reading';

/** Whether a text is a DA value of a day that exists (PS3.5 6.2). */
export const isDate = (value: string | undefined): value is string => readDay(value).kind === 'value';

const DAY_MS = 86_400_000;

const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');

/** Completed years from a birth date to a day, both DA; undefined when either is no date or the order is wrong. */
export function ageYears(birth: string | undefined, at: string | undefined): number | undefined {
  const from = valueOf(readDay(birth));
  const to = valueOf(readDay(at));
  if (!from || !to) return undefined;
  const isBeforeBirthday = to.month < from.month || (to.month === from.month && to.day < from.day);
  const years = to.year - from.year - (isBeforeBirthday ? 1 : 0);
  return years >= 0 ? years : undefined;
}

/** Nobody became older (years). */
const OLDEST = 130;

/**
 * Age on a day, both DA: years, under two years months, under two months days. Undefined where the dates cannot be read or
 * cannot both be meant.
 */
export function ageOn(birth: string | undefined, at: string | undefined): Age | undefined {
  const years = ageYears(birth, at);
  const [born, on] = [valueOf(readDay(birth)), valueOf(readDay(at))];
  if (years === undefined || years > OLDEST || !born || !on) return undefined;
  if (years >= 2) return { count: years, unit: 'Y' };
  const months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day ? 1 : 0);
  if (months >= 2) return { count: months, unit: 'M' };
  return { count: (midnightUtc(on).getTime() - midnightUtc(born).getTime()) / DAY_MS, unit: 'D' };
}

/** The day so many days after (before, if negative) a DA value; the value itself when it is no date. */
export function addDays(value: string, days: number): string {
  const date = valueOf(readDay(value));
  if (!date) return value;
  const moved = midnightUtc({ ...date, day: date.day + days });
  return toDa({ year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() });
}

/** A point in time as the DA value of the reader's calendar day. */
export const today = (now = new Date()): string =>
  toDa({ year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() });

/** ISO 8601 of a DA and a TM on their own clock, no zone, no fraction; undefined without a day. */
export function isoOf(date: string | undefined, time: string | undefined): string | undefined {
  const day = valueOf(readDay(date));
  if (!day) return undefined;
  const clock = valueOf(readClock(time));
  const base = `${String(day.year).padStart(4, '0')}-${two(day.month)}-${two(day.day)}`;
  if (!clock) return base;
  return `${base}T${two(clock.hours)}:${two(clock.minutes ?? 0)}:${two(clock.seconds ?? 0)}`;
}
