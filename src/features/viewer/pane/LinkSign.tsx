import { useCallback } from 'react';
import { useT } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { Icon } from '@/ui/Icon';
import { useImage, useShell } from '@/features/viewer/context/viewerContext';
import { useWritten } from '@/features/viewer/context/useWritten';
import { SIGN_WORDS, signKind, signWords } from './linkWords';
import styles from './linkSign.module.css';

/** What a pane does together with the active one: a small sign, with the millimetres that lie between them. */
export function LinkSign({ pane }: { pane: number }) {
  const t = useT();
  const dates = useShell(({ registrationDates }) => registrationDates);
  const kind = useImage(pane, signKind);
  // Its numbers follow the picture.
  const write = useCallback(
    (element: HTMLElement, status: PaneStatus) => {
      const written = signWords(status, t, dates);
      if (!written) return;
      const { shown, said } = written;
      // Behind its icons.
      const first = element.children.length - SIGN_WORDS;
      for (const [at, says] of shown.entries()) {
        const place = element.children[first + at];
        // A number and its unit stand in one line, where words go on in the next.
        const words = says.replaceAll(' mm', '\u00a0mm');
        if (place && place.textContent !== words) place.textContent = words;
      }
      if (element.ariaLabel !== said) element.ariaLabel = said;
      if (element.title !== said) element.title = said;
    },
    [t, dates],
  );
  const written = useWritten(pane, write);
  if (kind === undefined) return null;
  return (
    <span ref={written} role="img" data-part="link" data-link={kind} className={styles['link']}>
      {(kind === 'apart' || kind === 'partly') && <Icon name="unlinked" size={14} />}
      {kind !== 'apart' && <Icon name="linked" size={14} />}
      {Array.from({ length: SIGN_WORDS }, (_, at) => (
        <span key={at} />
      ))}
    </span>
  );
}
