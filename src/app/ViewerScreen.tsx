import '@/ui/viewing';
import { useMemo, useState, type ReactNode } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { HandoffPlace } from '@/features/handoff/handoffApi';
import { newerOf } from '@/features/report/documents/newerOf';
import { NewerProvider } from '@/kinds/contract/newerVersion';
import { DraftNotices } from '@/features/report/save/DraftNotices';
import type { SaveSession } from '@/features/report/save/saveSession';
import type { GatePlace } from '@/features/share/gate';
import type { RoomSession, Rooms } from '@/features/together/roomSession';
import ViewerPage from '@/features/viewer/page/ViewerPage';
import type { ViewerPageProps } from '@/features/viewer/page/viewerPageProps';
import type { StepStudy, StudySteps } from '@/features/viewer/state/steps';
import type { FindingLists } from '@/measurement/report/commonFindings';
import { EVERY_RIGHT } from '@/protocol/rights';
import type { Unheld } from '@/view/saving';
import { CommandBoardProvider, type CommandBoard } from '@/ui/overlay/commands';
import { useDocumentReader, useSaveSession, useUnheld, type TellView, type WhoWorks } from './useStudyWork';
import { useAskedBack } from './useAskedBack';
import { useTogether } from './useTogether';
import { useDialogSlot, useDocumentsSlot, useMeasureSlot, useSaveSlot, useShareSlot } from './useViewerSlots';

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
  /** The room that this study was opened from. */
  readonly roomSession?: RoomSession;
  /** Told of what a guest takes away as a file; whoever has signed in brings this along. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /** What there is to say about the sign-in. */
  readonly sessionNotice?: ReactNode;
}

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen(given: ViewerScreenProps) {
  const { archive: source, onBack, findings, may = EVERY_RIGHT, isGuest = false } = given;
  const { guests, signedIn, sessionNotice, rooms, roomSession, devices, beside, unheld, ...props } = given;
  const { slot: togetherSlot, intoRoom } = useTogether(rooms, roomSession);
  const [board] = useState<CommandBoard>(() => new Set());
  const { saveSession, savedIds } = useSaveSession(signedIn);
  const { reader, archive, isSavedLost } = useDocumentReader(source, given.entry);
  const onExport = saveSession.reader?.exported ?? given.onExport;
  const onViewChange = useUnheld(saveSession, unheld, given.onViewChange);
  const leave = useAskedBack(saveSession, onBack);
  const [newer] = useState(() => newerOf(reader.store));
  const stepStudy = useMemo(
    () => beside && leavingFirst(beside, saveSession, source.id),
    [beside, saveSession, source],
  );
  const measureSlot = useMeasureSlot(saveSession, reader, may, onExport);
  const documentsSlot = useDocumentsSlot(reader);
  const dialogSlot = useDialogSlot(findings);
  const saveSlot = useSaveSlot(saveSession, unheld, reader);
  const shareSlot = useShareSlot({ saveSession, guests, devices, intoRoom });
  const draftSlot = (
    <>
      {sessionNotice}
      <DraftNotices saveSession={saveSession} />
    </>
  );
  return (
    <CommandBoardProvider value={board}>
      <NewerProvider value={newer}>
        <ViewerPage
          {...props}
          {...{ onViewChange, archive, may, onExport, stepStudy, savedIds, isSavedLost }}
          {...{ measureSlot, documentsSlot, dialogSlot }}
          onBack={leave}
          hasTogether={rooms !== undefined}
          {...(togetherSlot ? { togetherSlot } : {})}
          {...(isGuest ? {} : { shareSlot, saveSlot, draftSlot })}
        />
      </NewerProvider>
    </CommandBoardProvider>
  );
}

/** Another study is opened like Back is pressed: what is unsaved is asked about first. */
const leavingFirst =
  (beside: StudySteps, saveSession: SaveSession, archive: string): StepStudy =>
  (study, by) => {
    const step = beside(archive, study, by);
    if (typeof step === 'string') return step;
    saveSession.leave(step);
    return undefined;
  };
