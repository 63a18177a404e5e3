import { useId, useRef } from 'react';
import { useT } from '@/i18n/t';
import { join } from '@/ui/Button';
import { Icon } from '@/ui/Icon';

interface TextFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Said while what is typed cannot be searched. */
  readonly hint?: string | undefined;
  readonly testId?: string | undefined;
  readonly onValue: (value: string) => void;
}

/** One line of search text with a way to empty it. Browsers' own memory of what was typed is off: it names patients. */
export function TextFilter({ label, placeholder, value, hint, testId, onValue }: TextFilterProps) {
  const t = useT();
  const hintId = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <label className={join('wl-field', value !== '' && 'wl-on')} title={hint}>
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        data-testid={testId}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-invalid={hint !== undefined || undefined}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <span id={hintId} className="wl-hidden">
          {hint}
        </span>
      )}
      {value !== '' && (
        <button
          type="button"
          className="wl-clear"
          aria-label={t('worklist.filter.remove', { column: placeholder })}
          onClick={() => {
            onValue('');
            input.current?.focus();
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </label>
  );
}
