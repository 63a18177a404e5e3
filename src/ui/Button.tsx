import type { ComponentProps, ReactNode } from 'react';
import styles from './controls.module.css';
import { Icon } from './Icon';
import type { IconName } from './icons';

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  /** primary: the one action of a screen; quiet: no edge. */
  readonly kind?: 'primary' | 'plain' | 'quiet';
};

/** A native button in our look: the first screen loads none of the component library's button code. */
export function Button({ kind = 'plain', className, ...rest }: ButtonProps) {
  return <button type="button" data-kind={kind} className={join(styles['button'], className)} {...rest} />;
}

type LinkProps = ComponentProps<'a'> & { readonly kind?: 'primary' | 'plain' | 'quiet' };

/** A link that looks like a button: it leads to an address, so middle click and new tab work. */
export function LinkButton({ kind = 'plain', className, ...rest }: LinkProps) {
  return <a data-kind={kind} className={join(styles['button'], className)} {...rest} />;
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'children'> & {
  readonly icon: IconName;
  /** Accessible name, also the tooltip. */
  readonly label: string;
};

export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={join(styles['icon'], className)}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A key as printed on the keyboard. */
export const Key = ({ children }: { children: ReactNode }) => (
  <kbd dir="ltr" className={styles['kbd']}>
    {children}
  </kbd>
);

/** A short code in a box, such as a modality. */
export const Tag = ({ children }: { children: ReactNode }) => (
  <span className={styles['tag']}>{children}</span>
);

/** Class names that are there, in one text. */
export const join = (...names: readonly (string | false | undefined)[]): string =>
  names.filter(Boolean).join(' ');
