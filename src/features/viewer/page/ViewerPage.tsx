import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Engine } from '@/imaging/contract';
import { useStore } from 'zustand';
import { createToolInHand } from '@/imaging/engine/toolInHand';
import { createWaitingHand } from '@/imaging/early/waitingHand';
import { prepareDialogs } from '@/ui/overlay/Dialog';
import { useScreen } from '@/ui/useScreen';
import { encodeLink, fittingMarks, type SavedView } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import { EVERY_RIGHT, type Right } from '@/protocol/rights';
import type { ViewState } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { Announcer } from './Announcer';
import { whenNoneIsOpen } from '@/ui/overlay/whenNoneIsOpen';
import { AskTextDialog } from './AskTextDialog';
import { Dialogs } from './Dialogs';
import { DroppedNotice } from './DroppedNotice';
import { findingLink, toMark } from '@/features/viewer/link/findingLink';
import { EndNotice } from './EndNotice';
import { FindingNotice } from '@/features/viewer/link/FindingNotice';
import { Header } from './Header';
import { offerInspection } from '@/features/viewer/context/inspect';
import { listenToKeys } from '@/features/viewer/commands/keyboard';
import { NoEngineNotice } from './NoEngineNotice';
import { PaneGrid } from '@/features/viewer/pane/PaneGrid';
import { PictureMenuPlace } from '@/features/viewer/toolbar/PictureMenuPlace';
import { PresetRoom, PresetStrip } from '@/features/viewer/toolbar/PresetStrip';
import { createFollowed } from '@/features/viewer/context/followed';
import { createShell } from '@/features/viewer/state/shell';
import type { StepStudy } from '@/features/viewer/state/steps';
import { Surroundings } from './Surroundings';
import { createThumbnailQueue } from '@/features/viewer/context/thumbnails';
import { useEarlyPictures } from '@/features/viewer/context/useEarlyPictures';
import { useEngine } from '@/features/viewer/context/useEngine';
import { useFirstPicture } from '@/features/viewer/context/useFirstPicture';
import { useHanging } from '@/features/viewer/context/useHanging';
import { useStudySeries } from '@/features/viewer/context/useStudySeries';
import styles from '@/features/viewer/styles/viewer.module.css';
import { ViewerProvider, type Viewer } from '@/features/viewer/context/viewerContext';
import type { Reading, Working, Sharing, Looking, MeasureParts } from '@/features/viewer/context/viewerSlots';

export interface ViewerPageProps {
  readonly archive: Archive;
  /** All archives of the settings, for their names. */
  readonly archives: readonly { readonly id: string; readonly name: string }[];
  /** What the link asked for. Read once: another link is another page (give it another key). */
  readonly entry: {
    readonly view: ViewState;
    readonly marks: readonly Mark[];
    /** Tracking UID of the finding that it is about. */
    readonly finding?: string;
    /** The document that it was saved as. */
    readonly saved?: SavedView;
    readonly dropped: readonly string[];
  };
  /** Offers window.isocenter. */
  readonly inspect: boolean;
  /** Leaves the study; absent: there is nothing to go back to. */
  readonly onBack?: (() => void) | undefined;
  /** Opens the next study of the list, or the one before; absent: there is no list. */
  readonly stepStudy?: StepStudy | undefined;
  /** What whoever looks may do; absent: everything. */
  readonly may?: ReadonlySet<Right>;
  /** Told of what leaves the page as a file. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /**
   * Told of every change, many times a second while scrolling: writing it somewhere is the caller's pace. `ids`: of the
   * measurements, in their order; absent while they are still those of the link.
   */
  onViewChange(view: ViewState, marks: readonly Mark[], ids?: readonly string[]): void;
  /** The document that the link's view was saved as is not there. */
  readonly isSavedLost?: boolean;
  /** The share button; absent: what is seen here is not passed on. */
  shareSlot?: (sharing: Sharing) => ReactNode;
  /** Who is signed in, and the way out: a button, or rows of a menu. */
  accountSlot?: ((form: 'button' | 'rows') => ReactNode) | undefined;
  /** Looking together with others: its button, and what stands above the pictures meanwhile. */
  /** Its button comes after the first picture: its place in the header is kept until then. */
  readonly hasTogether?: boolean;
  togetherSlot?: (looking: Looking) => { readonly button: ReactNode; readonly work: ReactNode };
  /** The list of measurements. */
  measureSlot?: (parts: MeasureParts) => ReactNode;
  /** Dialogs about measurements that also open where the list is not on the screen. */
  dialogSlot?: (engine: Engine) => ReactNode;
  /** Keeps the work that is done here: the save button with its dialogs. */
  saveSlot?: (working: Working) => ReactNode;
  /** What there is to say about drafts. */
  draftSlot?: ReactNode;
  /** Ids of measurements that the archive has as they are. */
  savedIds?: () => ReadonlySet<string>;
  /** Reads the documents of the studies: `work` stands on the page always, `list` below the measurements. */
  documentsSlot?: (reading: Reading) => { readonly work: ReactNode; readonly list: ReactNode };
}

