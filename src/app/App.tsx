import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { noFilters, privateOf, readPrivateFilters, type Filters } from '@/features/worklist/filters';
import { WorklistPage } from '@/features/worklist/WorklistPage';
import type { ListPosition } from '@/features/worklist/worklistProps';
import { isInFrame } from '@/ui/inFrame';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import { ReachContext } from '@/ui/reach';
import { readEntryState } from './entryState';
import { ListWalk } from './listWalk';
import type { Walk } from './LinkedStudy';
import { OpenDoor } from './OpenDoor';
import { prefetchViewer } from './prefetchViewer';
import { BackGuardContext, type BackGuard } from './backGuard';
import { withTexts } from '@/i18n/fetchTexts';
import { CastSaid } from '@/features/contract/castContext';
import { archiveOf, diagnosePath, embedPath, studyPath, worklistPath, type Route } from './routes';
import { OnScreenContext, type OnScreen } from './onScreen';
import { ReadingFrame } from './ReadingFrame';
import { SessionFrame, useSession } from './SessionFrame';
import type { Session } from '@/features/session/session';
import type { Right } from '@/protocol/rights';
import type { Boot } from './settings';
import { useEntry, type Entry, type Go } from './useEntry';
import type { PriorsFrom } from './usePriors';
import { LinkOnItsWay } from './LinkOnItsWay';

/** Screens that few people open are not in the code of the first ones. */
const RareScreen = latePart(() => import('./RareScreen'), PlaceGone);

/** Comes where there is a hub. */
const Dictation = latePart(() => withTexts(import('./Dictation'), 'fhircast'));

/** Screens of guests, and of devices that a view was passed on to. */
const NOT_FOR_READERS: ReadonlySet<Route['screen']> = new Set(['guest', 'closed', 'handoff', 'embed']);

/** The screen that the address asks for, under what signing in puts over it or in its place. */
export function App({ boot }: { boot: Boot }) {
  const [guard] = useState<BackGuard>({});
  const [entry, go] = useEntry(boot.archives[0].id, guard);
  const [onScreen] = useState<OnScreen>({});
  const addressed = archiveOf(entry.route, boot.config.archives);
  const { signIn, reach } = boot.config;
  const isOffered = !NOT_FOR_READERS.has(entry.route.screen);
  const hasSignIn = signIn.length > 0;
  const reached = useMemo(() => ({ hasSignIn, addresses: reach?.addresses }), [hasSignIn, reach]);
  const isEmbedded = isInFrame();
  // Inside another page nobody can sign in.
  const house = isEmbedded ? signIn.find(({ id }) => id === addressed?.signIn)?.name : undefined;
  return (
    <ReachContext value={reached}>
      {isEmbedded && (
        <Suspense fallback={null}>
          <RareScreen bridge={{ boot, entry, go, onScreen }} />
        </Suspense>
      )}
      {house === undefined ? (
        <SessionFrame
          session={boot.session}
          needed={addressed?.signIn}
          isLink={['view', 'together'].includes(entry.route.screen)}
        >
          <BackGuardContext value={guard}>
            <ReadingFrame config={boot.config} session={boot.session} isOffered={isOffered}>
              <OnScreenContext value={isEmbedded ? onScreen : undefined}>
                <Screen {...{ boot, entry, go, isEmbedded }} />
              </OnScreenContext>
              {isOffered && boot.config.services.fhircast && (
                <Suspense fallback={null}>
                  <Dictation {...{ boot, go }} route={entry.route} />
                </Suspense>
              )}
            </ReadingFrame>
          </BackGuardContext>
        </SessionFrame>
      ) : (
        <Suspense fallback={null}>
          <RareScreen key={entry.turn} house={house} />
        </Suspense>
      )}
    </ReachContext>
  );
}

