import { useCallback, useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { PaneGrid } from '@/features/viewer/pane/PaneGrid';
import { PictureMenuPlace } from '@/features/viewer/toolbar/PictureMenuPlace';
import { PresetRoom, PresetStrip } from '@/features/viewer/toolbar/PresetStrip';
import { useViewer } from '@/features/viewer/context/viewerContext';
import type { useListedAgain } from '@/features/viewer/context/useStudySeries';
import type { Listing, ReadingPlace, Sharing } from '@/features/viewer/context/viewerSlots';
import styles from '@/features/viewer/styles/viewer.module.css';
import type { ScreensEnd } from '@/features/contract/screens';
import type { Engine } from '@/imaging/contract';
import type { StudyArrival } from '@/features/viewer/state/steps';
import { Announcer } from './Announcer';
import { BreastBar, useHasBreastBar } from './BreastBar';
import { ArrivalNotice } from './ArrivalNotice';
import { Dialogs } from './Dialogs';
import { useIsFused } from './FuseBar';
import { Header } from './Header';
import { NoEngineNotice } from './NoEngineNotice';
import { NothingToMeasure } from './NothingToMeasure';
import { Notices } from './Notices';
import { OverlayPlace } from './OverlayPlace';
import { PlanesBar, useHasPlanes } from './PlanesBar';
import { Surroundings } from './Surroundings';
import type { ViewerSlots } from './viewerPageProps';

interface ViewerFrameProps {
  readonly slots: ViewerSlots;
  /** The engine once the link's measurements are in it. */
  readonly restored: Engine | undefined;
  /** What can wait for the first picture may come. */
  readonly isPictured: boolean;
  readonly link: Sharing['link'];
  readonly linkTo: (id: string) => string | undefined;
  readonly seen: Sharing['seen'];
  readonly listing: Listing;
  readonly lists: ReturnType<typeof useListedAgain>;
  /** What of the link could not be shown. */
  readonly dropped: readonly string[];
  readonly arrival: StudyArrival | undefined;
}

/** What the slots hold at this moment. */
function useFilled(props: ViewerFrameProps) {
  const { slots, restored, isPictured, link, linkTo, seen, listing, lists } = props;
  const {
    archive,
    views,
    facts,
    engine,
    early,
    hand,
    shell,
    studies,
    screen,
    hands,
    breasts,
    isEngineResting = false,
    hasEngineFailed = false,
    retryEngine,
  } = useViewer();
  const series = useMemo(() => studies.flatMap((one) => one.series), [studies]);
  const isSaving = useStore(shell, ({ dialog }) => dialog === 'save');
  const summonEngine = useCallback(() => early.summon(), [early]);
  const say = useCallback((what: ScreensEnd) => shell.setState({ end: `screens.${what}` }), [shell]);
  const isServing = useCallback(() => hand.isServing, [hand]);
  const whenServed = useCallback(
    (then: () => void) => {
      if (hand.hasWork()) hand.serve(views.getState().view.active, then, 'all');
    },
    [hand, views],
  );
  const reading: ReadingPlace = {
    ...{ archive, views, series, listing },
    engine: isPictured ? restored : undefined,
    ...{ isEngineResting, hasEngineFailed, summonEngine, retryEngine },
    askAgain: lists.ask,
  };
  return {
    priors: slots.priorsSlot?.({
      ...{ archive, views, facts, series, isPictured },
      showsOne: screen === 'phone',
      besideBreasts: breasts?.beside,
    }),
    documents: slots.documentsSlot?.(reading),
    save: slots.saveSlot?.({
      ...reading,
      earlyEngine: restored,
      hand,
      isSaving,
      stored: lists.stored,
      askToSave: (isOpen) => shell.setState({ dialog: isOpen ? 'save' : undefined }),
    }),
    together: slots.togetherSlot?.({
      archive: archive.id,
      views,
      engine: restored,
      summonEngine,
      isServing,
      isNamed: screen === 'phone',
      series,
      hands,
      say,
    }),
    share: slots.shareSlot?.({ archive, series, link, seen, whenServed }),
    measurements:
      engine &&
      slots.measureSlot?.({
        engine,
        views,
        calibrate: () => shell.setState({ dialog: 'calibrate' }),
        linkTo,
      }),
  };
}

/** The page's places, and what the features fill into them. */
export function ViewerFrame(props: ViewerFrameProps) {
  const { slots, restored, isPictured, link, linkTo, dropped, arrival } = props;
  const { engine, early, screen, may, hasEngineFailed, retryEngine } = useViewer();
  const hasRested = useStore(early.need, (state) => state.hasRested === true);
  const { documents, priors, save, together, share, measurements } = useFilled(props);
  // The picture has the page's time first: on a desk, what stands around it has its room, and comes as soon as there is a moment.
  const isWhole = useDeferredValue(true, false);
  const isPhone = screen === 'phone';
  const hasBreastBar = useHasBreastBar();
  const hasPlanes = useHasPlanes();
  const isFused = useIsFused();
  const isFramed = isWhole || screen !== 'desk';
  const account = isPhone && (
    <>
      {together?.button}
      {slots.accountSlot?.('rows')}
    </>
  );
  const results = (engine || hasRested) && (
    <>
      <OverlayPlace />
      {engine ? measurements : <NothingToMeasure />}
      {isPictured && documents?.list}
    </>
  );
  return (
    <div
      className={styles['page']}
      data-screen={screen}
      data-breasts={hasBreastBar || hasPlanes || undefined}
      data-fused={isFused || undefined}
    >
      <Header
        isWhole={isFramed}
        save={save}
        together={slots.hasTogether && !isPhone ? { button: isPictured && together?.button } : undefined}
        share={share}
        account={isPhone ? undefined : slots.accountSlot?.('button')}
      />
      {screen === 'desk' && (isWhole ? <PresetStrip /> : <PresetRoom />)}
      <PaneGrid />
      {hasPlanes ? <PlanesBar /> : hasBreastBar && <BreastBar />}
      {arrival && <ArrivalNotice arrival={arrival} />}
      <Surroundings
        isWhole={isFramed}
        account={account}
        results={results}
        others={isPictured && priors?.list}
      />
      {priors?.work}
      {isWhole && documents?.work}
      <Notices engine={restored} dropped={dropped}>
        {hasEngineFailed && <NoEngineNotice onRetry={retryEngine} />}
        {isWhole && slots.draftSlot}
        {isWhole && together?.work}
      </Notices>
      <Announcer />
      {isWhole && (
        <Dialogs link={slots.shareSlot && may.has('share') ? () => link().url : undefined} linkTo={linkTo} />
      )}
      <PictureMenuPlace isPictured={isPictured} linkTo={linkTo} />
      {engine && isPictured && slots.dialogSlot?.(engine)}
    </div>
  );
}
