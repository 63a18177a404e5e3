import { useLayoutEffect, useRef } from 'react';
import { useT, type Translate } from '@/i18n/t';
import { IconButton } from '@/ui/Button';
import { MOST_HITS } from './findText';
import styles from './pdf.module.css';
import type { Found } from './useFind';

interface PdfFindProps {
  readonly wanted: string;
  readonly found: Found;
  onWanted(text: string): void;
  onStep(by: 1 | -1): void;
  onClose(): void;
}

/** What is looked for, how often it is there, and the way through. */
export function PdfFind({ wanted, found, onWanted, onStep, onClose }: PdfFindProps) {
  const t = useT();
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  return (
    <div role="search" className={styles['find']}>
      <input
        ref={box}
        type="text"
        aria-label={t('pdf.find.box')}
        placeholder={t('pdf.find.box')}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={200}
        value={wanted}
        onChange={(event) => onWanted(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onClose();
        }}
      />
      <span role="status" data-testid="pdf-found">
        {wanted.trim() === '' ? '' : wordsOf(found, t)}
      </span>
      <span className={styles['steps']}>
        <IconButton
          icon="previous"
          label={t('pdf.find.previous')}
          disabled={found.hits.length === 0}
          onClick={() => onStep(-1)}
        />
        <IconButton
          icon="next"
          label={t('pdf.find.next')}
          disabled={found.hits.length === 0}
          onClick={() => onStep(1)}
        />
        <IconButton icon="close" label={t('pdf.find.close')} onClick={onClose} />
      </span>
    </div>
  );
}

function wordsOf({ hits, at, state, hasNoText }: Found, t: Translate): string {
  const count = hits.length;
  if (count === 0)
    return t(state !== 'done' ? 'pdf.find.busy' : hasNoText ? 'pdf.find.noText' : 'pdf.find.none');
  return count >= MOST_HITS
    ? t('pdf.find.many', { number: at + 1, count: MOST_HITS })
    : t('pdf.find.count', { number: at + 1, count });
}
