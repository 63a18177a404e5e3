interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Year, month (from 1) and day of a DA value (PS3.5 6.2), or undefined when no such day exists. */
function parts(value: string | undefined): Parts | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value ?? '');
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = utc({ year, month, day });
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { year, month, day } : undefined;
}

/** Midnight UTC of a calendar day: no zone, so no day is ever shifted. */
function utc({ year, month, day }: Parts): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for 19xx.
  return date;
}

const toDa = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;

/** Whether a text is a DA value, YYYYMMDD, of a day that exists. */
export const isDate = (value: string | undefined): value is string => parts(value) !== undefined;

/** '14 Nov 2026' for '20261114'; a value that is no date is shown as sent, an absent one as ''. */
export function formatDate(value: string | undefined, locale = 'en-GB'): string {
  const date = parts(value?.trim());
  if (!date) return value?.trim() ?? '';
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(utc(date));
}

/** '09:14' for '091402.123' (TM, PS3.5 6.2), with seconds if asked; a value that is no time is shown as sent. */
export function formatTime(value: string | undefined, withSeconds = false): string {
  const sent = value?.trim() ?? '';
  const match = /^([01]\d|2[0-3])([0-5]\d)(?:([0-5]\d|60)(?:\.\d{1,6})?)?$/.exec(sent);
  if (!match) return sent;
  const [, hours, minutes, seconds] = match;
  return withSeconds && seconds !== undefined ? `${hours}:${minutes}:${seconds}` : `${hours}:${minutes}`;
}

/** Completed years from a birth date to a day, both DA; undefined when either is no date or the order is wrong. */
export function ageYears(birth: string | undefined, at: string | undefined): number | undefined {
  const from = parts(birth?.trim());
  const to = parts(at?.trim());
  if (!from || !to) return undefined;
  const isBeforeBirthday = to.month < from.month || (to.month === from.month && to.day < from.day);
  const years = to.year - from.year - (isBeforeBirthday ? 1 : 0);
  return years >= 0 ? years : undefined;
}

/** The day so many days after (before, if negative) a DA value; the value itself when it is no date. */
export function addDays(value: string, days: number): string {
  const date = parts(value);
  if (!date) return value;
  const moved = utc({ ...date, day: date.day + days });
  return toDa(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

/** A point in time as the DA value of the reader's calendar day. */
export const today = (now = new Date()): string => toDa(now.getFullYear(), now.getMonth() + 1, now.getDate());

/** '27 Nov 2026, 09:08' for ISO 8601 as documents here have it: their own clock, no zone. */
export function formatIso(iso: string | undefined, locale = 'en-GB'): string | undefined {
  const [, year, month, day, hours, minutes] =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(iso ?? '') ?? [];
  if (year === undefined) return undefined;
  const date = formatDate(`${year}${month}${day}`, locale);
  return hours === undefined ? date : `${date}, ${hours}:${minutes}`;
}
