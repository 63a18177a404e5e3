import { useMemo } from 'react';
import type { CastNotInserted } from '@/features/contract/dictationLink';
import { useCast } from '@/features/contract/castStanding';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { basisText } from '@/imaging/contract/basisText';
import { ownOf, type Measurement } from '@/measurement/measurement';
import type { MeasuredOn } from '@/measurement/report/observations';
import type { Right } from '@/protocol/rights';
import { nameOf, placeOf, sentenceOf } from './measurementText';
import type { PanelNotice } from './SaidStrip';

/** The way of measurements into the report that the dictation has open. */
export interface Insert {
  /** Why there is no way just now. */
  readonly why: string | undefined;
  /** Some that were put in have been deleted here since. */
  readonly hasGone: boolean;
  /** Puts these in and takes out what was deleted since; what came of it is said. */
  run(measurements: readonly Measurement[]): void;
}

const WHY: Readonly<Record<CastNotInserted, MessageKey>> = {
  line: 'measure.insert.line',
  differs: 'measure.insert.differs',
  noReport: 'measure.insert.noReport',
  unknown: 'measure.insert.unknown',
  nothing: 'measure.insert.nothing',
  role: 'measure.insert.role',
  refused: 'measure.insert.refused',
  changed: 'measure.insert.changed',
  lost: 'measure.insert.lost',
  broken: 'measure.insert.broken',
};

interface InsertParts {
  readonly engine: Engine;
  readonly list: readonly Measurement[];
  readonly may: ReadonlySet<Right>;
  say(said: PanelNotice): void;
}

/** Inserting into the dictation's report; undefined: there is no dictation. */
export function useInsert({ engine, list, may, say }: InsertParts): Insert | undefined {
  const t = useT();
  const cast = useCast();
  const present = useMemo(() => new Set(ownOf(list).map(({ tracking }) => tracking)), [list]);
  if (!cast) return undefined;
  const { dictation, standing } = cast;
  const can = may.has('measure') ? standing.canInsert : 'role';
  const measuredOn = (measurement: Measurement): MeasuredOn | undefined => {
    const image = engine.measuring.instanceOf(measurement);
    const { basis } = measurement;
    const sentence = sentenceOf(measurement, placeOf(engine, measurement), t);
    const method = basis ? { method: basisText(basis, t) } : {};
    return image && { measurement, image, name: nameOf(measurement, t), sentence, ...method };
  };
  const run = async (measurements: readonly Measurement[]): Promise<void> => {
    if (can !== 'yes') return say({ text: t(WHY[can]) });
    const measured = ownOf(measurements)
      .map(measuredOn)
      .filter((one) => one !== undefined);
    const came = await dictation.insert({ measured, present });
    if (came.is !== 'done') return say({ text: t(WHY[came.is]) });
    const leftCount = measurements.length - came.putCount;
    const said = [
      came.putCount > 0 && t('measure.inserted', { count: came.putCount }),
      came.goneCount > 0 && t('measure.inserted.gone', { count: came.goneCount }),
      leftCount > 0 && t('measure.inserted.left', { count: leftCount }),
    ];
    say({ text: said.filter((one) => one !== false).join(' ') });
  };
  return {
    why: can === 'yes' ? undefined : t(WHY[can]),
    hasGone: standing.inserted.some((tracking) => !present.has(tracking)),
    run: (measurements) => void run(measurements),
  };
}
