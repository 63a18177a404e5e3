/** How long a share lives, as it is chosen. */
export const UNTILS = ['tomorrow', 'friday', '7days', '30days', 'hours'] as const;
export type Until = (typeof UNTILS)[number];

export const HOURS = [1, 2, 4, 8, 12, 24] as const;

/** Days end with the working day. */
const EVENING = 18;
const FRIDAY = 5;
const DAY_MS = 86_400_000;
/** The gate lets none live longer than 30 days by its own clock, and clocks differ. */
const MARGIN_MS = 3_600_000;

const evening = (now: Date, days: number): number =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, EVENING).getTime();

/** When a share made now ends, in milliseconds since 1970: an evening of this device's time zone, or after so many hours. */
export function untilMs(until: Until, hours: number, now: Date): number {
  if (until === 'hours') return wholeMinute(now.getTime() + hours * 3_600_000);
  if (until === 'tomorrow') return evening(now, 1);
  if (until === '7days') return evening(now, 7);
  if (until === '30days')
    return Math.min(evening(now, 30), wholeMinute(now.getTime() + 30 * DAY_MS - MARGIN_MS));
  // On Thursday evening and on Friday itself it is the next one: a share lives at least a day.
  const days = (FRIDAY - now.getDay() + 7) % 7;
  const next = evening(now, days);
  return next - now.getTime() >= DAY_MS ? next : evening(now, days + 7);
}

const wholeMinute = (timeMs: number): number => Math.floor(timeMs / 60_000) * 60_000;
