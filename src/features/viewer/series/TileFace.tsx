import type { SeriesSummary } from '@/archive/contract/archive';
import styles from '@/features/viewer/styles/series.module.css';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import {
  tileCountText,
  progressText,
  loadedShare,
  imageCountOf,
  type SeriesProgress,
} from './seriesProgress';
import { SeriesPicture } from './SeriesPicture';

interface FaceProps {
  readonly series: SeriesSummary;
  readonly progress: SeriesProgress;
}

const Bar = ({ share }: { share: number }) => (
  <span className={styles['bar']}>
    <i style={{ width: `${100 * share}%` }} />
  </span>
);

/** The picture of a series. `badge`: the panes that show it; `compact`: what the words say else stands on it. */
export function TilePicture({
  series,
  progress,
  compact,
  badge,
}: FaceProps & { readonly compact: boolean; readonly badge: string }) {
  const { gap } = progress;
  const size = imageCountOf(progress, series);
  const { share, isFilling } = loadedShare(progress);
  return (
    <span className={styles['picture']}>
      <SeriesPicture series={series} />
      {badge !== '' && <span className={styles['badge']}>{badge}</span>}
      {compact && size > 0 && (
        <span className={styles['count']}>{gap ? `${gap.of - gap.missing} / ${gap.of}` : size}</span>
      )}
      {compact && isFilling && <Bar share={share} />}
    </span>
  );
}

/** Name, kind and count of a series, and how much of it is here. */
export function TileWords({ series, progress }: FaceProps) {
  const t = useT();
  const { gap, failed, isWaiting, isRefused } = progress;
  const { share, isFilling } = loadedShare(progress);
  const kind = [
    series.number !== undefined && `${series.number}`,
    series.modality,
    tileCountText(progress, series, t),
  ];
  return (
    <span className={styles['words']}>
      <span className={styles['name']} dir="auto">
        {series.description ?? t('series.nameless')}
      </span>
      <span className={styles['kind']}>{kind.filter(Boolean).join(' · ')}</span>
      <span
        className={styles['kind']}
        data-state={failed > 0 || isWaiting || isRefused || gap ? 'warn' : undefined}
        data-filling={isFilling || undefined}
      >
        {isFilling && !isWaiting && <Bar share={share} />}
        {gap && <Icon name="warning" size={14} />}
        {share >= 1 && failed === 0 && !gap && <Icon name="check" size={14} />}
        {progressText(progress, series, t)}
      </span>
      {series.isTied && (
        <span className={styles['kind']} data-state="warn">
          {t('series.tied')}
        </span>
      )}
    </span>
  );
}
