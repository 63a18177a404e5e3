import type { Ref } from 'react';

interface LinkFieldProps {
  /** Accessible name. */
  readonly label: string;
  readonly url: string;
  readonly className: string | undefined;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** An address to be taken along: marked whole where the focus comes, and from left to right in every language. */
export const LinkField = ({ label, url, className, ref }: LinkFieldProps) => (
  <textarea
    ref={ref}
    readOnly
    rows={2}
    dir="ltr"
    aria-label={label}
    className={className}
    value={url}
    onFocus={(event) => event.currentTarget.select()}
  />
);
