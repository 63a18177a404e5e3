import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { createThumbnailQueue } from '@/features/viewer/context/thumbnails';
import { useEarlyPictures } from '@/features/viewer/context/useEarlyPictures';
import { useEngine } from '@/features/viewer/context/useEngine';
import { useEngineRest } from '@/features/viewer/context/useEngineRest';
import { useHandsHere } from '@/features/viewer/context/useHandsHere';
import { useHanging, useHangingRest, useHangings } from '@/features/viewer/context/useHanging';
import { useListedAgain, useStudySeries } from '@/features/viewer/context/useStudySeries';
import { ViewerProvider } from '@/features/viewer/context/viewerContext';
import { createShell } from '@/features/viewer/state/shell';
import { createWaitingHand } from '@/imaging/early/waitingHand';
import { createToolInHand } from '@/imaging/engine/toolInHand';
import { EVERY_RIGHT } from '@/protocol/rights';
import { useScreen } from '@/ui/useScreen';
import { createViewStore } from '@/view/viewStore';
import { AskTextDialog } from './AskTextDialog';
import { useAskText } from './useAskText';
import { useLinks } from './useLinks';
import { usePageKeys } from './usePageKeys';
import { usePictured } from './usePictured';
import { useSeen } from './useSeen';
import { useViewerValue } from './useViewerValue';
import { ViewerFrame } from './ViewerFrame';
import type { ViewerPageProps } from './viewerPageProps';

/** The viewer. Its view lives in one store; this component renders when the engine or a series list arrives. */
export default function ViewerPage(props: ViewerPageProps) {
  const { archive, archives, inspect, savedIds, onExport, onPictured } = props;
  const { isSavedLost = false, keepsOwn = true } = props;
  const screen = useScreen();
  const [entry] = useState(props.entry);
  const { marks, finding } = entry;
  const [views] = useState(() => createViewStore(entry.view));
  const [shell] = useState(createShell);
  const early = useEarlyPictures(archive, views);
  const [hand] = useState(() => createWaitingHand(views, early));
  const [tool] = useState(createToolInHand);
  const thumbnails = useMemo(() => createThumbnailQueue(archive), [archive]);
  // The same list while it names the same: what comes from others is a new one each time.
  const shown = useStore(
    views,
    useShallow(({ view }) => view.studies),
  );
  const { studies, listing } = useStudySeries(archive, shown);
  const hangings = useHangings({
    ...{ archive, views, facts: early.facts, areKept: keepsOwn },
    ...{ keeper: props.hangingsKeeper, priors: props.priors },
  });
  const areKept = props.past ? 'elsewhere' : keepsOwn;
  const { hands, restingTool } = useHandsHere({ areKept, keeper: props.handsKeeper }, screen);
  const { askText, question } = useAskText();
  const running = useEngine({ early, views, hand, tool, marks, finding, askText, past: props.past });
  const { engine, isRestored, lost } = running;
  const isEngineResting = useEngineRest(early, studies, engine);
  const viewer = useViewerValue({
    archive,
    archives,
    views,
    shell,
    engine,
    early,
    hasEngineFailed: running.hasFailed,
    isEngineResting,
    retryEngine: running.retry,
    hand,
    tool,
    screen,
    studies,
    thumbnails,
    restingTool,
    back: props.onBack,
    stepStudy: props.stepStudy,
    priors: props.priors,
    hangings: keepsOwn ? hangings : undefined,
    hands,
    reading: props.reading,
    breasts: hangings.breasts,
    screens: props.screens,
    may: props.may ?? EVERY_RIGHT,
    onExport,
  });
  useHanging(hangings, studies, entry.dropped.includes('panes'));
  usePageKeys(viewer, inspect, savedIds);
  const seen = useSeen(views, running, marks, props.onViewChange);
  const isPictured = usePictured(viewer);
  useHangingRest(hangings, isPictured);
  useEffect(() => {
    if (isPictured) onPictured?.();
  }, [isPictured, onPictured]);
  const lists = useListedAgain(archive, shown, isPictured && listing === 'asked');
  const { link, linkTo } = useLinks(archive.id, views, engine, seen);
  const dropped = [
    ...entry.dropped,
    ...(lost.length > 0 ? ['measurements'] : []),
    ...(isSavedLost ? ['saved'] : []),
  ];
  const restored = isRestored ? engine : undefined;
  return (
    <ViewerProvider value={viewer}>
      <ViewerFrame
        slots={props}
        {...{ restored, isPictured, link, linkTo, seen, dropped, listing, lists }}
        arrival={props.arrival}
      />
      {question && <AskTextDialog before={question.before} onDone={question.done} />}
    </ViewerProvider>
  );
}
