import { ABSENT, unpadded, unreadable, valued, type ValueReading } from './reading';

/** A time of day as precise as it was written. Seconds may be 60 (a leap second) and have a fraction. */
export interface TimeOfDay {
  readonly hours: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** TM (PS3.5 6.2): HH, HHMM, HHMMSS with a fraction; and its ACR-NEMA form with colons. */
const TM = /^(\d{2})(?:(:?)(\d{2})(?:\2(\d{2}(?:\.\d*)?))?)?$/;

/** A TM value; a range and 250000 are unreadable. */
export function readClock(sent: unknown): ValueReading<TimeOfDay> {
  if (typeof sent !== 'string') return ABSENT;
  const text = unpadded(sent);
  if (text === '') return ABSENT;
  const [, hours, , minutes, seconds] = TM.exec(text) ?? [];
  const isTime = Number(hours) < 24 && Number(minutes ?? 0) < 60 && Number(seconds ?? 0) < 61;
  if (hours === undefined || !isTime) return unreadable(text);
  return valued({
    hours: Number(hours),
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
    ...(seconds === undefined ? {} : { seconds: Number(seconds) }),
  });
}

/** Seconds since midnight. */
export const secondsOfDay = ({ hours, minutes = 0, seconds = 0 }: TimeOfDay): number =>
  hours * 3600 + minutes * 60 + seconds;
