import { spoken } from './language';

/** A day of the calendar, as far as it is known; months from 1. */
interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day?: number | undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** One of Intl's formats in the language spoken, made once. */
export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { locale } = spoken();
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** Kept in its own order wherever it stands, also beside a picture, where lines run from left to right. */
const apart = (text: string): string => (spoken().direction === 'rtl' ? `\u2067${text}\u2069` : text);

/** '14 Nov 2026', 'Nov 2026' where no day is known. */
export const dateText = (day: CalendarDay): string => apart(written(day));

function written({ year, month, day }: CalendarDay): string {
  const { months } = spoken();
  if (months !== undefined)
    return [day, months.split(' ')[month - 1], year].filter((part) => part !== undefined).join(' ');
  const at = new Date(0);
  // Date.UTC takes years below 100 for those of the last century.
  at.setUTCFullYear(year, month - 1, day ?? 1);
  const whole = { month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return dateFormat(day === undefined ? whole : { ...whole, day: 'numeric' }).format(at);
}
