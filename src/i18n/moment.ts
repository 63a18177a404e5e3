import { dateFormat, dateText } from './dayText';
import { t } from './t';

/** What stands where a number is no moment: one out of the range of Date comes from a file or a store, never from a clock. */
const NO_MOMENT = '–';

/** The last moment that Date knows (ECMA-262 21.4.1.1), ms since 1970; the first is as far before 1970. */
const LAST_MOMENT_MS = 8.64e15;

/** Whether a number is a moment that can be told. */
export const isMoment = (timeMs: number): boolean => Math.abs(timeMs) <= LAST_MOMENT_MS;

/** A moment as people read it, in their own time: Fri 20 Nov 2026, 18:00; '–' for a number that is none. */
export const momentText = (timeMs: number): string =>
  isMoment(timeMs) ? dayAndTime(dayText(timeMs), clockText(timeMs)) : NO_MOMENT;

/** Fri 20 Nov, 18:00: near enough that the year goes without saying; '–' for a number that is no moment. */
export const shortMomentText = (timeMs: number): string =>
  isMoment(timeMs)
    ? dayAndTime(
        t('moment.weekday', {
          weekday: weekdayOf(timeMs),
          day: dateFormat({ day: 'numeric', month: 'short' }).format(timeMs),
        }),
        clockText(timeMs),
      )
    : NO_MOMENT;

const weekdayOf = (timeMs: number): string => dateFormat({ weekday: 'short' }).format(timeMs);

/** Fri 20 Nov 2026; '–' for a number that is no moment. */
export function dayText(timeMs: number): string {
  if (!isMoment(timeMs)) return NO_MOMENT;
  const at = new Date(timeMs);
  const day = dateText({ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() });
  return t('moment.weekday', { weekday: weekdayOf(timeMs), day });
}

/** 18:00: 24 hours in every language; '–' for a number that is no moment. */
export const clockText = (timeMs: number): string =>
  isMoment(timeMs)
    ? dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(timeMs)
    : NO_MOMENT;

/** 20 Nov 2026, 18:00. */
export const dayAndTime = (day: string, time: string): string => t('moment.at', { day, time });

/** 20 Nov 2026 18:00, in rows where each stands for itself; what is empty is left out. */
export const dayTimeText = (day: string, time: string): string =>
  day === '' || time === '' ? day + time : t('moment.row', { day, time });
