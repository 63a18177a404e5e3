import type { Archive, SeriesSummary, StudySummary } from '@/archive/contract/archive';
import { hasPicture } from '@/dicom/series/modality';
import type { StudyUid } from '@/dicom/dataset/uid';
import { formatDate } from '@/dicom/values/dateText';
import { useT } from '@/i18n/t';
import { Button, Tag } from '@/ui/Button';
import { NO_OTHERS } from './otherStudies';
import { SeriesSection } from './SeriesSection';
import { Thumbnail } from './Thumbnail';
import { useOtherStudies } from './useOtherStudies';
import { useSeries } from './useSeries';
import type { ArchiveNamed } from './worklistProps';

/** Whoever comes back to a study later than this is told what it holds now. */
const LISTED_MS = 30_000;

export interface StudyPartsProps {
  readonly archive: Archive;
  readonly from: ArchiveNamed;
  readonly study: StudySummary;
  /** It has been chosen for a moment: the archive is asked. */
  readonly isAsked: boolean;
  readonly studyHref: (study: StudyUid) => string;
  readonly onOpen: (study: StudyUid) => void;
}

/** What the chosen study holds, and the other studies of its patient. */
export function StudyParts(props: StudyPartsProps) {
  return (
    <>
      <SeriesList {...props} />
      <OtherStudies {...props} />
    </>
  );
}

function SeriesList({ archive, study, isAsked }: Pick<StudyPartsProps, 'archive' | 'study' | 'isAsked'>) {
  const t = useT();
  const { data, isLoadingError, refetch } = useSeries(archive, isAsked ? study.study : undefined, LISTED_MS);
  const count = (isAsked && data ? data.length : study.seriesCount) ?? 0;
  return (
    <SeriesSection study={study} count={count}>
      {isAsked && isLoadingError ? (
        <p className="wl-inline">
          {t('worklist.seriesFailed')} <Button onClick={() => void refetch()}>{t('common.retry')}</Button>
        </p>
      ) : (
        <ul>
          {isAsked &&
            data?.map((series) => (
              <li key={series.series} className="wl-series">
                <Thumbnail archive={archive} series={series} />
                <span>
                  <span className="wl-cut" title={series.description}>
                    {series.description ?? t('worklist.seriesUnnamed', { number: series.number ?? '' })}
                  </span>
                  <span className="wl-dim wl-small wl-cut" title={seriesLine(series, t)}>
                    {seriesLine(series, t)}
                  </span>
                </span>
              </li>
            ))}
        </ul>
      )}
    </SeriesSection>
  );
}

/** "2 · CT · 135 images · CHEST" */
const seriesLine = (series: SeriesSummary, t: ReturnType<typeof useT>): string =>
  [
    series.number,
    series.modality,
    series.instanceCount !== undefined &&
      t(hasPicture(series) ? 'worklist.images' : 'worklist.objects', { count: series.instanceCount }),
    series.bodyPart,
  ]
    .filter((part) => part !== undefined && part !== false && part !== '')
    .join(' · ');

function OtherStudies({ archive, from, study, isAsked, studyHref, onOpen }: StudyPartsProps) {
  const t = useT();
  const found = useOtherStudies(archive, from.issuer, isAsked ? study : undefined) ?? NO_OTHERS;
  const { same, contradicts, unissued, isCut } = found;
  const left = [
    contradicts > 0 && t('prior.left.contradicts', { archive: from.name, count: contradicts }),
    unissued > 0 && t('prior.left.unissued', { archive: from.name, count: unissued }),
    isCut && t('prior.left.cut', { archive: from.name }),
  ].filter((sentence) => sentence !== false);
  if (same.length === 0 && left.length === 0) return null;
  return (
    <section>
      <h3 className="wl-section" title={t('worklist.others.hint')}>
        <span>{t('worklist.others', { count: same.length })}</span>
        <span className="wl-dim">{t('worklist.others.hint')}</span>
      </h3>
      <ul>
        {same.map((other) => (
          <li key={other.study}>
            <a
              className="wl-other"
              href={studyHref(other.study)}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                onOpen(other.study);
              }}
            >
              {other.modalities.slice(0, 2).map((code) => (
                <Tag key={code}>{code}</Tag>
              ))}
              <span className="wl-cut">{other.description ?? t('worklist.noDescription')}</span>
              <span className="wl-dim">{formatDate(other.date)}</span>
            </a>
          </li>
        ))}
      </ul>
      {left.map((sentence) => (
        <p key={sentence} className="wl-soft wl-small" data-testid="others-left-out">
          {sentence}
        </p>
      ))}
    </section>
  );
}
