import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { Button } from '@/ui/Button';

/** That what shows and serves pictures did not come or did not start, and the ways on; trying again keeps the view. */
export function NoEngineNotice({ onRetry }: { readonly onRetry: () => void }) {
  const t = useT();
  return (
    <Banner role="alert" text={t('viewer.noEngine')}>
      <Button kind="primary" onClick={onRetry}>
        {t('common.retry')}
      </Button>
      <Button onClick={() => window.location.reload()}>{t('common.reload')}</Button>
    </Banner>
  );
}
