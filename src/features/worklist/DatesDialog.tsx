import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/dates/styles.layer.css';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { today } from '@/dicom/dateTime';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import type { DateChoice } from './dates';

interface DatesDialogProps {
  readonly date: DateChoice;
  readonly onDate: (date: DateChoice) => void;
  readonly onClose: () => void;
}

/** YYYYMMDD and YYYY-MM-DD, the picker's form. */
const toPicker = (da: string | undefined): string | null =>
  da === undefined ? null : `${da.slice(0, 4)}-${da.slice(4, 6)}-${da.slice(6, 8)}`;
const fromPicker = (day: string): string => day.slice(0, 10).replaceAll('-', '');

/** YYYY-MM-01 of the first month shown, so that the last one shown holds the day given, or today. */
function firstMonth(lastDay: string | undefined, columns: number): string {
  const da = lastDay ?? today();
  const month = new Date(Date.UTC(Number(da.slice(0, 4)), Number(da.slice(4, 6)) - columns, 1));
  return month.toISOString().slice(0, 10);
}

/** First and last day from a calendar. Lazily loaded: most searches take one of the chips. */
export default function DatesDialog({ date, onDate, onClose }: DatesDialogProps) {
  const t = useT();
  const fixed = typeof date === 'object' ? date : {};
  const columns = innerWidth < 700 ? 1 : 2;
  const [span, setSpan] = useState<[string | null, string | null]>([
    toPicker(fixed.from),
    toPicker(fixed.to),
  ]);
  return (
    <Dialog title={t('worklist.date.dialog')} closeLabel={t('common.close')} onClose={onClose}>
      <p className="wl-soft wl-dateshint">{t('worklist.date.hint')}</p>
      <DatePicker
        type="range"
        allowSingleDateInRange
        hideOutsideDates
        weekendDays={[]}
        // Studies lie in the past: the month shown last is this one.
        defaultDate={firstMonth(fixed.to, columns)}
        ariaLabels={{
          previousMonth: t('worklist.date.previousMonth'),
          nextMonth: t('worklist.date.nextMonth'),
          previousYear: t('worklist.date.previousYear'),
          nextYear: t('worklist.date.nextYear'),
          previousDecade: t('worklist.date.previousDecade'),
          nextDecade: t('worklist.date.nextDecade'),
          monthLevelControl: t('worklist.date.chooseMonth'),
          yearLevelControl: t('worklist.date.chooseYear'),
        }}
        value={span}
        numberOfColumns={columns}
        size={matchMedia('(pointer: coarse)').matches ? 'lg' : 'sm'}
        onChange={([from, to]) => {
          setSpan([from, to]);
          if (from === null || to === null) return;
          onDate({ from: fromPicker(from), to: fromPicker(to) });
          onClose();
        }}
      />
      <div className="wl-datesend">
        <Button
          onClick={() => {
            onDate('any');
            onClose();
          }}
        >
          {t('worklist.date.reset')}
        </Button>
      </div>
    </Dialog>
  );
}
