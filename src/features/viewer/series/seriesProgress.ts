import { hasPicture, kindOf } from '@/dicom/series/modality';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { Translate } from '@/i18n/t';

/** How much of a series is here, and what keeps it from being whole. */
export interface SeriesProgress {
  readonly loaded: number;
  /** Frames of it that are to be loaded; 0: none yet. */
  readonly wanted: number;
  readonly failed: number;
  /** Of a series too large to be kept whole: how much of it is kept at once. */
  readonly atOnce: number | undefined;
  readonly isWaiting: boolean;
  readonly isRefused: boolean;
  /** The archive is telling which objects there are. */
  readonly isReading: boolean;
  /** Counted in frames, not in objects. */
  readonly hasFrames: boolean;
  /** Objects that the archive names and does not have. */
  readonly gap: { readonly missing: number; readonly of: number } | undefined;
}

type Series = Pick<SeriesSummary, 'modality' | 'instanceCount'>;

/** Images of the series: as many as are to be loaded, or as the archive lists. */
export const imageCountOf = ({ wanted }: Pick<SeriesProgress, 'wanted'>, { instanceCount }: Series): number =>
  wanted || (instanceCount ?? 0);

/** Part of it that is here, 0 to 1, of what comes by itself. */
export function loadedShare({
  loaded,
  wanted,
  atOnce,
}: Pick<SeriesProgress, 'loaded' | 'wanted' | 'atOnce'>): {
  readonly share: number;
  readonly isFilling: boolean;
} {
  // Of a series too large to be kept whole, what lies around the reader is all that comes by itself.
  const due = Math.min(wanted, atOnce ?? wanted);
  return { share: due > 0 ? Math.min(1, loaded / due) : 0, isFilling: wanted > 0 && loaded < due };
}

/** Its state in words; '' where there is nothing to say. */
export function progressText(
  progress: SeriesProgress,
  series: Series & { readonly description?: unknown },
  t: Translate,
): string {
  const { loaded, wanted, failed, atOnce, gap, hasFrames } = progress;
  if (progress.isRefused) return t('series.refused');
  if (progress.isWaiting) return t('series.waiting', { loaded, wanted: imageCountOf(progress, series) });
  if (gap)
    return t(hasFrames ? 'series.missingObjects' : 'series.missing', { count: gap.missing, of: gap.of });
  // Documents are not loaded as images are: nothing is to be said of them.
  if (wanted === 0)
    return hasPicture(series) ? t(progress.isReading ? 'series.reading' : 'series.notLoaded') : '';
  if (failed > 0) return t('series.failed', { failed });
  const { share, isFilling } = loadedShare(progress);
  if (isFilling) return `${Math.floor(100 * share)} %`;
  return t(atOnce === undefined ? 'series.loaded' : 'series.near');
}

/** How many images, or documents, it has, in words; '' where nobody says. */
export function tileCountText(progress: SeriesProgress, series: Series, t: Translate): string {
  const count = imageCountOf(progress, series);
  if (count === 0) return '';
  const isFrames = progress.hasFrames && progress.wanted > 0;
  return t(isFrames ? 'series.frames' : `kind.${kindOf(series.modality)}.count`, { count });
}
