import type { DragEvent, KeyboardEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SeriesSummary } from '@/archive/contract/archive';
import { pressSeries } from '@/features/viewer/series/pressSeries';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';
import { DRAGGED } from '@/features/viewer/pane/PaneFrame';
import styles from '@/features/viewer/styles/series.module.css';
import { listText } from '@/i18n/numberText';
import { useT, type Translate } from '@/i18n/t';
import { tileCountText, progressText, imageCountOf, type SeriesProgress } from './seriesProgress';
import { TilePicture, TileWords } from './TileFace';
import { useSeriesProgress } from './useSeriesProgress';

interface SeriesTileProps {
  readonly series: SeriesSummary;
  /** Only the picture with its number: strips of touch screens. */
  readonly compact: boolean;
  /** The one tile of a list that Tab stops at. */
  readonly isStop: boolean;
  onKeyDown(event: KeyboardEvent): void;
  onPlaced?: (() => void) | undefined;
}

/** All that a tile says, as it is read aloud. */
function labelOf(series: SeriesSummary, progress: SeriesProgress, t: Translate): string {
  const parts = [
    series.number,
    series.description ?? t('series.nameless'),
    series.modality,
    tileCountText(progress, series, t),
    progressText(progress, series, t),
    series.isTied && t('series.tied'),
  ];
  return listText(parts.flatMap((part) => (part === undefined || part === '' ? [] : [String(part)])));
}

/** One series: picture, name, how much is here, which panes show it. Press or drag it to place it. */
export function SeriesTile({ series, compact, isStop, onKeyDown, onPlaced }: SeriesTileProps) {
  const t = useT();
  const viewer = useViewer();
  const progress = useSeriesProgress(series);
  const panes = useView(
    useShallow((view) =>
      view.panes.flatMap((pane, at) =>
        pane?.series === series.series && pane.study === series.study ? [at] : [],
      ),
    ),
  );
  const active = useView((view) => view.active);
  const hasMany = useView((view) => view.panes.length > 1);
  const place = (isByPointer: boolean) => {
    pressSeries(viewer, active, series);
    onPlaced?.();
    // Who chose by mouse or finger goes on in the picture; who came by key stays among the tiles.
    if (isByPointer) document.querySelector<HTMLElement>(`[data-pane="${active}"]`)?.focus();
  };
  const drag = ({ dataTransfer }: DragEvent) => {
    dataTransfer.setData(DRAGGED, JSON.stringify({ study: series.study, series: series.series }));
    dataTransfer.effectAllowed = 'copy';
  };
  return (
    <button
      type="button"
      className={styles['tile']}
      data-testid="series-thumb"
      data-series={series.series}
      data-loaded={`${progress.loaded}/${imageCountOf(progress, series)}`}
      data-compact={compact || undefined}
      data-shown={panes.length > 0 || undefined}
      data-current={panes.includes(active) || undefined}
      aria-current={panes.includes(active) || undefined}
      aria-label={labelOf(series, progress, t)}
      tabIndex={isStop ? 0 : -1}
      draggable
      onDragStart={drag}
      onClick={({ detail }) => place(detail > 0)}
      onKeyDown={onKeyDown}
    >
      <TilePicture
        series={series}
        progress={progress}
        compact={compact}
        badge={hasMany ? panes.map((pane) => pane + 1).join(' ') : ''}
      />
      {!compact && <TileWords series={series} progress={progress} />}
    </button>
  );
}
