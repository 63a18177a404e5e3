import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import type { Studies } from './useStudies';

/** The line after the last row: more is coming, failed, or waits for a word. */
export function ListTail({ studies }: { studies: Studies }) {
  const t = useT();
  if (studies.moreFailed) {
    return (
      <div className="wl-tail" role="alert">
        {t('worklist.moreFailed')} <Button onClick={studies.retry}>{t('common.retry')}</Button>
      </div>
    );
  }
  if (studies.barren !== undefined) {
    return (
      <div className="wl-tail">
        {t('worklist.searchOn.text', { count: studies.barren })}{' '}
        <Button onClick={studies.loadMore}>{t('worklist.searchOn')}</Button>
      </div>
    );
  }
  return (
    <div className="wl-tail">
      <span className="wl-spinner" aria-hidden="true" />
      {t('worklist.loadingMore')}
    </div>
  );
}
