import { memo } from 'react';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Marks, useMarks } from './PageMarks';
import { turnedSize, type Size } from './pageGeometry';
import styles from './pdf.module.css';
import type { PageHit } from './useFind';
import { usePagePicture, usePageText, type PageParts } from './usePagePicture';

interface PdfPageProps extends PageParts {
  /** In points, as the page itself wants to be turned. */
  readonly size: Size;
  readonly hits: readonly PageHit[] | undefined;
  readonly shown: PageHit | undefined;
}

/** One page: its picture, its text over it for screen readers and for choosing, and what was found in it. */
export const PdfPage = memo(function PdfPage(props: PdfPageProps) {
  const { pdf, number, size, scale, turn, isNear, hits, shown } = props;
  const t = useT();
  const place = turnedSize(size, turn);
  const { width, height } = { width: place.width * scale, height: place.height * scale };
  const { paper, page, state, again } = usePagePicture(props, { width, height });
  const { letters, text } = usePageText(props, page);
  const marks = useMarks(letters, text, hits, shown);
  const label = t('pdf.page', { number, count: pdf.pageCount });
  return (
    <section
      aria-label={label}
      className={styles['page']}
      data-page={number}
      data-painted={state === 'painted' || state === 'leftOut' || undefined}
      style={{ width, height, '--total-scale-factor': scale } as React.CSSProperties}
    >
      {isNear && (
        <>
          <div ref={paper} className={styles['paper']} aria-hidden="true" />
          <div ref={letters} className={styles['text']} data-testid="pdf-text" />
          <Marks marks={marks} />
          {state === 'waiting' && (
            <p className={styles['waiting']} data-drawing="">
              {t('pdf.page.loading', { number })}
            </p>
          )}
          {state !== 'waiting' && state !== 'painted' && (
            <div role="alert" className={styles[state === 'leftOut' ? 'partly' : 'fault']}>
              <p>{t(`pdf.page.${state}`)}</p>
              {state === 'slow' && <Button onClick={again}>{t('common.retry')}</Button>}
            </div>
          )}
        </>
      )}
    </section>
  );
});
