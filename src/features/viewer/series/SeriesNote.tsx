import type { ReactNode } from 'react';
import { useViewer, type StudySeries } from '@/features/viewer/context/viewerContext';
import { isGone } from '@/features/viewer/pane/StudyGone';
import styles from '@/features/viewer/styles/series.module.css';
import { useT } from '@/i18n/t';
import { describeListError } from '@/kinds/describeListError';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';

/**
 * Why nothing is listed of a study, or not yet. Where only pictures are listed there is no room for sentences: a tile
 * stands for them, and leads to the list that has them.
 */
export function SeriesNote({ study, isCompact }: { study: StudySeries; isCompact: boolean }): ReactNode {
  const t = useT();
  const { state, error, retry } = study;
  if (state === 'loading')
    return isCompact ? (
      <p className={styles['awaited']}>
        <span>{t('series.loading')}</span>
      </p>
    ) : (
      <p className={styles['note']}>{t('series.loading')}</p>
    );
  if (isGone(study))
    return isCompact ? (
      <NoteTile icon="empty" label={t('series.none')} />
    ) : (
      <p className={styles['note']}>{t('series.none')}</p>
    );
  if (state !== 'failed') return null;
  const words = describeListError(error);
  const title = words ? t(words.title, words.values) : t('series.unknown');
  if (isCompact)
    return (
      <div role="alert">
        <NoteTile icon="warning" label={title} />
      </div>
    );
  return (
    <div className={styles['note']} role="alert">
      <strong>{title}</strong>
      <p>{words ? t(words.text, words.values) : ''}</p>
      <Button onClick={retry}>{t('common.retry')}</Button>
    </div>
  );
}

/** Stands where a study's pictures would; leads to the list that says more. */
function NoteTile({ icon, label }: { icon: IconName; label: string }) {
  const { shell } = useViewer();
  return (
    <button
      type="button"
      className={styles['noteTile']}
      data-testid="series-note"
      data-icon={icon}
      aria-label={label}
      onClick={() => shell.setState({ sheet: 'series' })}
    >
      <Icon name={icon} size={28} stroke={1.4} />
    </button>
  );
}
