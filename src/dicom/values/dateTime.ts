import type { Age } from './age';
import { readClock } from './clock';
import { midnightUtc, readDay, toDa, type Day } from './day';
import { readMoment } from './moment';
import { valueOf } from './reading';

/** Whether a text is a DA value of a day that exists (PS3.5 6.2). */
export const isDate = (value: string | undefined): value is string => readDay(value).kind === 'value';

const DAY_MS = 86_400_000;

const dayFormat = (locale: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** As Intl writes them; to make its first format takes as long as to draw the first picture. */
const BRITISH_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' ');

const british = ({ day, month, year }: Day): string => `${day} ${BRITISH_MONTHS[month - 1] ?? ''} ${year}`;

const dayText = (day: Day, locale: string): string =>
  locale === 'en-GB' ? british(day) : dayFormat(locale).format(midnightUtc(day));

/** '14 Nov 2026' for '20261114' and '2026.11.14'; a value that is no date is shown as sent, an absent one as ''. */
export function formatDate(value: string | undefined, locale = 'en-GB'): string {
  const reading = readDay(value);
  if (reading.kind === 'absent') return '';
  return reading.kind === 'value' ? dayText(reading.value, locale) : reading.raw;
}

const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');

/**
 * '09:14' for '091402.123' (TM, PS3.5 6.2), with seconds if asked: 24 hours, never a fraction; a value that is no time is
 * shown as sent.
 */
export function formatTime(value: string | undefined, withSeconds = false): string {
  const reading = readClock(value);
  if (reading.kind !== 'value') return reading.kind === 'absent' ? '' : reading.raw;
  const { hours, minutes, seconds } = reading.value;
  const parts = [hours, minutes, withSeconds ? seconds : undefined];
  return parts
    .filter((part) => part !== undefined)
    .map(two)
    .join(':');
}

/** Day and time of a DT (PS3.5 6.2) without its zone, as far as it goes: '14 Nov 2026 09:14'; else as sent. */
export function formatDateTime(value: string | undefined, locale = 'en-GB'): string {
  const reading = readMoment(value);
  if (reading.kind !== 'value') return reading.kind === 'absent' ? '' : reading.raw;
  const { year, month, day, clock } = reading.value;
  if (month === undefined) return String(year).padStart(4, '0');
  if (day === undefined) return dayText({ year, month, day: 1 }, locale).replace(/^1 /, '');
  const time = clock ? [clock.hours, clock.minutes].filter((part) => part !== undefined).map(two) : [];
  return [dayText({ year, month, day }, locale), time.join(':')].filter(Boolean).join(' ');
}

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

/** '27 Nov 2026, 09:08' for ISO 8601 as documents here have it: their own clock, no zone. */
export function formatIso(iso: string | undefined, locale = 'en-GB'): string | undefined {
  const [, day, hours, minutes] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}))?/.exec(iso ?? '') ?? [];
  if (day === undefined) return undefined;
  const date = formatDate(day, locale);
  return hours === undefined ? date : `${date}, ${hours}:${minutes}`;
}
