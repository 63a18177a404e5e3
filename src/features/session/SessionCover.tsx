import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import type { Session } from './session';
import SignInPage from './SignInPage';
import styles from './session.module.css';

/** Above every dialog, menu and popover of react-aria: it leaves what bears this within reach, and lets go of the focus. */
const ABOVE = { 'data-react-aria-top-layer': '' };

/** How long the warning stays after its answer: a press that was on its way to it must not meet what lies behind. */
const LINGER_MS = 2_000;

/** The moment of the lock, and for a while after it was called off, that it was. */
function useLingering(
  locksAtMs: number | undefined,
): { readonly atMs: number; readonly isCalm: boolean } | undefined {
  const [shown, setShown] = useState<{ atMs: number; isCalm: boolean }>();
  useEffect(() => {
    if (locksAtMs !== undefined) return setShown({ atMs: locksAtMs, isCalm: false });
    setShown((before) => before && { ...before, isCalm: true });
    const timer = setTimeout(() => setShown(undefined), LINGER_MS);
    return () => clearTimeout(timer);
  }, [locksAtMs]);
  return shown;
}

interface WarningProps {
  readonly session: Session;
  readonly atMs: number;
  readonly isCalm: boolean;
}

/** Before the page locks itself: says so. Any touch of the page is an answer, and the button is one that can be found. */
function Warning({ session, atMs, isCalm }: WarningProps) {
  const t = useT();
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const before = document.activeElement;
    // Who was at work with the keys goes on where they were.
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  return (
    <section role="alertdialog" aria-labelledby="session-warning" className={styles['warning']} {...ABOVE}>
      <div>
        <h2 id="session-warning">{t('session.warn')}</h2>
        <p>{isCalm ? t('session.stays') : t('session.warn.text', { seconds })}</p>
      </div>
      <Button kind="primary" autoFocus onClick={() => session.stay()}>
        {t('session.stay')}
      </Button>
    </section>
  );
}

/** Over everything: the page behind is inert, and nothing of it is to be seen or read. */
function Lock({ session }: { readonly session: Session }) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['cover']}
      aria-label={t('session.locked')}
      data-testid="lock"
      {...ABOVE}
      onCancel={(event) => event.preventDefault()}
      // Browsers let a second Escape through.
      onClose={(event) => event.currentTarget.showModal()}
    >
      <SignInPage session={session} isLink={false} isOver />
    </dialog>
  );
}

/** What a sign-in puts over the page: the warning before the lock, and the lock. */
export default function SessionCover({ session }: { readonly session: Session }) {
  const phase = useStore(session.store, (state) => state.phase);
  const locksAtMs = useStore(session.store, (state) => state.locksAtMs);
  const warned = useLingering(locksAtMs);
  if (phase === 'locked') return <Lock session={session} />;
  return warned ? <Warning session={session} {...warned} /> : null;
}
