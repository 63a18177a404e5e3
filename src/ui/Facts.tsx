import { join } from './Button';
import styles from './facts.module.css';

/** A fact; `part` names it to style sheets. */
export type Fact = string | undefined | false | { readonly text: string; readonly part: string };

/** Facts in a row with dots between them: none stands at the end of a line or at the beginning of the next. Empty ones are left out. */
export function Facts({
  of,
  className,
}: {
  readonly of: readonly Fact[];
  readonly className?: string | undefined;
}) {
  const all = of
    .map((fact) => (typeof fact === 'object' ? fact : { text: fact || '', part: undefined }))
    .filter(({ text }) => text !== '');
  return (
    <span className={join(styles['facts'], className)}>
      {all.map(({ text, part }, at) => (
        <span key={at} data-part={part}>
          {at > 0 && <i>{' · '}</i>}
          {text}
        </span>
      ))}
    </span>
  );
}
