import { useContext } from 'react';
import { useT } from '@/i18n/t';
import { Icon } from './Icon';
import styles from './localOnly.module.css';
import { isLocal, ReachContext, under } from './reach';

/** Beside a link or code that others are to open: that it leads them to their own machine, and what to do. Else nothing. */
export function LocalOnly({ url }: { readonly url: string }) {
  const t = useT();
  const { hasSignIn, addresses } = useContext(ReachContext);
  if (!isLocal(url)) return null;
  const isOnNetwork = !hasSignIn && addresses !== undefined && addresses.length > 0;
  const what = hasSignIn
    ? 'reach.local.signIn'
    : addresses === undefined
      ? 'reach.local.unknown'
      : isOnNetwork
        ? 'reach.local.network'
        : 'reach.local.start';
  return (
    <div role="note" data-testid="local-only" className={styles['note']}>
      <Icon name="warning" size={16} />
      <p>
        {t('reach.local', { host: new URL(url).host })} {t(what)}
        {isOnNetwork &&
          addresses.map((address) => (
            <a key={address} href={under(address, url)}>
              <bdi dir="ltr">{address}</bdi>
            </a>
          ))}
      </p>
    </div>
  );
}
