import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/dates/styles.layer.css';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
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

/** First and last day from a calendar. Lazily loaded: most searches take one of the chips. */
export default function DatesDialog({ date, onDate, onClose }: DatesDialogProps) {
  const t = useT();
  const fixed = typeof date === 'object' ? date : {};
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
        value={span}
        numberOfColumns={innerWidth < 700 ? 1 : 2}
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
