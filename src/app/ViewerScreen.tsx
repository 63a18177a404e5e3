import '@/ui/viewing';
import { useMemo, useState, type ReactNode } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { HandoffPlace } from '@/features/handoff/handoffApi';
import { CastSaid } from '@/features/contract/castContext';
import { useCastGuard } from '@/features/contract/castStanding';
import { newerOf } from '@/features/report/documents/newerOf';
import { NewerProvider } from '@/kinds/contract/newerVersion';
import type { SaveSession } from '@/features/report/save/saveSession';
import { DraftNotices } from '@/features/report/save/DraftNotices';
import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { ReadingNotices } from '@/features/reading/ReadingNotices';
import type { WhoReads } from '@/features/screens/firstWindow';
import type { GatePlace } from '@/features/share/gate';
import type { RoomSession, Rooms } from '@/features/together/roomSession';
import ViewerPage from '@/features/viewer/page/ViewerPage';
import type { ViewerPageProps } from '@/features/viewer/page/viewerPageProps';
import type { StudySteps } from '@/features/viewer/state/steps';
import type { FindingLists } from '@/measurement/report/commonFindings';
import { EVERY_RIGHT } from '@/protocol/rights';
import type { Unheld } from '@/view/saving';
import { CommandBoardProvider, type CommandBoard } from '@/ui/overlay/commands';
import { leavingFirst } from './leavingFirst';
import { useDocumentReader, useSaveSession, useUnheld, type TellView, type WhoWorks } from './useStudyWork';
import { useAskedBack } from './useAskedBack';
import { useLeaving } from './useLeaving';
import { usePriors, type PriorsFrom } from './usePriors';
import { useScreens, useWithScreens } from './useScreens';
import { useTogether } from './useTogether';
import {
  FindingPlace,
  useDialogSlot,
  useDocumentsSlot,
  useMeasureSlot,
  useSaveSlot,
  useShareSlot,
} from './useViewerSlots';

/** For the second window of a reading, which keeps nothing. */
export const viewerParts = { ViewerPage, MeasurePanel, FindingPlace };

/** What the features fill in here. */
type Filled =
  'shareSlot' | 'measureSlot' | 'dialogSlot' | 'documentsSlot' | 'saveSlot' | 'draftSlot' | 'savedIds';

interface ViewerScreenProps extends Omit<ViewerPageProps, Filled | 'onViewChange'> {
  /** What this page drew before it was loaded again, where it was. */
  readonly unheld?: Unheld;
  /** Told of every change; `held`: of the measurements those that nothing else holds, and the stars that something else does. */
  onViewChange: TellView;
  /** What findings and sites can be chosen from, where the site has lists of its own. */
  readonly findings?: Partial<FindingLists>;
  /** Nothing that is done here is kept, on this device or in the archive, and nothing is passed on. */
  readonly isGuest?: boolean;
  /** Where guest links are made; `forbidden`: not by whoever has signed in; absent: nowhere. */
  readonly guests?: GatePlace | 'forbidden' | undefined;
  readonly signedIn?: WhoWorks;
  /** Where a view is passed on to another device of the same person; absent: nowhere. */
  readonly devices?: HandoffPlace | undefined;
  /** Where people look at something together; absent: nowhere. */
  readonly rooms?: Rooms | undefined;
  /** The studies before and after this one in the list; absent: there is none. */
  readonly beside?: StudySteps;
  /** Where other studies of the patient are looked for; absent: nowhere. */
  readonly priorsFrom?: PriorsFrom | undefined;
  /** The room that this study was opened from. */
  readonly roomSession?: RoomSession;
  /** Told of what a guest takes away as a file; whoever has signed in brings this along. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /** Who reads, for a second window; `nobody`: none can be had; absent: nobody signs in. */
  readonly reader?: WhoReads | 'nobody' | undefined;
  /** What there is to say about the sign-in. */
  readonly sessionNotice?: ReactNode;
}

/** How the dictation takes this study off the screen: after the same questions as a press would. */
function useCastLeave(saveSession: SaveSession, leave: (() => void) | undefined, isInRoom: () => boolean) {
  useCastGuard(
    useMemo(
      () => ({ leave: (then) => saveSession.leave(then), back: () => leave?.(), isInRoom }),
      [saveSession, leave, isInRoom],
    ),
  );
}

interface SaidProps {
  readonly archive: string;
  readonly study: StudyUid;
  readonly sessionNotice: ReactNode;
  readonly saveSession: SaveSession;
}

/** What there is to say of the sign-in, the dictation, the state of reading and drafts. */
function Said({ archive, study, sessionNotice, saveSession }: SaidProps) {
  return (
    <>
      {sessionNotice}
      <CastSaid />
      <ReadingNotices archive={archive} study={study} />
      <DraftNotices saveSession={saveSession} />
    </>
  );
}

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen(given: ViewerScreenProps) {
  const { archive: source, onBack, findings, may = EVERY_RIGHT, isGuest = false } = given;
  const {
    guests,
    signedIn,
    sessionNotice,
    rooms,
    roomSession,
    devices,
    beside,
    unheld,
    priorsFrom,
    reader,
    ...props
  } = given;
  const { slot: togetherSlot, intoRoom, isInRoom } = useTogether(rooms, roomSession);
  const [board] = useState<CommandBoard>(() => new Set());
  const { saveSession, savedIds } = useSaveSession(signedIn);
  const { reader: documents, archive, isSavedLost } = useDocumentReader(source, given.entry);
  const onExport = saveSession.reader?.exported ?? given.onExport;
  const onViewChange = useUnheld(saveSession, unheld, given.onViewChange);
  const leave = useAskedBack(saveSession, onBack);
  useLeaving(saveSession, isInRoom);
  const [newer] = useState(() => newerOf(documents.store));
  const stepStudy = useMemo(
    () => beside && leavingFirst(beside, { saveSession, archive: source.id, isInRoom }),
    [beside, saveSession, source, isInRoom],
  );
  const screens = useScreens({
    ...{ may, stepStudy, view: given.entry.view },
    // A room leads from study to study by itself: it has one screen.
    reader: isGuest || given.roomSession ? 'nobody' : reader,
  });
  const withScreens = useWithScreens(togetherSlot, screens.work);
  useCastLeave(saveSession, leave, isInRoom);
  const measureSlot = useMeasureSlot(saveSession, documents, may, onExport);
  const documentsSlot = useDocumentsSlot(documents);
  const dialogSlot = useDialogSlot(findings);
  const priors = usePriors(archive, priorsFrom, saveSession);
  const saveSlot = useSaveSlot(saveSession, unheld, documents);
  const shareSlot = useShareSlot({ saveSession, guests, devices, intoRoom });
  const draftSlot = (
    <Said {...{ archive: source.id, study: given.entry.view.studies[0], sessionNotice, saveSession }} />
  );
  return (
    <CommandBoardProvider value={board}>
      <NewerProvider value={newer}>
        <ViewerPage
          {...props}
          {...{ onViewChange, archive, may, onExport, stepStudy, savedIds, isSavedLost }}
          {...{ measureSlot, documentsSlot, dialogSlot }}
          {...priors}
          onBack={leave}
          keepsOwn={!isGuest}
          hasTogether={rooms !== undefined}
          togetherSlot={withScreens}
          screens={screens.atHand}
          {...(isGuest ? {} : { shareSlot, saveSlot, draftSlot })}
        />
      </NewerProvider>
    </CommandBoardProvider>
  );
}
