import { ABSENT, unpadded, unreadable, valued, type ValueReading } from './reading';

/** A day of the calendar; months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** DA (PS3.5 6.2), its ACR-NEMA form with dots, and what gateways make of it; both separators are the same. */
const DA = /^(\d{4})([-./]?)(\d{2})\2(\d{2})$/;

/** Midnight UTC of a day: no zone, so no day is ever shifted. */
export function midnightUtc({ year, month, day }: Day): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for 19xx.
  return date;
}

const exists = (day: Day): boolean => {
  const date = midnightUtc(day);
  return day.year > 0 && date.getUTCMonth() === day.month - 1 && date.getUTCDate() === day.day;
};

/** What systems write where they know no date: zeros, with or without separators. */
const NO_DAY = /^0+(?:[-./]0+)*$/;

/**
 * A DA value: YYYYMMDD or YYYY.MM.DD of a day that exists. Nothing but zeros is no value; a range, part of a date and 19800231
 * are unreadable.
 */
export function readDay(sent: unknown): ValueReading<Day> {
  if (typeof sent !== 'string') return ABSENT;
  const text = unpadded(sent);
  if (text === '' || NO_DAY.test(text)) return ABSENT;
  const [, year, , month, dayOfMonth] = DA.exec(text) ?? [];
  const day = { year: Number(year), month: Number(month), day: Number(dayOfMonth) };
  return year !== undefined && exists(day) ? valued(day) : unreadable(text);
}

/** YYYYMMDD. */
export const toDa = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;

/** A DA value in its one form, YYYYMMDD; what cannot be read as it stands, undefined where there is nothing. */
export function plainDa(sent: unknown): string | undefined {
  const reading = readDay(sent);
  if (reading.kind === 'absent') return undefined;
  return reading.kind === 'value' ? toDa(reading.value) : reading.raw;
}
