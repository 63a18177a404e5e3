import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ComponentProps } from 'react';
import { flushSync } from 'react-dom';
import { useStore } from 'zustand';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { ScreensAtHand } from '@/features/contract/screens';
import { painted } from '@/features/screens/painted';
import { SecondCover } from '@/features/screens/SecondCover';
import { SecondWindow, type StudyOfFirst } from '@/features/screens/secondWindow';
import { SecondWork } from '@/features/screens/SecondWork';
import { viewSaid } from '@/features/screens/words';
import { openTabs } from '@/features/session/tabs';
import { memoryParts } from '@/imaging/stack/cacheSize';
import { createSavingStore } from '@/view/saving';
import { watchUse, whileQuiet, type ArchiveUse } from './archiveUse';
import type { Config } from './config';
import { loadViewerAndEngine } from './prefetchViewer';
import { SecondArchives } from './secondArchives';
import { useLatePart } from './useLatePart';
import { loadViewerScreen, viewerScreen } from './viewerScreen';

interface SecondScreenProps {
  readonly config: Config;
  /** Names the reading. */
  readonly reading: string;
}

/** '#/second/': the second window of a reading, with panes of its own and nothing to keep. */
export default function SecondScreen({ config, reading }: SecondScreenProps) {
  const [second] = useState(
    () =>
      new SecondWindow({
        reading,
        locks: 'locks' in navigator ? navigator.locks : undefined,
        atOnce: (change) => flushSync(change),
        painted,
      }),
  );
  const lists = useQueryClient();
  const [archives] = useState(() => new SecondArchives(lists, second.credentials));
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    // What the browser copied of the first window's tab, such as the mark of its sign-in, is not this one's.
    sessionStorage.clear();
    memoryParts.setState({ parts: 2 });
    void second.begin();
    void loadViewerAndEngine().catch(() => undefined); // Met again, and shown, where it is needed.
  }, [second]);
  useTouches(second);
  const { phase, study } = useStore(second.state);
  useSessionWord(second, config, study);
  // Between two studies what is here of the next one stays.
  const isOpen = phase === 'shown' || phase === 'covered';
  useEffect(() => (isOpen ? () => archives.end() : undefined), [isOpen, archives]);
  if (phase !== 'shown' || !study) return <SecondCover phase={phase === 'shown' ? 'covered' : phase} />;
  return <SecondViewer key={study.turn} {...{ config, second, study, archives }} />;
}

/** Somebody at work here is somebody at work there; and what they did is said before the page goes. */
function useTouches(second: SecondWindow): void {
  useEffect(() => {
    const ends = new AbortController();
    let toldMs = -Infinity;
    const touched = ({ timeStamp }: Event) => {
      if (timeStamp - toldMs < TELL_MS) return;
      toldMs = timeStamp;
      second.touched();
    };
    const on = { capture: true, passive: true, signal: ends.signal };
    for (const touch of ['pointerdown', 'pointermove', 'keydown', 'wheel'])
      addEventListener(touch, touched, on);
    addEventListener('pagehide', () => second.leave(), { signal: ends.signal });
    return () => ends.abort();
  }, [second]);
}
const TELL_MS = 2_000;

/** A lock or a sign-out in any tab of this browser covers this window too, whether or not the first one says so. */
function useSessionWord(second: SecondWindow, config: Config, study: StudyOfFirst | undefined): void {
  const house = config.archives.find(({ id }) => id === study?.link.archive)?.signIn;
  useEffect(() => {
    if (house === undefined) return undefined;
    const tabs = openTabs(house, (word) => {
      if (word === 'locked' || word === 'signed-out') second.endSession(word);
    });
    return () => tabs.close();
  }, [second, house]);
}

interface SecondViewerProps {
  readonly config: Config;
  readonly second: SecondWindow;
  readonly study: StudyOfFirst;
  readonly archives: SecondArchives;
}

