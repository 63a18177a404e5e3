import { ABSENT, unpadded, unreadable, valued, type ValueReading } from './reading';

/** An age as it was said, in days, weeks, months or years. */
export interface Age {
  readonly count: number;
  readonly unit: 'D' | 'W' | 'M' | 'Y';
}

/** AS (PS3.5 6.2): nnnD, nnnW, nnnM, nnnY; fewer digits and small letters are borne. */
export function readAge(sent: unknown): ValueReading<Age> {
  if (typeof sent !== 'string') return ABSENT;
  const text = unpadded(sent);
  if (text === '') return ABSENT;
  const [, count, unit] = /^(\d{1,3})([DWMY])$/.exec(text.toUpperCase()) ?? [];
  return count === undefined ? unreadable(text) : valued({ count: Number(count), unit: unit as Age['unit'] });
}
