import { spoken } from '@/i18n/language';
import { ArchiveError } from '@/archive/contract/archiveError';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { encodeLink } from '@/view/link/codec';
import styles from '@/features/viewer/styles/panes.module.css';
import { useViewer, type StudySeries } from '@/features/viewer/context/viewerContext';

/** Whether the archive says that it has nothing of a study: an empty list, or no such thing. No answer is no such word. */
export const isGone = ({ state, series, error }: Pick<StudySeries, 'state' | 'series' | 'error'>): boolean =>
  state === 'here' ? series.length === 0 : error instanceof ArchiveError && error.fault === 'not-found';

/** Archives to look in at most: more have their own place in the list. */
const MOST_OTHERS = 4;

/** None of the view's studies is in the archive: that, and the ways on. */
export function StudyGone() {
  const t = useT();
  const { archiveName, otherArchives, studies, views, back } = useViewer();
  const { view } = views.getState();
  return (
    <div
      dir={spoken().direction}
      className={styles['cover']}
      role="alert"
      data-tone="plain"
      data-testid="study-gone"
    >
      <Icon name="empty" size={28} stroke={1.4} />
      <h2>{t('study.gone', { archive: archiveName })}</h2>
      <p>{t('study.gone.text')}</p>
      <div className={styles['offers']}>
        <Button kind="primary" onClick={() => studies.forEach(({ retry }) => retry())}>
          {t('common.retry')}
        </Button>
        {back && <Button onClick={back}>{t('app.toWorklist')}</Button>}
        {otherArchives.slice(0, MOST_OTHERS).map(({ id, name }) => (
          <Button
            key={id}
            onClick={() => {
              location.hash = encodeLink({ archive: id, view, marks: [] });
            }}
          >
            {t('study.lookIn', { archive: name })}
          </Button>
        ))}
      </div>
    </div>
  );
}
