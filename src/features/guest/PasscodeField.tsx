import { useId, type Ref } from 'react';
import styles from './guest.module.css';

interface PasscodeFieldProps {
  readonly label: string;
  readonly value: string;
  /** What there is to say about it, below. */
  readonly told: string;
  readonly isWrong: boolean;
  readonly readOnly: boolean;
  readonly field?: Ref<HTMLInputElement>;
  onChange(digits: string): void;
}

export const PASSCODE_LENGTH = 6;

/** Six boxes, drawn; behind them one field, so that pasting, dictating and the codes of a phone's messages work. */
export function PasscodeField({
  label,
  value,
  told,
  isWrong,
  readOnly,
  field,
  onChange,
}: PasscodeFieldProps) {
  const id = useId();
  return (
    <div className={styles['passcode']}>
      <label htmlFor={id}>{label}</label>
      {/* Digits run from left to right in every language. */}
      <div dir="ltr" className={styles['boxes']} data-wrong={isWrong || undefined}>
        <input
          autoFocus
          ref={field}
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-describedby={`${id}-told`}
          aria-invalid={isWrong}
          readOnly={readOnly}
          value={value}
          onChange={(event) =>
            // Spaces and dashes come along from mails.
            onChange(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, PASSCODE_LENGTH))
          }
        />
        {Array.from({ length: PASSCODE_LENGTH }, (_, i) => (
          <span
            key={i}
            aria-hidden="true"
            data-next={i === Math.min(value.length, PASSCODE_LENGTH - 1) || undefined}
          >
            {value[i] ?? ''}
          </span>
        ))}
      </div>
      <p id={`${id}-told`} role="status" data-wrong={isWrong || undefined}>
        {told}
      </p>
    </div>
  );
}
