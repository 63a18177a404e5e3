import type { ComponentProps, ReactNode } from 'react';
import styles from './controls.module.css';
import { IconButton } from './Button';
import { Icon } from './Icon';
import type { IconName } from './icons';

interface BannerProps extends Pick<ComponentProps<'div'>, 'role'> {
  readonly icon?: IconName;
  readonly text: ReactNode;
  /** What can be done about it, at the end of the line. */
  readonly children?: ReactNode;
  /** Takes it away: a cross, at the end of the line whatever is in it and however long it is. */
  readonly close?: { readonly label: string; run(): void };
  readonly testId?: string;
}

/** A line across the screen: what happened, and what can be done. `role` is alert for faults, else status. */
export const Banner = ({ icon = 'warning', text, children, close, testId, role = 'status' }: BannerProps) => (
  <div
    role={role}
    data-testid={testId}
    data-strip=""
    data-closes={close !== undefined || undefined}
    className={styles['banner']}
  >
    <Icon name={icon} size={16} />
    <p>{text}</p>
    {children !== undefined && <span className={styles['bannerEnd']}>{children}</span>}
    {close && <IconButton icon="close" label={close.label} onClick={() => close.run()} />}
  </div>
);
