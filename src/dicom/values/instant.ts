import { readClock } from './clock';
import { readDay } from './day';
import { clockSeconds, readMoment, readOffset } from './moment';
import { valueOf } from './reading';

export const SECONDS_A_DAY = 86_400;

/** Seconds since 1970 of a clock's own time, no zone: only differences mean anything. */
export type InstantS = number;

/** The instant of a DA and a TM value (PS3.5 6.2); undefined when there is none. */
export function instantOf(date: string | undefined, time: string | undefined): InstantS | undefined {
  const [day, clock] = [valueOf(readDay(date)), valueOf(readClock(time))];
  return day && clock ? clockSeconds(day, clock) : undefined;
}

/**
 * The instant of a DT value (PS3.5 6.2) on the clock of the object, whose offset from UTC (0008,0201) may be given. A DT
 * without a time of day is none; an offset counts only where both are known.
 */
export function instantOfDateTime(value: string | undefined, zone?: string): InstantS | undefined {
  const moment = valueOf(readMoment(value));
  if (moment?.month === undefined || moment.day === undefined || !moment.clock) return undefined;
  const { year, month, day, clock, offsetS } = moment;
  const instant = clockSeconds({ year, month, day }, clock);
  const objects = valueOf(readOffset(zone));
  return offsetS === undefined || objects === undefined ? instant : instant - offsetS + objects;
}
