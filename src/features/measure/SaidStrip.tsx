import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import styles from './saidStrip.module.css';

/** What was just done. */
export interface PanelNotice {
  readonly text: string;
  /** It can be taken back while the list has so many members. */
  readonly listed?: number;
  /** Nothing is to be done about it: it goes by itself. */
  readonly passes?: true;
}

interface SaidStripProps {
  readonly said: PanelNotice;
  onUndo(): void;
  onClose(): void;
}

/** What was just done, at the foot of the panel, with the way back. */
export function SaidStrip({ said, onUndo, onClose }: SaidStripProps) {
  const t = useT();
  return (
    <div role="status" className={styles['said']}>
      <span>{said.text}</span>
      {said.listed !== undefined && <Button onClick={onUndo}>{t('measure.undo')}</Button>}
      <IconButton icon="close" label={t('measure.said.close')} onClick={onClose} />
    </div>
  );
}
