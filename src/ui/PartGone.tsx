import { useT } from '@/i18n/t';
import { Button } from './Button';
import styles from './controls.module.css';

interface PartGoneProps {
  readonly text: string;
  onClose(): void;
}

/** A page older than the server's files finds a part of its code gone: a sentence, not a dead button. */
export function PartGone({ text, onClose }: PartGoneProps) {
  const t = useT();
  return (
    <div role="alert" className={styles['partGone']}>
      {text}
      <Button onClick={onClose}>{t('common.close')}</Button>
    </div>
  );
}
