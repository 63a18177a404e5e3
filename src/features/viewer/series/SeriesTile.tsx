import { listText } from '@/i18n/numberText';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SeriesSummary } from '@/archive/contract/archive';
import { hasPicture, kindOf } from '@/dicom/series/modality';
import { useT } from '@/i18n/t';
import type { PaneFault } from '@/imaging/pane/paneStore';
import { Icon } from '@/ui/Icon';
import { placeSeries } from '@/features/viewer/commands/keyboard';
import { DRAGGED } from '@/features/viewer/pane/PaneFrame';
import styles from '@/features/viewer/styles/series.module.css';
import { useCountGap, useHasFrames } from '@/features/viewer/context/useCountGap';
import { useLoad, usePanes, useView, useViewer } from '@/features/viewer/context/viewerContext';

interface SeriesTileProps {
  readonly series: SeriesSummary;
  /** Only the picture with its number: strips of touch screens. */
  readonly compact: boolean;
  /** The one tile of a list that Tab stops at. */
  readonly isStop: boolean;
  onKeyDown(event: KeyboardEvent): void;
  onPlaced?: (() => void) | undefined;
}

/** Why an archive hands out nothing of a series. */
const REFUSALS: ReadonlySet<PaneFault['code'] | undefined> = new Set([
  'refused',
  'unauthorised',
  'not-found',
] as const);

