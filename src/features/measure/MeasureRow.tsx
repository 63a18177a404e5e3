import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { number } from '@/dicom/dicomJson';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { basisText, isPlain, isSameBasis, refusalText } from '@/imaging/basisText';
import { seriesKey, type EngineFacts } from '@/imaging/paneStore';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { Measurement, MeasurementKind } from '@/view/measurement';
import { formatReading, mainReading } from './formatReading';
import styles from './measure.module.css';

const KINDS: Record<MeasurementKind, MessageKey> = {
  length: 'measure.kind.length',
  angle: 'measure.kind.angle',
  bidirectional: 'measure.kind.bidirectional',
  ellipse: 'measure.kind.ellipse',
  rectangle: 'measure.kind.rectangle',
  probe: 'measure.kind.probe',
  arrow: 'measure.kind.arrow',
  cobb: 'measure.kind.cobb',
  circle: 'measure.kind.circle',
  freehand: 'measure.kind.freehand',
  spline: 'measure.kind.spline',
  livewire: 'measure.kind.livewire',
  polyline: 'measure.kind.polyline',
  ratio: 'measure.kind.ratio',
  region: 'measure.kind.region',
};

interface MeasureRowProps {
  readonly engine: Engine;
  readonly measurement: Measurement;
  readonly isSelected: boolean;
  onRemove(id: string, name: string): void;
  /** Asks for the true length of this line. */
  onCalibrate(): void;
}

/** Place from 1 of the measured image in its series, when the series' order is known. */
function sliceOf({ loads }: EngineFacts, { study, series, sop, frame }: Measurement): number | undefined {
  const place = loads[seriesKey(study, series)]?.order?.findIndex(
    (one) => one.sop === sop && one.frame === frame,
  );
  return place === undefined || place < 0 ? undefined : place + 1;
}

/** Number (0020,0011) of the measured series, when a pane shows it. */
function seriesNumberOf({ panes }: EngineFacts, { study, series }: Measurement): number | undefined {
  const shown = panes.find(({ instance }) => instance?.study === study && instance.series === series);
  return number(shown?.instance?.dataset, '00200011');
}

/** One measurement: press to go there; the selected one shows all it reads and what can be done with it. */
export function MeasureRow({ engine, measurement, isSelected, onRemove, onCalibrate }: MeasureRowProps) {
  const t = useT();
  const [isRenaming, setRenaming] = useState(false);
  const { id, kind, label, readings, basis } = measurement;
  const slice = useStore(engine.facts, (facts) => sliceOf(facts, measurement));
  const series = useStore(engine.facts, (facts) => seriesNumberOf(facts, measurement));
  const name = label === '' ? t(KINDS[kind]) : label;
  const where =
    slice === undefined
      ? ''
      : series === undefined
        ? t('measure.whereSlice', { slice })
        : t('measure.where', { series, slice });
  const others = readings.filter((reading) => !mainReading(measurement).includes(formatReading(reading)));

  return (
    <li className={styles['row']} data-selected={isSelected || undefined}>
      <button
        type="button"
        className={styles['face']}
        aria-current={isSelected || undefined}
        onClick={() => engine.measuring.show(id)}
      >
        <Icon name={kind} size={16} />
        <span className={styles['words']}>
          <span className={styles['name']}>{name}</span>
          <span className={styles['where']}>{where}</span>
          <Basis measurement={measurement} isSelected={isSelected} />
        </span>
        <span className={styles['main']}>{mainReading(measurement)}</span>
      </button>
      {isSelected && (
        <div className={styles['more']}>
          {others.length > 0 && (
            <dl>
              {others.map((reading) => (
                <div key={reading.name}>
                  <dt>{t(`measure.reading.${reading.name}`)}</dt>
                  <dd>{formatReading(reading)}</dd>
                </div>
              ))}
            </dl>
          )}
          {isRenaming ? (
            <Rename
              before={label}
              onDone={(text) => {
                setRenaming(false);
                if (text !== undefined) engine.measuring.annotate(id, { label: text });
              }}
            />
          ) : (
            <div className={styles['actions']}>
              <Button onClick={() => setRenaming(true)}>{t('measure.rename')}</Button>
              <Button onClick={() => engine.measuring.show(id)}>{t('measure.goTo')}</Button>
              {kind === 'length' && basis && !isPlain(basis) && (
                <Button onClick={onCalibrate}>{t('measure.calibrate')}</Button>
              )}
              <Button kind="quiet" className={styles['delete']} onClick={() => onRemove(id, name)}>
                {t('measure.delete')}
              </Button>
            </div>
          )}
        </div>
      )}
    </li>
  );
}

/** Where the millimetres come from, or why there are none: always where it is not plain, and of what is selected. */
function Basis({ measurement, isSelected }: { measurement: Measurement; isSelected: boolean }) {
  const t = useT();
  const { basis, sentBasis, refusal } = measurement;
  const lines = [
    basis && (isSelected || !isPlain(basis)) && basisText(basis, t),
    refusal && refusalText(refusal, t),
    sentBasis && !isSameBasis(sentBasis, basis) && t('basis.was', { basis: basisText(sentBasis, t) }),
  ].filter((line) => typeof line === 'string');
  return lines.map((line) => (
    <span key={line} className={styles['basis']}>
      {line}
    </span>
  ));
}

function Rename({ before, onDone }: { before: string; onDone(text: string | undefined): void }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <form
      className={styles['rename']}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(field.current?.value.trim());
      }}
    >
      <input
        ref={field}
        aria-label={t('measure.name')}
        autoComplete="off"
        maxLength={120}
        defaultValue={before}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(undefined);
        }}
      />
      <button type="submit" className={styles['submit']}>
        {t('measure.done')}
      </button>
    </form>
  );
}
