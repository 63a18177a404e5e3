import type { ReactNode } from 'react';
import styles from './controls.module.css';
import { Icon } from './Icon';
import type { IconName } from './icons';

interface NoticeProps {
  readonly icon: IconName;
  /** What happened. */
  readonly title: string;
  /** What it means, what still works. */
  readonly text?: string | undefined;
  /** What can be done: one best action first. */
  readonly actions?: ReactNode;
  /** A last line in small print. */
  readonly small?: string | undefined;
  /** Interrupts a screen reader: for faults only. */
  readonly alert?: boolean;
}

/** A screen's or panel's state in words, in the middle of its place. */
export function Notice({ icon, title, text, actions, small, alert = false }: NoticeProps) {
  return (
    <div className={styles['notice']} role={alert ? 'alert' : 'status'}>
      <Icon name={icon} size={32} stroke={1.4} />
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      {small !== undefined && <p className={styles['small']}>{small}</p>}
    </div>
  );
}
