import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { hasPicture } from '@/dicom/series/modality';
import { Icon } from '@/ui/Icon';
import { useSeries, useThumbnail } from './useSeries';

/** A series' small picture, for recognising it, never for reading; an icon where the archive renders none. */
export function Thumbnail({ archive, series }: { archive: Archive; series: SeriesSummary | undefined }) {
  const url = useThumbnail(archive, series);
  return (
    <span className="wl-thumb">
      {url ? (
        <img src={url} alt="" draggable={false} />
      ) : (
        url === null && (
          <Icon name={series && !hasPicture(series) ? 'document' : 'picture'} size={22} stroke={1.4} />
        )
      )}
    </span>
  );
}

/** A study's small picture: that of its first series that has one. */
export function StudyThumbnail({ archive, study }: { archive: Archive; study: SeriesSummary['study'] }) {
  const { data, isLoadingError } = useSeries(archive, study);
  const series = data?.find(hasPicture) ?? data?.[0];
  if (isLoadingError || (data && !series)) {
    return (
      <span className="wl-thumb">
        <Icon name="picture" size={22} stroke={1.4} />
      </span>
    );
  }
  return <Thumbnail archive={archive} series={series} />;
}
