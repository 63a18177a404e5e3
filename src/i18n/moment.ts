import { dateFormat, dateText } from './dayText';
import { t } from './t';

/** A moment as people read it, in their own time: Fri 20 Nov 2026, 18:00. */
export const momentText = (timeMs: number): string => dayAndTime(dayText(timeMs), clockText(timeMs));

/** Fri 20 Nov, 18:00: near enough that the year goes without saying. */
export const shortMomentText = (timeMs: number): string =>
  dayAndTime(
    t('moment.weekday', {
      weekday: weekdayOf(timeMs),
      day: dateFormat({ day: 'numeric', month: 'short' }).format(timeMs),
    }),
    clockText(timeMs),
  );

const weekdayOf = (timeMs: number): string => dateFormat({ weekday: 'short' }).format(timeMs);

/** Fri 20 Nov 2026. */
export function dayText(timeMs: number): string {
  const at = new Date(timeMs);
  const day = dateText({ year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() });
  return t('moment.weekday', { weekday: weekdayOf(timeMs), day });
}

/** 18:00: 24 hours in every language. */
export const clockText = (timeMs: number): string =>
  dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(timeMs);

/** 20 Nov 2026, 18:00. */
export const dayAndTime = (day: string, time: string): string => t('moment.at', { day, time });

/** 20 Nov 2026 18:00, in rows where each stands for itself; what is empty is left out. */
export const dayTimeText = (day: string, time: string): string =>
  day === '' || time === '' ? day + time : t('moment.row', { day, time });
