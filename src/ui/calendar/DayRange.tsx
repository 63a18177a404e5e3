import { CalendarDate } from '@internationalized/date';
import { useContext, type ReactNode } from 'react';
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarMonthPicker,
  CalendarYearPicker,
  RangeCalendar,
  RangeCalendarStateContext,
} from 'react-aria-components';
import { dateFormat } from '@/i18n/dayText';
import { Icon } from '@/ui/Icon';
import { LibraryParts } from '@/ui/overlay/LibraryParts';
import styles from './calendar.module.css';

/** YYYYMMDD as the calendar has it, and back. */
const toDay = (da: string): CalendarDate =>
  new CalendarDate(Number(da.slice(0, 4)), Number(da.slice(4, 6)), Number(da.slice(6, 8)));
const fromDay = (day: CalendarDate): string => day.toString().replaceAll('-', '');

interface DayRangeProps {
  /** Accessible name. */
  readonly label: string;
  /** YYYYMMDD; one alone is a span of one day. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  onSpan(from: string, to: string): void;
}

/** A calendar of one month or two, in which a first and a last day are pressed. */
export function DayRange({ label, first, last, onSpan }: DayRangeProps) {
  // Two months of days as large as fingers are wider than a dialog.
  const months = innerWidth < 700 || matchMedia('(pointer: coarse)').matches ? 1 : 2;
  // One day typed is a span that is still open: the calendar goes there.
  const start = first ?? last;
  const end = last ?? first;
  const isSpan = start !== undefined && end !== undefined && start <= end;
  const value = isSpan ? { start: toDay(start), end: toDay(end) } : null;
  return (
    <LibraryParts>
      <RangeCalendar
        // Another day typed leads there.
        key={`${start} ${end}`}
        aria-label={label}
        className={styles['calendar'] ?? ''}
        value={value}
        visibleDuration={{ months }}
        pageBehavior="single"
        // Studies lie in the past: the month shown last is this one.
        defaultFocusedValue={end === undefined ? thisDay() : toDay(end)}
        selectionAlignment="end"
        onChange={({ start, end }) => onSpan(fromDay(start), fromDay(end))}
      >
        <div className={styles['pages']}>
          <Button slot="previous" className={styles['turn'] ?? ''}>
            <Icon name="previous" />
          </Button>
          <CalendarMonthPicker>{(picker) => <Picker {...picker} />}</CalendarMonthPicker>
          <CalendarYearPicker visibleYears={YEARS}>{(picker) => <Picker {...picker} />}</CalendarYearPicker>
          <Button slot="next" className={styles['turn'] ?? ''}>
            <Icon name="next" />
          </Button>
        </div>
        <div className={styles['months']}>
          {Array.from({ length: months }, (_, at) => (
            <Month key={at} at={at} />
          ))}
        </div>
      </RangeCalendar>
    </LibraryParts>
  );
}

/** Two or three letters, where the language has such names. */
function weekdayStyle(): 'short' | 'narrow' {
  const format = dateFormat({ weekday: 'short', timeZone: 'UTC' });
  const longest = Math.max(...Array.from({ length: 7 }, (_, day) => format.format(day * 86_400_000).length));
  return longest > 4 ? 'narrow' : 'short';
}

const thisDay = (): CalendarDate => {
  const now = new Date();
  return new CalendarDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
};

/** Studies of a lifetime, on both sides of the year shown. */
const YEARS = 80;

interface PickerProps {
  readonly 'aria-label': string;
  readonly value: string | number;
  readonly items: readonly { readonly id: number; readonly formatted: string }[];
  onChange(id: number): void;
}

const Picker = ({ value, items, onChange, ...rest }: PickerProps) => (
  <select {...rest} value={value} onChange={({ target }) => onChange(Number(target.value))}>
    {items.map(({ id, formatted }) => (
      <option key={id} value={id}>
        {formatted}
      </option>
    ))}
  </select>
);

function Month({ at }: { at: number }): ReactNode {
  const state = useContext(RangeCalendarStateContext);
  const name = state?.visibleRange.start.add({ months: at }).toDate('UTC');
  return (
    <div>
      <p aria-hidden="true" className={styles['month']}>
        {name && dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' }).format(name)}
      </p>
      <CalendarGrid offset={{ months: at }} weekdayStyle={weekdayStyle()} className={styles['grid'] ?? ''}>
        {(day) => <CalendarCell date={day} className={styles['cell'] ?? ''} />}
      </CalendarGrid>
    </div>
  );
}
