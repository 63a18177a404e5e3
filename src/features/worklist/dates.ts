import { isDate, today as dayOf } from '@/dicom/values/dateTime';

/** Study dates asked for: a span that moves with the day, or fixed days (YYYYMMDD, inclusive, either end open). */
export type DateChoice =
  | 'any'
  | 'today'
  | 'yesterday'
  | '3days'
  | '7days'
  | 'month'
  | { readonly from?: string; readonly to?: string };

/** First and last day as YYYYMMDD; an absent end is open. */
export interface DateSpan {
  readonly from?: string;
  readonly to?: string;
}

/** How many days before today each moving span begins and ends. */
const DAYS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  today: [0, 0],
  yesterday: [1, 1],
  '3days': [2, 0],
  '7days': [6, 0],
};

/** The days a choice means today. Study dates can lie in the future (wrong clocks): moving spans end open. */
export function toSpan(choice: DateChoice, today: Date): DateSpan {
  if (choice === 'any') return {};
  if (typeof choice === 'object') return choice;
  const at = (daysAgo: number) =>
    dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo));
  if (choice === 'month') {
    // One month back; the 31st of March minus a month is the last of February, not the 3rd of March.
    const last = new Date(today.getFullYear(), today.getMonth(), 0).getDate();
    return {
      from: dayOf(new Date(today.getFullYear(), today.getMonth() - 1, Math.min(today.getDate(), last))),
    };
  }
  const [first, end] = DAYS[choice] ?? [0, 0];
  return end === 0 ? { from: at(first) } : { from: at(first), to: at(end) };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date as a person types it, as YYYYMMDD: 1958-03-12, 19580312, 12.03.1958, 12 Mar 1958. Undefined when it is no date yet,
 * or could be read two ways (3/12/1958): a wrong birth date finds the wrong patient.
 */
export function readTypedDate(typed: string): string | undefined {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})[-./ ]?(\d{2})[-./ ]?(\d{2})$/.exec(text);
  if (iso) return valid(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted) return valid(dotted[3], dotted[2], dotted[1]);
  const named = /^(\d{1,2})\.? ([a-z]{3})[a-z]*\.? (\d{4})$/.exec(text);
  if (named) return valid(named[3], String(MONTHS.indexOf(named[2] ?? '') + 1), named[1]);
  return undefined;
}

function valid(year = '', month = '', day = ''): string | undefined {
  const da = `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
  return isDate(da) ? da : undefined;
}
