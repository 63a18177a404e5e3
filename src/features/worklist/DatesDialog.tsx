import { useState, type FormEvent } from 'react';
import { formatDate } from '@/dicom/values/dateText';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { DayRange } from '@/ui/calendar/DayRange';
import { Dialog } from '@/ui/overlay/Dialog';
import { readTypedDate, type DateChoice } from './dates';
import styles from './dates.module.css';

interface DatesDialogProps {
  readonly date: DateChoice;
  readonly onDate: (date: DateChoice) => void;
  readonly onClose: () => void;
}

/** First and last day, typed or from a calendar. Lazily loaded: most searches take one of the chips. */
export default function DatesDialog({ date, onDate, onClose }: DatesDialogProps) {
  const t = useT();
  const fixed = typeof date === 'object' ? date : {};
  const [from, setFrom] = useState(formatDate(fixed.from));
  const [to, setTo] = useState(formatDate(fixed.to));
  const first = readTypedDate(from);
  const last = readTypedDate(to);
  const problem = problemOf(from, first) ?? problemOf(to, last) ?? orderOf(first, last);
  const choose = (choice: DateChoice) => {
    onDate(choice);
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (problem) return;
    const open = {
      ...(first === undefined ? {} : { from: first }),
      ...(last === undefined ? {} : { to: last }),
    };
    choose(first === undefined && last === undefined ? 'any' : open);
  };
  return (
    <Dialog title={t('worklist.date.dialog')} closeLabel={t('common.close')} onClose={onClose}>
      <form className={styles['form']} onSubmit={onSubmit}>
        <div className={styles['ends']}>
          <End label={t('worklist.date.first')} value={from} onValue={setFrom} />
          <span aria-hidden="true">–</span>
          <End label={t('worklist.date.last')} value={to} onValue={setTo} />
        </div>
        <p className={styles['hint']} role="status">
          {t(problem ?? 'worklist.date.hint')}
        </p>
        <DayRange
          label={t('worklist.date.dialog')}
          {...{ first, last }}
          onSpan={(from, to) => choose({ from, to })}
        />
        <div className={styles['end']}>
          <Button onClick={() => choose('any')}>{t('worklist.date.reset')}</Button>
          {/* A finger presses days: a field that has the focus would bring a keyboard over them. */}
          <Button
            kind="primary"
            data-first-focus={isFinger() || undefined}
            onClick={onSubmit}
            disabled={problem !== undefined}
          >
            {t('worklist.date.show')}
          </Button>
        </div>
        {/* Enter in a field sends the form. */}
        <input type="submit" hidden disabled={problem !== undefined} />
      </form>
    </Dialog>
  );
}

const isFinger = (): boolean => matchMedia('(pointer: coarse)').matches;

const problemOf = (typed: string, day: string | undefined) =>
  typed.trim() !== '' && day === undefined ? ('worklist.date.unread' as const) : undefined;
const orderOf = (first: string | undefined, last: string | undefined) =>
  first !== undefined && last !== undefined && last < first ? ('worklist.date.order' as const) : undefined;

interface EndProps {
  readonly label: string;
  readonly value: string;
  onValue(value: string): void;
}

const End = ({ label, value, onValue }: EndProps) => (
  <label className={styles['day']}>
    {label}
    <input
      type="text"
      value={value}
      placeholder="YYYY-MM-DD"
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  </label>
);
