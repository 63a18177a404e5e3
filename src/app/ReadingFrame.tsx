import { useEffect, useState, type ReactNode } from 'react';
import { ReadingProvider, type ReadingHere } from '@/features/contract/readingContext';
import type { Session } from '@/features/session/session';
import type { Config } from './config';
import { idle } from './idle';

interface ReadingFrameProps {
  readonly config: Config;
  readonly session: Session | undefined;
  /** Whoever looks at these screens is of those who read: no guest, no device that a view was passed on to. */
  readonly isOffered: boolean;
  readonly children: ReactNode;
}

/**
 * Where the state of studies is kept: at the companion, for whoever has signed in there; in this browser where nobody signs in; else, where
 * people sign in and no companion shares it, nowhere: one would find what another did.
 */
export function ReadingFrame({ config, session, isOffered, children }: ReadingFrameProps) {
  const { services, signIn } = config;
  const isShared = services.reading !== undefined && session !== undefined;
  const kind = isShared ? 'shared' : signIn.length === 0 ? 'own' : undefined;
  const here = useDeskOf(isOffered ? kind : undefined, services.reading, session);
  return (
    <ReadingProvider value={isOffered && kind !== undefined ? here : undefined}>{children}</ReadingProvider>
  );
}

/** Comes in a quiet moment after the first screen. */
function useDeskOf(
  kind: 'shared' | 'own' | undefined,
  service: string | undefined,
  session: Session | undefined,
): ReadingHere {
  const [here, setHere] = useState<ReadingHere>('coming');
  useEffect(() => {
    if (kind === undefined) return undefined;
    let close: (() => void) | undefined;
    let isOver = false;
    const open = async () => {
      await idle();
      if (kind === 'own') {
        const { OwnDesk } = await import('@/features/reading/ownDesk');
        return isOver ? undefined : new OwnDesk(localStorage);
      }
      const { SharedDesk } = await import('@/features/reading/sharedDesk');
      if (isOver || service === undefined || !session) return undefined;
      return new SharedDesk({ service, credentials: session.credentials });
    };
    open()
      .then((desk) => {
        if (!desk) return;
        close = () => desk.close();
        setHere(desk);
      })
      // The code did not come, or the browser keeps nothing: the list is there without.
      .catch(() => setHere('failed'));
    return () => {
      isOver = true;
      close?.();
      setHere('coming');
    };
  }, [kind, service, session]);
  return here;
}