function SecondViewer(props: SecondViewerProps) {
  const { parts } = useLatePart(viewerScreen, ({ parts }) => parts !== undefined, loadViewerScreen);
  const entry = props.config.archives.find(({ id }) => id === props.study.link.archive);
  if (!entry) return <SecondCover phase="closedArchive" />;
  if (!parts) return <SecondCover phase="joining" />;
  return <StudyOfReading {...props} {...{ parts, entry }} />;
}

interface StudyOfReadingProps extends SecondViewerProps {
  readonly parts: NonNullable<ReturnType<typeof viewerScreen.getState>['parts']>;
  readonly entry: Config['archives'][number];
}

/** What it does is done in the first window; nothing of it is kept, written down or passed on from here. */
function StudyOfReading({ config, second, study, archives, parts, entry }: StudyOfReadingProps) {
  const { ViewerPage, MeasurePanel, FindingPlace } = parts;
  const [opened] = useState(() => ({ view: viewSaid(study), marks: [], dropped: [] }));
  const [of] = opened.view.studies;
  const [{ archive, use }] = useState(() => watchUse(archives.open(entry, of)));
  const onPictured = useAhead(use, of, { config, second, archives });
  const [saving] = useState(createSavingStore);
  const may = useMemo(() => new Set(study.may), [study]);
  const screens = useMemo(
    (): ScreensAtHand => ({
      isOpen: () => true,
      send: ({ study, series }) => second.say((turn) => ({ is: 'place', turn, study, series })),
    }),
    [second],
  );
  const measureSlot = useCallback<Slot<'measureSlot'>>(
    ({ calibrate, ...place }) => <MeasurePanel {...place} {...{ saving, may }} onCalibrate={calibrate} />,
    [MeasurePanel, saving, may],
  );
  const { findings } = config;
  const dialogSlot = useCallback<Slot<'dialogSlot'>>(
    (engine) => <FindingPlace {...{ engine, findings }} />,
    [FindingPlace, findings],
  );
  const togetherSlot = useCallback<Slot<'togetherSlot'>>(
    ({ views, engine, hands, summonEngine }) => ({
      button: null,
      work: <SecondWork {...{ second, views, engine, hands, summonEngine }} archive={archive.id} />,
    }),
    [second, archive],
  );
  const stepStudy = useCallback<NonNullable<PageProps['stepStudy']>>(
    (_, by) => void second.say((turn) => ({ is: 'step', turn, by })),
    [second],
  );
  return (
    <ViewerPage
      {...{ archive, may, screens, measureSlot, dialogSlot, togetherSlot }}
      archives={config.archives}
      entry={opened}
      inspect={config.inspect}
      keepsOwn={false}
      past={second.past}
      onViewChange={nothing}
      onPictured={onPictured}
      {...(study.hasSteps ? { stepStudy } : {})}
    />
  );
}

/** Once this study has its pictures, what this window will show of the next is brought; called off when somebody waits. */
function useAhead(
  use: ArchiveUse,
  shown: StudyUid,
  { config, second, archives }: Pick<SecondViewerProps, 'config' | 'second' | 'archives'>,
): () => void {
  const [isPictured, setPictured] = useState(false);
  const next = useStore(second.ahead, ({ next }) => next);
  useEffect(() => {
    if (!isPictured || next?.view.studies[0] === shown) return undefined;
    const entry = config.archives.find(({ id }) => id === next?.archive);
    if (!next || !entry) return archives.drop();
    return whileQuiet(use, (signal) => archives.bring(entry, next.view, signal));
  }, [isPictured, next, shown, config, archives, use]);
  return useCallback(() => setPictured(true), []);
}

type PageProps = ComponentProps<StudyOfReadingProps['parts']['ViewerPage']>;
type Slot<Name extends keyof PageProps> = NonNullable<PageProps[Name]>;

/** The first window writes down what is seen. */
const nothing = () => undefined;
