import { lazy, Suspense, useState } from 'react';
import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { PartGone } from '@/ui/PartGone';
import styles from './share.module.css';

const ShareDialog = lazy(() => import('./ShareDialog').catch(() => ({ default: ShareFailed })));

function ShareFailed({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return <PartGone text={t('share.failed')} onClose={onClose} />;
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
