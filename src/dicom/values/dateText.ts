import { dateText } from '@/i18n/dayText';
import { dayAndTime, dayTimeText } from '@/i18n/moment';
import { readClock, type TimeOfDay } from './clock';
import { readDay } from './day';
import { readMoment } from './moment';

/** '14 Nov 2026' for '20261114' and '2026.11.14'; a value that is no date is shown as sent, an absent one as ''. */
export function formatDate(value: string | undefined): string {
  const reading = readDay(value);
  if (reading.kind === 'absent') return '';
  return reading.kind === 'value' ? dateText(reading.value) : reading.raw;
}

const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');

const clockText = ({ hours, minutes, seconds }: TimeOfDay, withSeconds: boolean): string =>
  [hours, minutes, withSeconds ? seconds : undefined]
    .filter((part) => part !== undefined)
    .map(two)
    .join(':');

/**
 * '09:14' for '091402.123' (TM, PS3.5 6.2), with seconds if asked: 24 hours, never a fraction; a value that is no time is
 * shown as sent.
 */
export function formatTime(value: string | undefined, withSeconds = false): string {
  const reading = readClock(value);
  if (reading.kind !== 'value') return reading.kind === 'absent' ? '' : reading.raw;
  return clockText(reading.value, withSeconds);
}

/** Day and time of a DT (PS3.5 6.2) without its zone, as far as it goes: '14 Nov 2026 09:14'; else as sent. */
export function formatDateTime(value: string | undefined): string {
  const reading = readMoment(value);
  if (reading.kind !== 'value') return reading.kind === 'absent' ? '' : reading.raw;
  const { year, month, day, clock } = reading.value;
  if (month === undefined) return String(year).padStart(4, '0');
  return dayTimeText(
    dateText({ year, month, day }),
    day !== undefined && clock ? clockText(clock, false) : '',
  );
}

/** '27 Nov 2026, 09:08' for ISO 8601 as documents here have it: their own clock, no zone. */
export function formatIso(iso: string | undefined): string | undefined {
  const [, day, hours, minutes] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}))?/.exec(iso ?? '') ?? [];
  if (day === undefined) return undefined;
  const date = formatDate(day);
  return hours === undefined ? date : dayAndTime(date, `${hours}:${minutes}`);
}
