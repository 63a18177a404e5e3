import { useState } from 'react';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Logo } from '@/ui/Logo';
import styles from './secondCover.module.css';
import type { SecondPhase } from './secondWindow';

/** What stands in the place of pictures: nothing of any patient. */
export function SecondCover({ phase }: { readonly phase: Exclude<SecondPhase, 'shown'> | 'closedArchive' }) {
  const t = useT();
  const [isKeptOpen, setKeptOpen] = useState(false);
  const close = () => {
    window.close();
    // Where a person opened it, by its address, a browser may do nothing.
    setKeptOpen(true);
  };
  return (
    <main className={styles['cover']} data-testid="second-cover" data-phase={phase}>
      <Logo size={32} />
      <h1>{t('second.title')}</h1>
      <p role="status">{t(`second.${phase}`)}</p>
      {phase !== 'joining' && phase !== 'covered' && <Button onClick={close}>{t('second.close')}</Button>}
      <p role="status">{isKeptOpen && t('second.closeByHand')}</p>
    </main>
  );
}
