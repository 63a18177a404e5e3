import { withTexts } from '@/i18n/fetchTexts';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { noFilters, privateOf, readPrivateFilters, type Filters } from '@/features/worklist/filters';
import { WorklistPage } from '@/features/worklist/WorklistPage';
import type { ListPosition } from '@/features/worklist/worklistProps';
import type { StudySteps } from '@/features/viewer/state/steps';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import { ReachContext } from '@/ui/reach';
import { DiagnoseRoute } from './DiagnoseRoute';
import { readEntryState } from './entryState';
import { OpenDoor } from './OpenDoor';
import { prefetchViewer } from './prefetchViewer';
import { BackGuardContext, type BackGuard } from './backGuard';
import { archiveOf, diagnosePath, studyPath, worklistPath, type Route } from './routes';
import { SessionFrame, useSession } from './SessionFrame';
import type { Boot } from './settings';
import { useEntry, type Entry, type Go } from './useEntry';
import { LinkOnItsWay } from './LinkOnItsWay';

/** What only guests meet is not in the code of the first screens. */
const GuestScreen = latePart(() => withTexts(import('./GuestScreen'), 'guest'), PlaceGone);
const HandoffScreen = latePart(() => withTexts(import('./HandoffScreen'), 'handoff'), PlaceGone);
/** Comes with the first link into a room. */
const TogetherRoute = latePart(() => withTexts(import('./TogetherRoute'), 'together'), PlaceGone);
const LinkRefused = latePart(() => import('./LinkRefused'), PlaceGone);
const StudyClosed = latePart(() => withTexts(import('@/features/guest/StudyClosed'), 'guest'), PlaceGone);

/** The screen that the address asks for, under what signing in puts over it or in its place. */
export function App({ boot }: { boot: Boot }) {
  const [guard] = useState<BackGuard>({});
  const [entry, go] = useEntry(boot.archives[0].id, guard);
  const addressed = archiveOf(entry.route, boot.config.archives);
  const { signIn, reach } = boot.config;
  const hasSignIn = signIn.length > 0;
  const reached = useMemo(() => ({ hasSignIn, addresses: reach?.addresses }), [hasSignIn, reach]);
  return (
    <ReachContext value={reached}>
      <SessionFrame
        session={boot.session}
        needed={addressed?.signIn}
        isLink={['view', 'together'].includes(entry.route.screen)}
      >
        <BackGuardContext value={guard}>
          <Screen {...{ boot, entry, go }} />
        </BackGuardContext>
      </SessionFrame>
    </ReachContext>
  );
}

/** Chooses the screen by the address and composes the features, which do not know each other. */
function Screen({ boot, entry, go }: { boot: Boot; entry: Entry; go: Go }) {
  const { config, archives, session } = boot;
  const { route } = entry;
  const [position] = useState<ListPosition>({ study: undefined, scrollPx: 0 });
  const beside = useStudySteps(route, position, go);
  const onBack = useCallback(() => {
    // The list this study was opened from is the entry behind; a link's first entry has none.
    if (readEntryState(history.state).isFromList) history.back();
    else go(worklistPath(undefined, noFilters), 'replace');
  }, [go]);

  if (route.screen === 'guest') {
    return (
      <Suspense fallback={null}>
        <GuestScreen key={route.share.id} {...{ config, go }} share={route.share} />
      </Suspense>
    );
  }
  if (route.screen === 'closed') {
    return (
      <Suspense fallback={null}>
        <StudyClosed />
      </Suspense>
    );
  }
  if (route.screen === 'handoff') {
    return (
      <Suspense fallback={null}>
        <HandoffScreen key={route.code.id} {...{ config, go }} code={route.code} />
      </Suspense>
    );
  }
  const { room } = config.services;
  if (route.screen === 'together' && room !== undefined && session) {
    return (
      <Suspense fallback={null}>
        <TogetherRoute key={entry.turn} {...{ boot, room, session, onBack }} code={route.code} />
      </Suspense>
    );
  }
  if (route.screen === 'worklist') {
    const archive = archives.find(({ id }) => id === route.archive) ?? archives[0];
    return <ListRoute key={archive.id} {...{ boot, archive, entry, go, position }} filters={route.filters} />;
  }
  if (route.screen === 'diagnose') return <DiagnoseRoute {...{ boot }} named={route.archive} />;
  if (route.screen === 'view' && route.link.ok) {
    const { link } = route;
    const archive = archives.find(({ id }) => id === link.archive);
    if (!archive)
      return (
        <Suspense fallback={null}>
          <LinkRefused reason="unknown-archive" path={link.path} archives={config.archives} go={go} />
        </Suspense>
      );
    return (
      <LinkOnItsWay key={entry.turn} {...{ config, archive, onBack, session, beside }} path={link.path} />
    );
  }
  const reason =
    route.screen === 'view' && !route.link.ok
      ? route.link.reason
      : route.screen === 'open'
        ? 'no-study'
        : 'not-a-link';
  return (
    <Suspense fallback={null}>
      <LinkRefused reason={reason} archives={config.archives} go={go} />
    </Suspense>
  );
}

