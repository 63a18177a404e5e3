import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { IconButton } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import styles from './viewer.module.css';

/** Says that the finding a link is about is not here, while it is not. */
export function FindingNotice({ engine }: { engine: Engine }) {
  const t = useT();
  const { sought } = engine.measuring;
  const tracking = useStore(sought, (state) => state.tracking);
  const isHere = useStore(engine.measures, ({ list }) => list.some((one) => one.tracking === tracking));
  if (tracking === undefined || isHere) return null;
  return (
    <div role="status" className={styles['notice']}>
      <Icon name="warning" size={16} />
      <p>{t('finding.absent')}</p>
      <IconButton icon="close" label={t('finding.close')} onClick={() => sought.setState({}, true)} />
    </div>
  );
}
