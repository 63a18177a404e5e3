import { readClock, secondsOfDay, type TimeOfDay } from './clock';
import { midnightUtc, readDay, type Day } from './day';
import { ABSENT, unpadded, unreadable, valued, valueOf, type ValueReading } from './reading';

/** A DT as precise as it was written (PS3.5 6.2). */
export interface Moment {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly clock?: TimeOfDay;
  /** How much its clock is ahead of UTC, in seconds, where it says so. */
  readonly offsetS?: number;
}

const DT = /^(\d{4})(\d{2})?(\d{2})?(\d{2}(?:\d{2}(?:\d{2}(?:\.\d*)?)?)?)?([+-]\d{4})?$/;
const OFFSET = /^([+-])(\d{2})(\d{2})$/;

/** Timezone Offset From UTC (0008,0201), or the end of a DT, in seconds. */
export function readOffset(sent: unknown): ValueReading<number> {
  if (typeof sent !== 'string') return ABSENT;
  const text = unpadded(sent);
  if (text === '') return ABSENT;
  const [, sign, hours, minutes] = OFFSET.exec(text) ?? [];
  const sizeS = Number(hours) * 3600 + Number(minutes) * 60;
  // -1200 to +1400 (PS3.5 6.2).
  if (sign === undefined || Number(minutes) > 59 || sizeS > (sign === '-' ? 12 : 14) * 3600)
    return unreadable(text);
  return valued(sign === '-' && sizeS > 0 ? -sizeS : sizeS);
}

/** A DT value, from a year alone to fractions of a second, with or without its zone. */
export function readMoment(sent: unknown): ValueReading<Moment> {
  if (typeof sent !== 'string') return ABSENT;
  const text = unpadded(sent);
  if (text === '') return ABSENT;
  const [, year, month, day, time, zone] = DT.exec(text) ?? [];
  if (year === undefined) {
    // A day in its ACR-NEMA form.
    const whole = valueOf(readDay(text));
    return whole ? valued(whole) : unreadable(text);
  }
  const whole = valueOf(readDay(`${year}${month ?? '01'}${day ?? '01'}`));
  const clock = time === undefined ? undefined : valueOf(readClock(time));
  const offsetS = zone === undefined ? undefined : valueOf(readOffset(zone));
  const isWhole = (part: string | undefined, read: unknown) => part === undefined || read !== undefined;
  if (!whole || !isWhole(time, clock) || !isWhole(zone, offsetS)) return unreadable(text);
  return valued({
    year: whole.year,
    ...(month === undefined ? {} : { month: whole.month }),
    ...(day === undefined ? {} : { day: whole.day }),
    ...(clock ? { clock } : {}),
    ...(offsetS === undefined ? {} : { offsetS }),
  });
}

/** Seconds since 1970 of a day and a time on a clock of their own, no zone. */
export const clockSeconds = (day: Day, clock: TimeOfDay): number =>
  midnightUtc(day).getTime() / 1000 + secondsOfDay(clock);
