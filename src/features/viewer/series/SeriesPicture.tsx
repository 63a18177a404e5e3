import { useEffect, useRef, useState } from 'react';
import type { SeriesSummary } from '@/archive/contract/archive';
import { hasPicture } from '@/dicom/series/modality';
import { useViewer } from '@/features/viewer/context/viewerContext';
import styles from '@/features/viewer/styles/series.module.css';
import { Icon } from '@/ui/Icon';

/** Asked for when it comes into sight, and never before the first picture is on screen. */
export function SeriesPicture({ series }: { series: SeriesSummary }) {
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
