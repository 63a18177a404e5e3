import type { KeyboardEvent } from 'react';
import { formatDate, formatTime } from '@/dicom/dateTime';
import { text } from '@/dicom/dicomJson';
import { useT } from '@/i18n/t';
import { describeListError } from '@/kinds/describeError';
import { Button } from '@/ui/Button';
import { SeriesParts } from './SeriesParts';
import { SeriesTile } from './SeriesTile';
import styles from './series.module.css';
import { usePanes, useView, useViewer, type StudySeries } from './viewerContext';

interface SeriesPanelProps {
  /** list: names beside pictures; column and row: pictures only. */
  readonly as: 'list' | 'column' | 'row';
  readonly onPlaced?: () => void;
}

/** The series of all studies of the view, in the order of their numbers. */
export function SeriesPanel({ as, onPlaced }: SeriesPanelProps) {
  const { studies } = useViewer();
  return (
    <div className={styles['studies']} data-as={as}>
      {studies.map((study, at) => (
        <Study key={study.study} place={at} of={studies.length} as={as} onPlaced={onPlaced} {...study} />
      ))}
    </div>
  );
}

type StudyProps = StudySeries & {
  readonly place: number;
  readonly of: number;
  readonly as: SeriesPanelProps['as'];
  readonly onPlaced: (() => void) | undefined;
};

function Study({ study, series, state, error, retry, place, of, as, onPlaced }: StudyProps) {
  const t = useT();
  const shown = useView(({ panes, active }) => panes[active]?.series);
  const dataset = usePanes(
    (panes) => panes.find(({ instance }) => instance?.study === study)?.instance?.dataset,
  );
  const stop = series.find((one) => one.series === shown) ?? series[0];
  const compact = as !== 'list';
  const words = state === 'failed' ? describeListError(error) : undefined;
  const about =
    dataset &&
    [formatDate(text(dataset, '00080020')), formatTime(text(dataset, '00080030'))].filter(Boolean).join(' ');
  return (
    <section aria-label={of > 1 ? t('series.studyOf', { place: place + 1, count: of }) : t('series.study')}>
      {!compact && (
        <header className={styles['head']}>
          <h2>{of > 1 ? t('series.studyOf', { place: place + 1, count: of }) : t('series.study')}</h2>
          <span>{state === 'here' ? t('series.count', { count: series.length }) : ''}</span>
          {dataset && <p>{about}</p>}
          {dataset && <p>{text(dataset, '00081030') ?? ''}</p>}
        </header>
      )}
      {state === 'loading' && <p className={styles['note']}>{t('series.loading')}</p>}
      {state === 'here' && series.length === 0 && <p className={styles['note']}>{t('series.none')}</p>}
      {state === 'failed' && (
        <div className={styles['note']} role="alert">
          <strong>{words ? t(words.title, words.values) : t('series.unknown')}</strong>
          <p>{words ? t(words.text, words.values) : ''}</p>
          <Button onClick={retry}>{t('common.retry')}</Button>
        </div>
      )}
      {series.length > 0 && (
        <ul data-roving="" className={styles['list']}>
          {series.map((one) => (
            <li key={one.series}>
              <SeriesTile
                series={one}
                compact={compact}
                isStop={one === stop}
                onKeyDown={rove}
                onPlaced={onPlaced}
              />
              {!compact && <SeriesParts series={one} onPlaced={onPlaced} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Arrows, Home and End move among the tiles; the picture does not scroll meanwhile. */
function rove(event: KeyboardEvent): void {
  const tiles = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('button') ?? [])];
  const at = tiles.indexOf(event.currentTarget as HTMLElement);
  const step = STEPS[event.key];
  const to =
    step !== undefined
      ? at + step
      : event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tiles.length - 1
          : undefined;
  if (to === undefined) return;
  event.preventDefault();
  tiles[Math.min(tiles.length - 1, Math.max(0, to))]?.focus();
}
