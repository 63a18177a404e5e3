import { useEffect, useState, type ReactNode } from 'react';
import { ReadingProvider, type ReadingHere } from '@/features/contract/readingContext';
import type { Session } from '@/features/session/session';
import type { Config } from './config';
import type { ReadingRecord } from '@/features/contract/studyReading';
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
  const here = useRecordOf(isOffered ? kind : undefined, config, session);
  return (
    <ReadingProvider value={isOffered && kind !== undefined ? here : undefined}>{children}</ReadingProvider>
  );
}

/** Comes in a quiet moment after the first screen. */
function useRecordOf(
  kind: 'shared' | 'own' | undefined,
  config: Config,
  session: Session | undefined,
): ReadingHere {
  const [here, setHere] = useState<ReadingHere>('coming');
  useEffect(() => {
    if (kind === undefined) return undefined;
    let close: (() => void) | undefined;
    let isOver = false;
    const service = config.services.reading;
    const open = async () => {
      await idle();
      if (kind === 'own') {
        const { LocalReadingRecord } = await import('@/features/reading/localReadingRecord');
        return isOver ? undefined : new LocalReadingRecord(localStorage);
      }
      const { SharedReadingRecord } = await import('@/features/reading/sharedReadingRecord');
      if (isOver || service === undefined || !session) return undefined;
      return new SharedReadingRecord({ service, credentials: session.credentials });
    };
    open()
      .then((record) => record && withWork(record, config, session))
      .then((record) => {
        if (!record) return;
        if (isOver) return record.close();
        close = () => record.close();
        return setHere(record);
      })
      // The code did not come, or the browser keeps nothing: the list is there without.
      .catch(() => setHere('failed'));
    return () => {
      isOver = true;
      close?.();
      setHere('coming');
    };
  }, [kind, config, session]);
  return here;
}

/** The record, with what the archives say that have workitems of their own, and that this sign-in opens. */
async function withWork<Kept extends ReadingRecord & { close(): void }>(
  record: Kept,
  { archives }: Config,
  session: Session | undefined,
): Promise<ReadingRecord & { close(): void }> {
  const having = archives.filter(
    ({ ups, signIn }) =>
      ups !== undefined && ups !== false && (signIn === undefined || signIn === session?.provider.id),
  );
  if (having.length === 0) return record;
  const [{ WorkitemReadingRecord }, { openWorkitems }] = await Promise.all([
    import('@/features/reading/workitemReadingRecord'),
    import('@/archive/dicomWeb/openWorkitems'),
  ]);
  const sources = having.map(({ id, name, root, ups, signIn }) => {
    const search = openWorkitems(
      root,
      signIn === undefined ? undefined : session?.credentials,
      typeof ups === 'object' ? ups : undefined,
    );
    return [id, { name, of: search.of.bind(search) }] as const;
  });
  return new WorkitemReadingRecord(record, new Map(sources));
}