/** Chooses the screen by the address and composes the features, which do not know each other. */
function Screen({ boot, entry, go, isEmbedded }: { boot: Boot; entry: Entry; go: Go; isEmbedded: boolean }) {
  const { config, archives, session } = boot;
  const { route } = entry;
  const [position] = useState<ListPosition>({ study: undefined, scrollPx: 0 });
  const walk = useListWalk(route, position, go);
  const priorsFrom = usePriorsFrom(boot, go);
  const [held] = useState({});
  const onBack = useCallback(() => {
    // The list this study was opened from is the entry behind; a link's first entry has none.
    if (readEntryState(history.state).isFromList) history.back();
    else go(isEmbedded ? embedPath : worklistPath(undefined, noFilters), 'replace');
  }, [go, isEmbedded]);

  if (route.screen === 'worklist') {
    const archive = archives.find(({ id }) => id === route.archive) ?? archives[0];
    return <ListRoute key={archive.id} {...{ boot, archive, entry, go, position }} filters={route.filters} />;
  }
  if (route.screen === 'view' && route.link.ok) {
    const { link } = route;
    const archive = archives.find(({ id }) => id === link.archive);
    if (archive)
      return (
        <LinkOnItsWay
          key={entry.turn}
          {...{ config, archive, onBack, session, walk, priorsFrom }}
          path={link.path}
        />
      );
  }
  return (
    <Suspense fallback={null}>
      <RareScreen {...{ boot, entry, go, onBack, held }} from={priorsFrom} />
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
  const { session, person, may, account, notice } = useSession(boot.session, boot.config, archive.id);
  const hangings = useHangingsAhead(boot.config.services.hangings, session, person?.id, may);
  const onShown = useLookAhead(boot, archive.id, hangings);
  return (
    <WorklistPage
      account={account?.('button')}
      sessionNotice={
        <>
          {boot.config.reach?.isOpen === true ? <OpenDoor /> : notice}
          <CastSaid />
        </>
      }
      {...{ archive, archives, filters, position, onFilters, onArchive, studyHref, onOpen, onShown }}
      diagnoseHref={diagnosePath(archive.id)}
    />
  );
}

/** Other studies of a patient are looked for in every archive of the settings that this sign-in opens. */
function usePriorsFrom({ config, archives, session }: Boot, go: Go): PriorsFrom {
  return useMemo(
    () => ({
      archives: archives.map((archive) => {
        const {
          name = archive.id,
          issuer,
          signIn,
        } = config.archives.find(({ id }) => id === archive.id) ?? {};
        return { archive, name, issuer, isClosed: signIn !== undefined && signIn !== session?.provider.id };
      }),
      open: (archive, study) => go(studyPath(archive, study), 'push'),
    }),
    [config, archives, session, go],
  );
}

/** The study on the screen is where the list goes on, and those beside it in the list are a key away. */
function useListWalk(route: Route, position: ListPosition, go: Go): Walk {
  const [ahead] = useState<Walk['ahead']>({});
  const list = useMemo(() => new ListWalk(position, go), [position, go]);
  const isStudy = route.screen === 'view';
  useEffect(() => {
    if (route.screen === 'view' && route.link.ok) position.read = route.link.study;
  }, [route, position]);
  // Whoever leaves studies, or signs out, leaves nothing of the next one behind.
  useEffect(() => {
    if (!isStudy) list.rest();
    return () => endAhead(ahead);
  }, [isStudy, list, ahead]);
  return useMemo(() => ({ list, ahead }), [list, ahead]);
}

const endAhead = ({ current }: Walk['ahead']): void => current?.end();

/** Once the list is shown: the viewer's code is fetched, and the archive looked at; called off when the list goes. */
function useLookAhead({ lookAhead }: Boot, archive: string, also: () => Promise<unknown>): () => void {
  const stop = useRef(() => undefined as void);
  useEffect(() => () => stop.current(), []);
  return useCallback(() => {
    prefetchViewer(also);
    stop.current();
    stop.current = lookAhead(archive);
  }, [lookAhead, archive, also]);
}

/** Brings how whoever has signed in hangs studies, as long as the list stands: the first study already hangs so. */
function useHangingsAhead(
  root: string | undefined,
  session: Session | undefined,
  id: string | undefined,
  may: ReadonlySet<Right>,
): () => Promise<void> {
  const end = useRef<AbortController>(undefined);
  useEffect(() => () => end.current?.abort(), []);
  return useCallback(async () => {
    if (root === undefined || !session || id === undefined) return;
    end.current?.abort();
    end.current = new AbortController();
    const { signal } = end.current;
    const [{ hangingsKeeper }, { hangingsAhead }] = await Promise.all([
      import('./useKeepers'),
      import('./hangingsAhead'),
    ]);
    const keeper = hangingsKeeper(root, session, id, may);
    if (keeper && !signal.aborted) await hangingsAhead(keeper, signal);
  }, [root, session, id, may]);
}

/** The filters of the address with those that must not stand in it; the same object while nothing changes. */
function useHeldFilters(addressed: Filters): Filters {
  const next = { ...addressed, ...readPrivateFilters(readEntryState(history.state).private) };
  const text = JSON.stringify(next);
  const held = useRef({ text, filters: next });
  if (held.current.text !== text) held.current = { text, filters: next };
  return held.current.filters;
}
