import { formatDate } from '@/dicom/values/dateText';
import type { MessageKey } from '@/i18n/en';
import { useT, type Translate } from '@/i18n/t';
import type { DateChoice } from './dates';

type Moving = Exclude<DateChoice, object>;

/** The spans offered, with a shorter word for touch screens where there is one. */
const CHIPS: readonly { readonly choice: Moving; readonly label: MessageKey; readonly short?: MessageKey }[] =
  [
    { choice: 'today', label: 'worklist.date.today' },
    { choice: 'yesterday', label: 'worklist.date.yesterday' },
    { choice: '3days', label: 'worklist.date.3days', short: 'worklist.date.short.3days' },
    { choice: '7days', label: 'worklist.date.7days', short: 'worklist.date.short.7days' },
    { choice: 'month', label: 'worklist.date.month', short: 'worklist.date.short.month' },
    { choice: 'any', label: 'worklist.date.any' },
  ];

/** A choice of dates in words. */
export function dateLabel(choice: DateChoice, t: Translate): string {
  if (typeof choice !== 'object') {
    return t(CHIPS.find((chip) => chip.choice === choice)?.label ?? 'worklist.date.any');
  }
  const { from, to } = choice;
  if (from !== undefined && from === to) return formatDate(from);
  if (from === undefined) return t('worklist.date.to', { to: formatDate(to) });
  if (to === undefined) return t('worklist.date.from', { from: formatDate(from) });
  return t('worklist.date.span', { from: formatDate(from), to: formatDate(to) });
}

interface DateChipsProps {
  readonly date: DateChoice;
  readonly isShort: boolean;
  readonly onDate: (date: DateChoice) => void;
  readonly onChoose: () => void;
}

/** Study dates at one press. */
export function DateChips({ date, isShort, onDate, onChoose }: DateChipsProps) {
  const t = useT();
  return (
    <>
      {CHIPS.map(({ choice, label, short }) => (
        <button
          key={choice}
          type="button"
          className="wl-chip"
          aria-pressed={choice === date}
          aria-label={t(label)}
          onClick={() => onDate(choice)}
        >
          {t(isShort ? (short ?? label) : label)}
        </button>
      ))}
      <button type="button" className="wl-chip" aria-pressed={typeof date === 'object'} onClick={onChoose}>
        {typeof date === 'object' ? dateLabel(date, t) : t('worklist.date.choose')}
      </button>
    </>
  );
}
