import { useCallback, useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import { PaneGrid } from '@/features/viewer/pane/PaneGrid';
import { PictureMenuPlace } from '@/features/viewer/toolbar/PictureMenuPlace';
import { PresetRoom, PresetStrip } from '@/features/viewer/toolbar/PresetStrip';
import { useViewer } from '@/features/viewer/context/viewerContext';
import type { useListedAgain } from '@/features/viewer/context/useStudySeries';
import type { Listing, ReadingPlace, Sharing } from '@/features/viewer/context/viewerSlots';
import styles from '@/features/viewer/styles/viewer.module.css';
import type { Engine } from '@/imaging/contract';
import { Announcer } from './Announcer';
import { Dialogs } from './Dialogs';
import { Header } from './Header';
import { NoEngineNotice } from './NoEngineNotice';
import { Notices } from './Notices';
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
}

/** What the slots hold at this moment. */
function useFilled(props: ViewerFrameProps) {
  const { slots, restored, isPictured, link, linkTo, seen, listing, lists } = props;
  const { archive, views, engine, hand, shell, studies, screen } = useViewer();
  const series = useMemo(() => studies.flatMap((one) => one.series), [studies]);
  const isSaving = useStore(shell, ({ dialog }) => dialog === 'save');
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
    askAgain: lists.ask,
  };
  return {
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
      isServing,
      isNamed: screen === 'phone',
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
  const { slots, restored, isPictured, link, linkTo, dropped } = props;
  const { engine, screen, may, hasEngineFailed, retryEngine } = useViewer();
  const { documents, save, together, share, measurements } = useFilled(props);
  // The picture has the page's time first: on a desk, what stands around it has its room, and comes as soon as there is a moment.
  const isWhole = useDeferredValue(true, false);
  const isPhone = screen === 'phone';
  const isFramed = isWhole || screen !== 'desk';
  const account = isPhone && (
    <>
      {together?.button}
      {slots.accountSlot?.('rows')}
    </>
  );
  const results = engine && (
    <>
      {measurements}
      {isPictured && documents?.list}
    </>
  );
  return (
    <div className={styles['page']} data-screen={screen}>
      <Header
        isWhole={isFramed}
        save={save}
        together={slots.hasTogether && !isPhone ? { button: isPictured && together?.button } : undefined}
        share={share}
        account={isPhone ? undefined : slots.accountSlot?.('button')}
      />
      {screen === 'desk' && (isWhole ? <PresetStrip /> : <PresetRoom />)}
      <PaneGrid />
      <Surroundings isWhole={isFramed} account={account} results={results} />
      {isWhole && documents?.work}
      <div className={styles['notices']}>{isWhole && together?.work}</div>
      <Notices engine={restored} dropped={dropped}>
        {hasEngineFailed && <NoEngineNotice onRetry={retryEngine} />}
        {isWhole && slots.draftSlot}
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
