import type { ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { Logo } from '@/ui/Logo';
import styles from './guest.module.css';

/** A page of one card, under the product's mark. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useT();
  return (
    <main className={styles['frame']}>
      <p className={styles['mark']}>
        <Logo size={24} /> {t('app.name')}
      </p>
      <section className={styles['card']}>{children}</section>
    </main>
  );
}
