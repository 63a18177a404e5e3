import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { seriesKey } from '@/imaging/pane/paneStore';
import { Button } from '@/ui/Button';
import { Dialog, useUnkept } from '@/ui/overlay/Dialog';
import type { Measurement } from '@/measurement/measurement';
import styles from './measure.module.css';

interface SlicesDialogProps {
  readonly engine: Engine;
  readonly measurement: Measurement;
  /** How many slices bear a copy now; undefined = gave up. */
  onDone(count: number | undefined): void;
}

/** More drawings at once than anybody looks through. */
const MOST = 200;

/** Asks which slices get a copy: the ones beside it, or a range. */
export function SlicesDialog({ engine, measurement, onDone }: SlicesDialogProps) {
  const t = useT();
  const { study, series } = measurement;
  const load = useStore(engine.facts, ({ loads }) => loads[seriesKey(study, series)]);
  const order = load?.order;
  const at =
    order?.findIndex(({ sop, frame }) => sop === measurement.sop && frame === measurement.frame) ?? -1;
  const part = load?.parts?.find(({ from, count }) => at >= from && at < from + count);
  return (
    <Dialog
      title={t('measure.slices.title')}
      closeLabel={t('common.close')}
      onClose={() => onDone(undefined)}
    >
      {order && at >= 0 ? (
        <Choice
          at={at}
          first={part?.from ?? 0}
          last={(part ? part.from + part.count : order.length) - 1}
          onChosen={(from, to) =>
            onDone(
              engine.measuring.copy(
                measurement.id,
                order.slice(from, to + 1).filter((_, i) => from + i !== at),
              ),
            )
          }
        />
      ) : (
        <p>{t('measure.slices.unknown')}</p>
      )}
    </Dialog>
  );
}

interface SliceFieldProps {
  readonly name: 'from' | 'to';
  readonly value: string;
  readonly isWrong: boolean;
  /** The id of what is said of it. */
  readonly about: string;
  onChange(value: string): void;
}

/** The number of a slice, from 1. */
function SliceField({ name, value, isWrong, about, onChange }: SliceFieldProps) {
  const t = useT();
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{t(`measure.slices.${name}`)}</label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        aria-invalid={isWrong}
        aria-describedby={about}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface ChoiceProps {
  /** Places from 0: of the image it is on, and of the ends of its stack. */
  readonly at: number;
  readonly first: number;
  readonly last: number;
  onChosen(from: number, to: number): void;
}

function Choice({ at, first, last, onChosen }: ChoiceProps) {
  const t = useT();
  const id = useId();
  const [from, setFrom] = useState(String(first + 1));
  const [to, setTo] = useState(String(last + 1));
  useUnkept(from !== String(first + 1) || to !== String(last + 1));
  const [start, end] = [Number(from) - 1, Number(to) - 1].sort((a, b) => a - b) as [number, number];
  const isWithin = Number.isInteger(start) && Number.isInteger(end) && start >= first && end <= last;
  const isMany = isWithin && end - start + 1 > MOST;
  const wrong = !isWithin
    ? t('measure.slices.beside', { first: first + 1, last: last + 1 })
    : isMany
      ? t('measure.slices.tooMany', { most: MOST })
      : '';
  const about = `${id}-wrong`;
  const isWrong = wrong !== '';
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWrong) onChosen(start, end);
      }}
    >
      <p>{t('measure.slices.text')}</p>
      <div className={styles['pair']}>
        <Button disabled={at <= first} onClick={() => onChosen(at - 1, at - 1)}>
          {t('measure.slices.previous')}
        </Button>
        <Button disabled={at >= last} onClick={() => onChosen(at + 1, at + 1)}>
          {t('measure.slices.next')}
        </Button>
      </div>
      <div className={styles['pair']}>
        <SliceField {...{ about, isWrong }} name="from" value={from} onChange={setFrom} />
        <SliceField {...{ about, isWrong }} name="to" value={to} onChange={setTo} />
      </div>
      <p id={about} role="status" className={styles['wrong']}>
        {wrong}
      </p>
      <div className={styles['end']}>
        <button type="submit" className={styles['submit']} disabled={isWrong}>
          {t('measure.slices.copy')}
        </button>
      </div>
    </form>
  );
}
