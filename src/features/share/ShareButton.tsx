import { lazy, Suspense, useState } from 'react';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import styles from './share.module.css';

/** A page older than the server's files finds its parts gone: a sentence, not a dead button. */
const ShareDialog = lazy(() => import('./ShareDialog').catch(() => ({ default: ShareFailed })));

function ShareFailed({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return (
    <div role="alert" className={styles['failed']}>
      {t('share.failed')}
      <button type="button" onClick={onClose}>
        {t('common.close')}
      </button>
    </div>
  );
}

export interface SharedLink {
  readonly url: string;
  /** Measurements that no longer fitted into the link. */
  readonly leftOut: number;
}

/** Opens the share dialog with the link of this moment. */
export function ShareButton({ link }: { link: () => SharedLink }) {
  const t = useT();
  const [shared, setShared] = useState<SharedLink>();
  return (
    <>
      <button
        type="button"
        data-testid="share"
        aria-haspopup="dialog"
        aria-label={t('share.open')}
        className={styles['share']}
        onPointerEnter={() => void import('./ShareDialog').catch(() => undefined)}
        onClick={() => setShared(link())}
      >
        <Icon name="share" />
        <span aria-hidden="true">{t('share.open')}</span>
      </button>
      {shared && (
        <Suspense fallback={null}>
          <ShareDialog {...shared} onClose={() => setShared(undefined)} />
        </Suspense>
      )}
    </>
  );
}
