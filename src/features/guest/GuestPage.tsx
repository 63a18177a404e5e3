import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useScreen, type Screen } from '@/ui/useScreen';
import { GuestBanner } from './GuestBanner';
import styles from './guest.module.css';
import { createGuestSession, type GuestSession, type GuestState } from './guestSession';
import { Landing } from './Landing';
import type { Device } from '@/protocol/scope';
import { createShareApi, type Opened, type ShareKey } from './shareApi';
import { NoGuestsHere, ShareOver } from './ShareOver';

const DEVICE: Record<Screen, Device> = { desk: 'desktop', tablet: 'tablet', phone: 'phone' };
const NO_SESSION = createStore<GuestState>(() => ({}));

interface GuestPageProps {
  /** Where the companion keeps shares; absent: it keeps none. */
  readonly root: string | undefined;
  readonly share: ShareKey;
  /** The viewer of an opened share. */
  viewer(session: GuestSession): ReactNode;
  /** What else the banner offers. */
  readonly extra?: (session: GuestSession) => ReactNode;
  /** Somebody closed the study: nothing of it is in memory any more. */
  onClosed(): void;
}

/** A guest's way from the link to the pictures and to their end. */
export default function GuestPage({ root, share, viewer, extra, onClosed }: GuestPageProps) {
  const { id, secret } = share;
  const api = useMemo(() => createShareApi(root ?? ''), [root]);
  const key = useMemo(() => ({ id, secret }), [id, secret]);
  const device = DEVICE[useScreen()];
  const [session, setSession] = useState<GuestSession>();
  const ended = useStore(session?.state ?? NO_SESSION, ({ ended }) => ended);
  useClosing(session);
  const onOpened = useCallback(
    (opened: Opened) => setSession(createGuestSession({ api, key, device, opened })),
    [api, key, device],
  );

  if (root === undefined) return <NoGuestsHere />;
  if (!session) return <Landing {...{ api, device, onOpened }} share={key} />;
  if (ended) {
    const { by, untilMs } = session.share;
    const { reason } = ended;
    return <ShareOver {...{ reason, by, untilMs }} wasOpen onAgain={() => setSession(undefined)} />;
  }
  const close = () => {
    session.close();
    setSession(undefined);
    onClosed();
  };
  return (
    <div className={styles['opened']}>
      <GuestBanner share={session.share} onClose={close}>
        {extra?.(session)}
      </GuestBanner>
      <div className={styles['viewer']}>{viewer(session)}</div>
    </div>
  );
}

/** A session does not outlive its page; React may take a page away and bring it back at once (StrictMode). */
function useClosing(session: GuestSession | undefined): void {
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      setTimeout(() => {
        if (!isHere.current) session?.close();
      });
    };
  }, [session]);
}
