import { useMemo } from 'react';
import { useStore } from 'zustand';
import { fixedText, significantText, countText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import type { Engine, LineSamples, RegionSamples } from '@/imaging/contract';
import { seriesKey } from '@/imaging/pane/paneStore';
import { Dialog } from '@/ui/overlay/Dialog';
import type { Measurement } from '@/measurement/measurement';
import { Chart, type Axis } from './Chart';
import { formatReading } from './formatReading';
import { histogramOf } from './histogram';
import styles from './chart.module.css';
import { nameOf } from './measurementText';

interface SamplesDialogProps {
  readonly engine: Engine;
  readonly measurement: Measurement;
  onClose(): void;
}

/** What stands behind a measurement's numbers: a histogram of the values inside, or the values along the line. */
export function SamplesDialog({ engine, measurement, onClose }: SamplesDialogProps) {
  const t = useT();
  const { study, series } = measurement;
  // Values may come with the image.
  const loaded = useStore(engine.facts, ({ loads }) => loads[seriesKey(study, series)]?.loaded);
  const samples = useMemo(
    () => (loaded === undefined ? undefined : engine.measuring.samples(measurement.id)),
    [engine, measurement, loaded],
  );
  const isLine = !measurement.readings.some(({ name }) => name === 'mean');
  return (
    <Dialog
      title={t(isLine ? 'samples.profile' : 'samples.histogram', { name: nameOf(measurement, t) })}
      closeLabel={t('common.close')}
      wide
      onClose={onClose}
    >
      {samples?.kind === 'region' && <RegionChart samples={samples} />}
      {samples?.kind === 'line' && <LineChart samples={samples} />}
      {!samples && <p role="status">{t('samples.none')}</p>}
    </Dialog>
  );
}

const told = (value: number, unit: string) => formatReading({ name: 'value', value, unit });
const short = (value: number) => significantText(value, 6);

function useValueLabel(unit: string): string {
  const t = useT();
  return t('samples.value', { unit: unit === '' ? '' : ` (${unit})` });
}

function RegionChart({ samples }: { samples: RegionSamples }) {
  const t = useT();
  const { values, unit } = samples;
  const { from, width, counts } = useMemo(() => histogramOf(values), [values]);
  const valueLabel = useValueLabel(unit);
  const extent = extentOf(values);
  const across: Axis = { from, to: from + width * counts.length, label: valueLabel };
  const up: Axis = { from: 0, to: Math.max(...counts, 1), label: t('samples.count') };
  const summary = t('samples.pixels', {
    count: values.length,
    min: told(extent.min, unit),
    max: told(extent.max, unit),
  });
  return (
    <>
      <p>{summary}</p>
      <Chart across={across} up={up} label={summary} bars={counts} />
      <Table
        heads={[
          unit === '' ? t('samples.from') : t('said.with', { name: t('samples.from'), said: unit }),
          t('samples.to'),
          t('samples.count'),
        ]}
        rows={counts.map((count, i) => [
          short(from + i * width),
          short(from + (i + 1) * width),
          countText(count),
        ])}
      />
    </>
  );
}

function LineChart({ samples }: { samples: LineSamples }) {
  const t = useT();
  const { values, along, alongUnit, unit } = samples;
  const valueLabel = useValueLabel(unit);
  const { min, max } = extentOf(values.filter((value) => value !== undefined));
  const margin = max > min ? (max - min) * 0.05 : 1;
  const length = along.at(-1) ?? 0;
  const across: Axis = { from: 0, to: length, label: t('samples.along', { unit: alongUnit }) };
  const up: Axis = { from: min - margin, to: max + margin, label: valueLabel };
  const summary = t('samples.line', {
    length: told(length, alongUnit),
    min: told(min, unit),
    max: told(max, unit),
  });
  return (
    <>
      <p>{summary}</p>
      <Chart
        across={across}
        up={up}
        label={summary}
        line={values.map((value, i) => (value === undefined ? undefined : [along[i] ?? 0, value]))}
      />
      <Table
        heads={[across.label, valueLabel]}
        rows={values.map((value, i) => [
          fixedText(along[i] ?? 0, 2),
          value === undefined ? '–' : short(value),
        ])}
      />
    </>
  );
}

function extentOf(values: readonly number[]): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  return { min, max };
}

/** The same in numbers: for screen readers, and for who wants them. */
function Table({ heads, rows }: { heads: readonly string[]; rows: readonly (readonly string[])[] }) {
  const t = useT();
  return (
    <details className={styles['values']}>
      <summary>{t('samples.table')}</summary>
      <div tabIndex={0} role="region" aria-label={t('samples.table')}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {row.map((text, at) => (
                  <td key={heads[at]}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
