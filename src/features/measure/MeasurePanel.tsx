import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useT, type Translate } from '@/i18n/t';
import { basisText, isPlain, refusalText } from '@/imaging/basisText';
import type { Engine } from '@/imaging/contract';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { Measurement } from '@/view/measurement';
import { mainReading } from './formatReading';
import styles from './measure.module.css';
import { MeasureRow } from './MeasureRow';

/** Everything that was measured, newest first; what was just deleted can be taken back. */
export function MeasurePanel({ engine, onCalibrate }: { engine: Engine; onCalibrate: () => void }) {
  const t = useT();
  const list = useStore(engine.measures, ({ list }) => list);
  const selected = useStore(engine.measures, ({ selected }) => selected);
  const [deleted, setDeleted] = useState<{ name: string; listed: number }>();
  const newest = list.at(-1);

  // The notice goes when anything else happens to the list: Undo would no longer mean this deletion.
  const isStale = deleted !== undefined && list.length !== deleted.listed;
  useEffect(() => {
    if (isStale) setDeleted(undefined);
  }, [isStale]);

  const remove = (id: string, name: string) => {
    setDeleted({ name, listed: list.length - 1 });
    engine.measuring.remove(id);
  };

  return (
    <div className={styles['panel']}>
      <h2 className={styles['title']}>
        {t('measure.title')} {list.length > 0 && <span>{list.length}</span>}
      </h2>
      {list.length === 0 && (
        <div className={styles['none']}>
          <Icon name="length" size={24} stroke={1.4} />
          <p>
            <b>{t('measure.none')}</b>
          </p>
          <p>{t('measure.none.text')}</p>
        </div>
      )}
      <ul>
        {list.toReversed().map((measurement) => (
          <MeasureRow
            key={measurement.id}
            engine={engine}
            measurement={measurement}
            isSelected={measurement.id === selected}
            onRemove={remove}
            onCalibrate={onCalibrate}
          />
        ))}
      </ul>
      {deleted && !isStale && (
        <div role="status" className={styles['deleted']}>
          <span>{t('measure.deleted', { name: deleted.name })}</span>
          <Button
            onClick={() => {
              engine.undo();
              setDeleted(undefined);
            }}
          >
            {t('measure.undo')}
          </Button>
        </div>
      )}
      <Heard text={newest ? heardText(newest, t) : ''} />
    </div>
  );
}

/** The newest result in words: never a number whose millimetres are not plain without saying so. */
function heardText(newest: Measurement, t: Translate): string {
  const { basis, refusal } = newest;
  return [
    mainReading(newest),
    basis && !isPlain(basis) && basisText(basis, t),
    refusal && refusalText(refusal, t),
  ]
    .filter(Boolean)
    .join(', ');
}

/** At most one announcement in this time. */
const PAUSE_MS = 1000;

/** Says the newest result to screen readers once it has settled. */
function Heard({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (place.current) place.current.textContent = text;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <div ref={place} aria-live="polite" className={styles['heard']} />;
}