/** One series: picture, name, how much is here, which panes show it. Press or drag it to place it. */
export function SeriesTile({ series, compact, isStop, onKeyDown, onPlaced }: SeriesTileProps) {
  const t = useT();
  const viewer = useViewer();
  const load = useLoad(
    series,
    useShallow((load) => ({
      loaded: load?.loaded ?? 0,
      wanted: load?.wanted ?? 0,
      failed: load?.failed ?? 0,
      atOnce: load?.atOnce,
    })),
  );
  const gap = useCountGap(series);
  const hasFrames = useHasFrames(series);
  const isWaiting = useLoad(series, (load) => load?.waiting !== undefined);
  const panes = useView(
    useShallow((view) =>
      view.panes.flatMap((pane, at) =>
        pane?.series === series.series && pane.study === series.study ? [at] : [],
      ),
    ),
  );
  // The archive's refusal stays with the series, also where its pane went on to another. An image that a link names and that is
  // not in it is no refusal.
  const isRefusedNow = usePanes((all) =>
    all.some(
      (one) =>
        REFUSALS.has(one.fault?.code) &&
        one.count === 0 &&
        one.series === series.series &&
        one.study === series.study,
    ),
  );
  // Of thousands of objects an archive may take many seconds to tell.
  const isReading = usePanes((all) =>
    all.some(
      (one) =>
        (one.state === 'loading' || one.state === 'shown') &&
        one.count === 0 &&
        one.series === series.series &&
        one.study === series.study,
    ),
  );
  const [isRefused, setRefused] = useState(false);
  if (isRefusedNow ? !isRefused : isRefused && load.wanted > 0) setRefused(isRefusedNow);
  const active = useView((view) => view.active);
  const hasMany = useView((view) => view.panes.length > 1);
  const wanted = load.wanted || (series.instanceCount ?? 0);
  // Of a series too large to be kept whole, what lies around the reader is all that comes by itself.
  const due = Math.min(load.wanted, load.atOnce ?? load.wanted);
  const share = due > 0 ? Math.min(1, load.loaded / due) : 0;
  const isFilling = load.wanted > 0 && load.loaded < due;
  const name = series.description ?? t('series.nameless');
  const state = stateText();

  function stateText(): string {
    if (isRefused) return t('series.refused');
    if (isWaiting) return t('series.waiting', { loaded: load.loaded, wanted });
    if (gap)
      return t(hasFrames ? 'series.missingObjects' : 'series.missing', { count: gap.missing, of: gap.of });
    // Documents are not loaded as images are: nothing is to be said of them.
    if (load.wanted === 0)
      return hasPicture(series) ? t(isReading ? 'series.reading' : 'series.notLoaded') : '';
    if (load.failed > 0) return t('series.failed', { failed: load.failed });
    if (isFilling) return `${Math.floor(100 * share)} %`;
    return t(load.atOnce === undefined ? 'series.loaded' : 'series.near');
  }
  const counted =
    hasFrames && load.wanted > 0
      ? ('series.frames' as const)
      : (`kind.${kindOf(series.modality)}.count` as const);
  const count = wanted > 0 ? t(counted, { count: wanted }) : '';

  return (
    <button
      type="button"
      className={styles['tile']}
      data-testid="series-thumb"
      data-series={series.series}
      data-loaded={`${load.loaded}/${wanted}`}
      data-compact={compact || undefined}
      data-shown={panes.length > 0 || undefined}
      data-current={panes.includes(active) || undefined}
      aria-current={panes.includes(active) || undefined}
      aria-label={listText(
        [series.number, name, series.modality, count, state, series.isTied && t('series.tied')].flatMap(
          (part) => (part === undefined || part === '' ? [] : [String(part)]),
        ),
      )}
      tabIndex={isStop ? 0 : -1}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, JSON.stringify({ study: series.study, series: series.series }));
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={({ detail }) => {
        placeSeries(viewer, active, series);
        onPlaced?.();
        // Who chose by mouse or finger goes on in the picture; who came by key stays among the tiles.
        if (detail > 0) document.querySelector<HTMLElement>(`[data-pane="${active}"]`)?.focus();
      }}
      onKeyDown={onKeyDown}
    >
      <span className={styles['picture']}>
        <Thumbnail series={series} />
        {hasMany && panes.length > 0 && (
          <span className={styles['badge']}>{panes.map((pane) => pane + 1).join(' ')}</span>
        )}
        {compact && wanted > 0 && (
          <span className={styles['count']}>{gap ? `${gap.of - gap.missing} / ${gap.of}` : wanted}</span>
        )}
        {compact && isFilling && <Bar share={share} />}
      </span>
      {!compact && (
        <span className={styles['words']}>
          <span className={styles['name']} dir="auto">
            {name}
          </span>
          <span className={styles['kind']}>
            {[series.number !== undefined && `${series.number}`, series.modality, count]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span
            className={styles['kind']}
            data-state={load.failed > 0 || isWaiting || isRefused || gap ? 'warn' : undefined}
            data-filling={isFilling || undefined}
          >
            {isFilling && !isWaiting && <Bar share={share} />}
            {gap && <Icon name="warning" size={14} />}
            {share >= 1 && load.failed === 0 && !gap && <Icon name="check" size={14} />}
            {state}
          </span>
          {series.isTied && (
            <span className={styles['kind']} data-state="warn">
              {t('series.tied')}
            </span>
          )}
        </span>
      )}
    </button>
  );
}

const Bar = ({ share }: { share: number }) => (
  <span className={styles['bar']}>
    <i style={{ width: `${100 * share}%` }} />
  </span>
);

/** Asked for when it comes into sight, and never before the first picture is on screen. */
function Thumbnail({ series }: { series: SeriesSummary }) {
  const { thumbnails } = useViewer();
  const place = useRef<HTMLSpanElement>(null);
  const [url, setUrl] = useState<string>();
  const [state, setState] = useState<'unasked' | 'asked' | 'ended'>('unasked');
  const isPicture = hasPicture(series);
  useEffect(() => {
    const element = place.current;
    if (!element || !isPicture) return undefined;
    let isGone = false;
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      setState('asked');
      void thumbnails.get(series).then((url) => {
        if (isGone) return;
        setUrl(url);
        setState('ended');
      });
    });
    watcher.observe(element);
    return () => {
      isGone = true;
      watcher.disconnect();
    };
  }, [thumbnails, series, isPicture]);
  return (
    <span ref={place} className={styles['frame']} data-thumbnail={state}>
      {url === undefined ? (
        <>
          <Icon name={isPicture ? 'picture' : 'document'} size={16} />
          <span>{series.modality}</span>
        </>
      ) : (
        <img src={url} alt="" draggable={false} />
      )}
    </span>
  );
}
