/** A moment as people read it, in their own time: Fri 20 Nov 2026, 18:00. */
export function momentText(timeMs: number, locale?: string): string {
  return `${dayText(timeMs, locale)}, ${clockText(timeMs, locale)}`;
}

/** Fri 20 Nov, 18:00: near enough that the year goes without saying. */
export const shortMomentText = (timeMs: number, locale?: string): string =>
  `${dayText(timeMs, locale).replace(/ \d+$/, '')}, ${clockText(timeMs, locale)}`;

/** Fri 20 Nov 2026; the parts in this order, whatever the language of the device. */
export function dayText(timeMs: number, locale?: string): string {
  const at = new Date(timeMs);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale ?? 'en-GB', options).format(at);
  return [
    part({ weekday: 'short' }),
    part({ day: 'numeric' }),
    part({ month: 'short' }),
    part({ year: 'numeric' }),
  ].join(' ');
}

/** 18:00: 24 hours, whatever the language of the device. */
export const clockText = (timeMs: number, locale?: string): string =>
  new Intl.DateTimeFormat(locale ?? 'en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    timeMs,
  );
