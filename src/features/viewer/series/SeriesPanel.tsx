import { useState, type KeyboardEvent } from 'react';
import { formatDate, formatTime } from '@/dicom/values/dateText';
import { text } from '@/dicom/dataset/dicomJson';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { findKey } from '@/ui/keyNames';
import { SeriesParts } from '@/features/viewer/pane/SeriesParts';
import { isSought, MANY_SERIES } from './seriesSearch';
import { SeriesNote } from './SeriesNote';
import { SeriesTile } from './SeriesTile';
import styles from '@/features/viewer/styles/series.module.css';
import { sayTheSame, useSteady } from '@/features/viewer/state/steady';
import { usePanes, useView, useViewer, type StudySeries } from '@/features/viewer/context/viewerContext';
import { useStudyPatient } from '@/features/viewer/patient/whose';
import { alongLine } from '@/ui/lineKeys';

interface SeriesPanelProps {
  /** list: names beside pictures; column and row: pictures only. */
  readonly as: 'list' | 'column' | 'row';
  readonly onPlaced?: () => void;
}

/** The series of all studies of the view, in the order of their numbers. */
export function SeriesPanel({ as, onPlaced }: SeriesPanelProps) {
  const { studies } = useViewer();
  const [sought, setSought] = useState('');
  const count = studies.reduce((sum, { series }) => sum + series.length, 0);
  const isSearched = as === 'list' && count >= MANY_SERIES;
  const found = isSearched
    ? studies.map((study) => ({ ...study, series: study.series.filter((one) => isSought(one, sought)) }))
    : studies;
  return (
    <div className={styles['studies']} data-as={as}>
      {isSearched && (
        <SeriesSearch
          sought={sought}
          found={found.reduce((sum, { series }) => sum + series.length, 0)}
          count={count}
          onSought={setSought}
        />
      )}
      {studies.map((whole, at) => (
        <Study
          key={whole.study}
          place={at}
          of={studies.length}
          whole={whole}
          series={found[at]?.series ?? []}
          as={as}
          onPlaced={onPlaced}
        />
      ))}
    </div>
  );
}

interface SeriesSearchProps {
  readonly sought: string;
  readonly found: number;
  readonly count: number;
  onSought(sought: string): void;
}

/** Among many series those are listed whose name, number or kind has what is typed; the down arrow goes to the first. */
function SeriesSearch({ sought, found, count, onSought }: SeriesSearchProps) {
  const t = useT();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const act = findKey(event.nativeEvent, {
      escape: () => onSought(''),
      arrowdown: () =>
        event.currentTarget
          .closest(`.${styles['studies']}`)
          ?.querySelector<HTMLElement>('[data-testid="series-thumb"]')
          ?.focus(),
    });
    if (!act || (sought === '' && event.key === 'Escape')) return;
    event.preventDefault();
    act();
  };
  return (
    <search className={styles['search']}>
      <label>
        <Icon name="search" size={16} />
        <input
          type="text"
          aria-label={t('series.search.label')}
          placeholder={t('series.search')}
          value={sought}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => onSought(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <span role="status">{sought.trim() === '' ? '' : t('series.found', { found, count })}</span>
    </search>
  );
}

interface StudyProps {
  readonly place: number;
  readonly of: number;
  readonly whole: StudySeries;
  /** Those of it that are searched for. */
  readonly series: StudySeries['series'];
  readonly as: SeriesPanelProps['as'];
  readonly onPlaced: (() => void) | undefined;
}

/** Date, time and description of a study. */
const sayTheSameStudy = sayTheSame('00080020', '00080030', '00081030');

function Study({ whole, series, place, of, as, onPlaced }: StudyProps) {
  const t = useT();
  const { study, state } = whole;
  const shown = useView(({ panes, active }) => panes[active]?.series);
  const dataset = usePanes(
    useSteady(
      (panes) => panes.find(({ subject }) => subject?.study === study)?.subject?.dataset,
      sayTheSameStudy,
    ),
  );
  // What could not be opened does not say it; the archive's list does.
  const owner = useStudyPatient(study);
  const dated = dataset ?? owner;
  const stop = series.find((one) => one.series === shown) ?? series[0];
  const compact = as !== 'list';
  const about = [formatDate(text(dated, '00080020')), formatTime(text(dated, '00080030'))]
    .filter(Boolean)
    .join(' ');
  return (
    <div
      role="group"
      aria-label={of > 1 ? t('series.studyOf', { place: place + 1, count: of }) : t('series.study')}
    >
      {!compact && (
        <header className={styles['head']}>
          <h2>{of > 1 ? t('series.studyOf', { place: place + 1, count: of }) : t('series.study')}</h2>
          <span>{state === 'here' ? t('series.count', { count: whole.series.length }) : ''}</span>
          {about !== '' && <p>{about}</p>}
          {dataset && <p>{text(dataset, '00081030') ?? ''}</p>}
        </header>
      )}
      <SeriesNote study={whole} isCompact={compact} />
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
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, on: 1, ArrowUp: -1, back: -1 };

/** Arrows, Home and End move among the tiles; the picture does not scroll meanwhile. */
function rove(event: KeyboardEvent): void {
  const tiles = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('button') ?? [])];
  const at = tiles.indexOf(event.currentTarget as HTMLElement);
  const step = STEPS[alongLine(event.key) ?? event.key];
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