interface ListRouteProps {
  readonly boot: Boot;
  readonly archive: Archive;
  readonly entry: Entry;
  readonly go: Go;
  readonly position: ListPosition;
  readonly filters: Filters;
}

function ListRoute({ boot, archive, go, position, filters: addressed }: ListRouteProps) {
  const { archives } = boot.config;
  const [first] = archives;
  const filters = useHeldFilters(addressed);
  const named = archive.id === first.id ? undefined : archive.id;
  const onFilters = useCallback(
    (next: Filters) => {
      position.scrollPx = 0;
      go(worklistPath(named, next), 'replace', { private: privateOf(next) });
    },
    [go, named, position],
  );
  const onArchive = useCallback(
    (id: string) => {
      position.study = undefined;
      position.scrollPx = 0;
      go(worklistPath(id === first.id ? undefined : id, filters), 'push', { private: privateOf(filters) });
    },
    [go, first.id, filters, position],
  );
  const studyHref = useCallback((study: StudyUid) => studyPath(archive.id, study), [archive.id]);
  const onOpen = useCallback(
    (study: StudyUid) => go(studyPath(archive.id, study), 'push', { isFromList: true }),
    [go, archive.id],
  );
  const onShown = useLookAhead(boot, archive.id);
  const { account, notice } = useSession(boot.session, boot.config, archive.id);
  return (
    <WorklistPage
      account={account?.('button')}
      sessionNotice={boot.config.reach?.isOpen === true ? <OpenDoor /> : notice}
      {...{ archive, archives, filters, position, onFilters, onArchive, studyHref, onOpen, onShown }}
      diagnoseHref={diagnosePath(archive.id)}
    />
  );
}

/** The study on the screen is where the list goes on, and those beside it in the list are a key away. */
function useStudySteps(route: Route, position: ListPosition, go: Go): StudySteps {
  useEffect(() => {
    if (route.screen === 'view' && route.link.ok) position.read = route.link.study;
  }, [route, position]);
  return useCallback(
    (archive, study, by) => {
      const { listed } = position;
      const at = listed?.archive === archive ? listed.studies.indexOf(study) : -1;
      if (!listed || at < 0) return 'unlisted';
      const next = listed.studies[at + by];
      if (next === undefined) return by < 0 ? 'first' : listed.isCut ? 'lastLoaded' : 'last';
      // In the place of this one: Back leads to the list, however many were read.
      const { isFromList } = readEntryState(history.state);
      return () => go(studyPath(archive, next), 'replace', isFromList ? { isFromList } : {});
    },
    [position, go],
  );
}

/** Once the list is shown: the viewer's code is fetched, and the archive looked at; called off when the list goes. */
function useLookAhead({ lookAhead }: Boot, archive: string): () => void {
  const stop = useRef(() => undefined as void);
  useEffect(() => () => stop.current(), []);
  return useCallback(() => {
    prefetchViewer();
    stop.current();
    stop.current = lookAhead(archive);
  }, [lookAhead, archive]);
}

/** The filters of the address with those that must not stand in it; the same object while nothing changes. */
function useHeldFilters(addressed: Filters): Filters {
  const next = { ...addressed, ...readPrivateFilters(readEntryState(history.state).private) };
  const text = JSON.stringify(next);
  const held = useRef({ text, filters: next });
  if (held.current.text !== text) held.current = { text, filters: next };
  return held.current.filters;
}
