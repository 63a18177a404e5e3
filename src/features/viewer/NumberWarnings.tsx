import { useT } from '@/i18n/t';
import { spacingWarning } from '@/imaging/basisText';
import { Icon } from '@/ui/Icon';
import styles from './overlay.module.css';
import { useStatus } from './viewerContext';

/** What to know before a number is read off this picture: where lengths come from, why there is no SUV. */
export function NumberWarnings({ pane }: { pane: number }) {
  const t = useT();
  const spacing = useStatus(pane, ({ spacing, state }) =>
    state === 'shown' ? spacingWarning(spacing ?? { source: 'none' }, t) : undefined,
  );
  const because = useStatus(pane, ({ petUnit, state }) => (state === 'shown' ? petUnit?.because : undefined));
  const graphics = useStatus(pane, ({ graphics }) => graphics);
  const hasLostProfile = useStatus(pane, ({ hasLostProfile }) => hasLostProfile === true);
  return (
    <>
      {hasLostProfile && <span className={styles['tag']}>{t('pane.noColourProfile')}</span>}
      {graphics && graphics !== 'shown' && (
        <span className={styles['tag']}>
          {t(graphics === 'hidden' ? 'pane.graphicsHidden' : 'pane.graphicsMissing')}
        </span>
      )}
      {spacing !== undefined && (
        <span className={styles['tag']}>
          <Icon name="noSpacing" size={14} /> {spacing}
        </span>
      )}
      {because && (
        <span className={styles['tag']}>
          <Icon name="warning" size={14} /> {t('pet.refused', { because: t(`suv.${because}`) })}
        </span>
      )}
    </>
  );
}
