import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createDicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import { HandoffPage, HandoffOver } from '@/features/handoff/HandoffPage';
import type { Code, Received } from '@/features/handoff/handoffApi';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { latePart } from '@/ui/latePart';
import { decodeLink } from '@/view/link/codec';
import type { Config } from './config';
import { CoverGone } from './CoverGone';
import { createDeviceSession } from './deviceSession';
import { loadViewerAndEngine } from './prefetchViewer';
import { worklistPath } from './routes';
import { noFilters } from '@/features/worklist/filters';
import type { Go } from './useEntry';
import { ViewerRoute } from './ViewerRoute';

const SessionCover = latePart(
  () => withTexts(import('@/features/session/SessionCover'), 'session'),
  CoverGone,
);

interface HandoffScreenProps {
  readonly config: Config;
  readonly code: Code;
  readonly go: Go;
}

/** '#h=': a view that a person passed on from another device of theirs. */
export default function HandoffScreen({ config, code, go }: HandoffScreenProps) {
  // On its way while the page is read.
  useEffect(() => void loadViewerAndEngine().catch(() => undefined), []);
  const [received, setReceived] = useState<Received>();
  return received ? (
    <HandedView {...{ config, code, go, received }} />
  ) : (
    <HandoffPage root={config.services.handoff} code={code} onReceived={setReceived} />
  );
}

function HandedView({ config, code, go, received }: HandoffScreenProps & { received: Received }) {
  const t = useT();
  const link = useMemo(() => decodeLink(received.view), [received]);
  const entry = config.archives.find(({ id }) => id === received.archive);
  const provider = config.signIn.find(({ id }) => id === entry?.signIn);
  if (!link.ok || !entry || !provider) return <HandoffOver text={t('handoff.closed.archive')} />;
  return <Handed {...{ config, code, go, received, link, entry, provider }} />;
}

interface HandedProps extends HandoffScreenProps {
  readonly received: Received;
  readonly link: Extract<ReturnType<typeof decodeLink>, { ok: true }>;
  readonly entry: Config['archives'][number];
  readonly provider: Config['signIn'][number];
}

function Handed({ config, code, go, received, link, entry, provider }: HandedProps) {
  const t = useT();
  const [session] = useState(() =>
    createDeviceSession({
      provider,
      root: config.services.handoff ?? '',
      audit: config.services.audit,
      id: code.id,
      received,
      idleMinutes: config.idleMinutes,
    }),
  );
  const [archive] = useState(() => createDicomWebArchive(entry, { credentials: session.credentials }));
  const isOver = useStore(session.store, ({ phase }) => phase === 'over');
  // A reload, or the way back, asks for a sign-in and then opens the same view: the code is used up.
  useEffect(() => history.replaceState({}, '', `#${received.view}`), [received]);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      // React may take a page away and bring it back at once (StrictMode).
      setTimeout(() => isHere.current || session.close());
    };
  }, [session]);
  const onBack = useCallback(() => {
    session.close();
    go(worklistPath(undefined, noFilters), 'replace');
  }, [session, go]);
  if (isOver) return <HandoffOver text={t('handoff.over.text')} />;
  return (
    <>
      <ViewerRoute {...{ config, archive, link, onBack, session }} />
      <Suspense fallback={null}>
        <SessionCover session={session} />
      </Suspense>
    </>
  );
}
