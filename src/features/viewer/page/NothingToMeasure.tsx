import { useT } from '@/i18n/t';
import styles from '@/features/viewer/styles/viewer.module.css';

/** In place of the results, as long as no pane holds an image. */
export function NothingToMeasure() {
  const t = useT();
  return <p className={styles['nothing']}>{t('kind.noResults')}</p>;
}
