import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import styles from './overlay.module.css';
import { useStatus } from './viewerContext';

/** On a picture that the archive made: what cannot be done with it. */
export function RenderedSign({ pane }: { pane: number }) {
  const t = useT();
  const isRendered = useStatus(pane, ({ isRendered, state }) => state === 'shown' && isRendered === true);
  if (!isRendered) return null;
  return (
    <span className={styles['tag']} data-testid="rendered">
      <Icon name="unverified" size={14} /> {t('pane.rendered')}
    </span>
  );
}