/** Where a link leads from anywhere: this page, and the path behind the '#'. */
function addressOf(path: string): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}#${path}`;
}

/** The viewer. Its view lives in one store; this component renders when the engine or a series list arrives. */
export default function ViewerPage(props: ViewerPageProps) {
  const {
    archive,
    archives,
    inspect,
    onBack,
    stepStudy,
    onViewChange,
    shareSlot,
    togetherSlot,
    hasTogether = false,
    measureSlot,
    documentsSlot,
    dialogSlot,
    saveSlot,
    draftSlot,
    savedIds,
    accountSlot,
    may = EVERY_RIGHT,
    isSavedLost = false,
    onExport,
  } = props;
  const screen = useScreen();
  const [entry] = useState(props.entry);
  const [views] = useState(() => createViewStore(entry.view));
  const [shell] = useState(createShell);
  const early = useEarlyPictures(archive, views);
  const [hand] = useState(() => createWaitingHand(views, early));
  const [tool] = useState(createToolInHand);
  const [question, setQuestion] = useState<{ before: string; done(text: string | undefined): void }>();
  const thumbnails = useMemo(() => createThumbnailQueue(archive), [archive]);
  const studies = useStudySeries(archive, entry.view.studies);

  const askText = useCallback(
    (before: string) =>
      new Promise<string | undefined>((resolve) => {
        const done = (text: string | undefined) => {
          setQuestion(undefined);
          resolve(text);
        };
        // What was drawn before the engine came is asked about whenever that comes: not over what was opened meanwhile.
        whenNoneIsOpen(() => setQuestion({ before, done }));
      }),
    [],
  );
  const { marks, finding } = entry;
  const { engine, hasFailed, isRestored, lost, retry } = useEngine({
    early,
    views,
    hand,
    tool,
    marks,
    finding,
    askText,
  });
  const restingTool = screen === 'desk' ? 'window' : 'scroll';

  const viewer = useMemo<Viewer>(
    () => ({
      followed: createFollowed({ views, engine, hasEngineFailed: hasFailed, facts: early.facts, studies }),
      archive,
      archiveName: archives.find(({ id }) => id === archive.id)?.name ?? archive.id,
      otherArchives: archives.filter(({ id }) => id !== archive.id),
      views,
      shell,
      engine,
      early,
      hasEngineFailed: hasFailed,
      retryEngine: retry,
      facts: early.facts,
      hand,
      tool,
      screen,
      studies,
      thumbnails,
      restingTool,
      back: onBack,
      stepStudy,
      may,
      onExport,
    }),
    [
      archive,
      archives,
      views,
      shell,
      engine,
      hasFailed,
      retry,
      early,
      hand,
      tool,
      screen,
      studies,
      thumbnails,
      restingTool,
      onBack,
      stepStudy,
      may,
      onExport,
    ],
  );
  const now = useRef(viewer);
  now.current = viewer;

  useHanging(views, studies, entry.dropped.includes('panes'));

  useEffect(
    () =>
      listenToKeys(
        () => now.current,
        () => now.current.restingTool,
      ),
    [],
  );
  useEffect(
    () => (inspect ? offerInspection(views, early.facts, () => now.current.engine, savedIds) : undefined),
    [inspect, views, early, savedIds],
  );
  useEffect(() => tool.setState({ tool: restingTool, isKept: false }), [tool, restingTool]);

  // Until the link's measurements are in the engine, the link's own list is the truth.
  const marksNow = useCallback(
    (): readonly Mark[] => (engine && isRestored ? engine.measures.getState().list.map(toMark) : entry.marks),
    [engine, isRestored, entry],
  );
  const tell = useRef(onViewChange);
  tell.current = onViewChange;
  useEffect(() => {
    const ids = () => (isRestored ? engine?.measures.getState().list.map(({ id }) => id) : undefined);
    const changed = () => tell.current(views.getState().view, marksNow(), ids());
    const stops = [views.subscribe(changed), engine?.measures.subscribe(changed)];
    return () => {
      for (const stop of stops) stop?.();
    };
  }, [views, engine, isRestored, marksNow]);

  // Thumbnails, documents and drafts come after the first picture, so that they never delay it.
  const isPictured = useFirstPicture(engine, studies, hasFailed);
  useEffect(() => {
    if (!isPictured) return;
    thumbnails.start();
    prepareDialogs();
  }, [isPictured, thumbnails]);
  useEffect(() => () => thumbnails.dispose(), [thumbnails]);

  const seen = useCallback(() => ({ view: views.getState().view, marks: marksNow() }), [views, marksNow]);
  const link = useCallback(
    (saved?: SavedView) => {
      const { view, marks } = seen();
      const fitting = fittingMarks(marks);
      const path = encodeLink({ archive: archive.id, view, marks: fitting, ...(saved ? { saved } : {}) });
      return { url: addressOf(path), leftOut: marks.length - fitting.length };
    },
    [archive, seen],
  );
  const whenServed = useCallback(
    (then: () => void) => {
      if (hand.hasWork()) hand.serve(views.getState().view.active, then, 'all');
    },
    [hand, views],
  );
  const linkTo = useCallback(
    (id: string) => {
      const found = engine?.measures.getState().list.find((one) => one.id === id);
      const framing = engine?.measuring.framing(id) ?? {};
      return (
        found &&
        addressOf(encodeLink({ archive: archive.id, ...findingLink(views.getState().view, found, framing) }))
      );
    },
    [archive, engine, views],
  );

  const isSaving = useStore(shell, ({ dialog }) => dialog === 'save');
  const series = useMemo(() => studies.flatMap((one) => one.series), [studies]);
  const reading: Reading = {
    archive,
    views,
    engine: isRestored && isPictured ? engine : undefined,
    series,
  };
  const documents = documentsSlot?.(reading);
  const save = saveSlot?.({
    ...reading,
    earlyEngine: isRestored ? engine : undefined,
    hand,
    isSaving,
    relist: (study) => studies.find((one) => one.study === study)?.retry(),
    askToSave: (isOpen) => shell.setState({ dialog: isOpen ? 'save' : undefined }),
  });

  const isServing = useCallback(() => hand.isServing, [hand]);
  const together = togetherSlot?.({
    archive: archive.id,
    views,
    engine: isRestored ? engine : undefined,
    isServing,
    isNamed: screen === 'phone',
  });
  // The picture has the page's time first: on a desk, what stands around it has its room, and comes as soon as there is a moment.
  const isWhole = useDeferredValue(true, false);
  const isFramed = isWhole || screen !== 'desk';
  const openCalibration = () => shell.setState({ dialog: 'calibrate' });
  const dropped = [
    ...entry.dropped,
    ...(lost.length > 0 ? ['measurements'] : []),
    ...(isSavedLost ? ['saved'] : []),
  ];
  return (
    <ViewerProvider value={viewer}>
      <div className={styles['page']} data-screen={screen}>
        <Header
          isWhole={isFramed}
          save={save}
          together={
            hasTogether && screen !== 'phone' ? { button: isPictured && together?.button } : undefined
          }
          share={shareSlot?.({ archive, series, link, seen, whenServed })}
          account={screen === 'phone' ? undefined : accountSlot?.('button')}
        />
        {screen === 'desk' && (isWhole ? <PresetStrip /> : <PresetRoom />)}
        <PaneGrid />
        <Surroundings
          isWhole={isFramed}
          account={
            screen === 'phone' && (
              <>
                {together?.button}
                {accountSlot?.('rows')}
              </>
            )
          }
          results={
            engine && (
              <>
                {measureSlot?.({ engine, views, calibrate: openCalibration, linkTo })}
                {isPictured && documents?.list}
              </>
            )
          }
        />
        {isWhole && documents?.work}
        <div className={styles['notices']}>
          {isWhole && together?.work}
          {isWhole && draftSlot}
          {engine && isRestored && <FindingNotice engine={engine} />}
          <EndNotice />
          <DroppedNotice dropped={dropped} />
        </div>
        {hasFailed && (
          <div className={styles['over']}>
            <NoEngineNotice onRetry={retry} />
          </div>
        )}
        <Announcer />
        {isWhole && (
          <Dialogs link={shareSlot && may.has('share') ? () => link().url : undefined} linkTo={linkTo} />
        )}
        <PictureMenuPlace isPictured={isPictured} linkTo={linkTo} />
        {engine && isPictured && dialogSlot?.(engine)}
        {question && <AskTextDialog before={question.before} onDone={question.done} />}
      </div>
    </ViewerProvider>
  );
}
