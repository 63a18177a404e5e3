import '@/i18n/viewing';
import '@/ui/viewing';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StudyUid } from '@/dicom/uid';
import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { createDesk, type Desk } from '@/features/report/desk';
import type { Reader } from '@/features/report/workplace';
import type { Held } from '@/features/session/session';
import { DocumentReader } from '@/features/report/documents/reader';
import { ReadDocuments } from '@/features/report/documents/ReadDocuments';
import { DraftNotices } from '@/features/report/drafts/DraftNotices';
import { SaveButton } from '@/features/report/SaveButton';
import type { GatePlace } from '@/features/share/gate';
import type { HandoffPlace } from '@/features/handoff/handoffApi';
import type { Door, Rooms } from '@/features/together/door';
import { CommandBoardProvider, type CommandBoard } from '@/ui/commands';
import { ShareButton } from '@/features/share/ShareButton';
import type { StepStudy, StudySteps } from '@/features/viewer/steps';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/ViewerPage';
import type { Sharing } from '@/features/viewer/viewerSlots';
import type { Engine } from '@/imaging/contract';
import { ScreenCommands } from './ScreenCommands';
import { useTogether } from './useTogether';
import { encodeLink, fittingMarks } from '@/view/codec';
import type { SavedView } from '@/view/codec';
import { COMMON_FINDINGS, type FindingLists } from '@/view/commonFindings';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { EVERY_RIGHT } from '@/protocol/rights';

/** Come after the pictures. */
const FindingDialog = lazy(() =>
  import('@/features/measure/FindingDialog').then((code) => ({ default: code.FindingDialog })),
);
const HandoffButton = lazy(() => import('@/features/handoff/HandoffButton'));
const DocumentsList = lazy(() => import('@/features/report/documents/DocumentsList'));

const SaveViewCheck = lazy(() =>
  import('@/features/report/save/SaveViewCheck').catch(() => ({ default: () => <></> })),
);

/** Holds the keys for the notes of a measurement once these are asked for, not before. */
function FindingOnItsWay({ engine }: { readonly engine: Engine }) {
  return useStore(engine.measuring.editing, ({ id }) => id !== undefined) && <KeysHeld />;
}

/** What the features fill in here. */
type Filled =
  'shareSlot' | 'measureSlot' | 'dialogSlot' | 'documentsSlot' | 'saveSlot' | 'draftSlot' | 'savedIds';

interface ViewerScreenProps extends Omit<ViewerPageProps, Filled> {
  /** What findings and sites can be chosen from, where the site has lists of its own. */
  readonly findings?: Partial<FindingLists>;
  /** Nothing that is done here is kept, on this device or in the archive, and nothing is passed on. */
  readonly isGuest?: boolean;
  /** Where guest links are made; `forbidden`: not by whoever has signed in; absent: nowhere. */
  readonly guests?: GatePlace | 'forbidden' | undefined;
  /** Who works here, where somebody has signed in, and who asks for their work before the page goes. */
  readonly signedIn?: { readonly reader: Reader; hold(held: Held): () => void };
  /** Where a view is passed on to another device of the same person; absent: nowhere. */
  readonly devices?: HandoffPlace | undefined;
  /** Where people look at something together; absent: nowhere. */
  readonly rooms?: Rooms | undefined;
  /** The studies before and after this one in the list; absent: there is none. */
  readonly beside?: StudySteps;
  /** The room that this study was opened from. */
  readonly door?: Door;
  /** Told of what a guest takes away as a file; whoever has signed in brings this along. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /** What there is to say about the sign-in. */
  readonly sessionNotice?: ReactNode;
}

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen(given: ViewerScreenProps) {
  const { archive: source, onBack, findings, may = EVERY_RIGHT, isGuest = false } = given;
  const { guests, signedIn, sessionNotice, rooms, door, devices, onExport, beside, ...props } = given;
  const { slot: together, intoRoom } = useTogether(rooms, door);
  const [board] = useState<CommandBoard>(() => new Set());
  const [desk] = useState(() => createDesk(signedIn?.reader));
  useEffect(
    () =>
      signedIn?.hold({
        unsaved: () => desk.saving.getState().unsaved,
        letGo: () => desk.letGo(),
        ask: (then) => desk.leave(then, true),
        forget: () => Promise.resolve(),
      }),
    [signedIn, desk],
  );
  const [reader] = useState(() => {
    const { saved, view } = given.entry;
    return new DocumentReader(saved && { ...saved, study: view.studies[0] });
  });
  const isSavedLost = useStore(reader.store, (state) => state.isSavedLost === true);
  const archive = useMemo(() => reader.listenTo(source), [reader, source]);
  const save = useCallback<NonNullable<ViewerPageProps['saveSlot']>>(
    (working) => <SaveButton desk={desk} working={working} />,
    [desk],
  );
  const results = useCallback<NonNullable<ViewerPageProps['measureSlot']>>(
    ({ calibrate, ...parts }) => (
      <MeasurePanel
        {...parts}
        may={may}
        saving={desk.saving}
        onCalibrate={calibrate}
        onExport={desk.reader?.exported ?? onExport}
      />
    ),
    [desk, may, onExport],
  );
  const savedIds = useCallback(() => desk.saving.getState().saved, [desk]);
  const leave = useMemo(() => onBack && (() => desk.leave(onBack)), [desk, onBack]);
  const stepStudy = useMemo(() => beside && leavingFirst(beside, desk, source.id), [beside, desk, source]);
  const saveView = useCallback(
    (onSaved: (saved: SavedView) => void) => (
      <Suspense fallback={null}>
        <SaveViewCheck desk={desk} onSaved={onSaved} />
      </Suspense>
    ),
    [desk],
  );
  const share = useCallback<NonNullable<ViewerPageProps['shareSlot']>>(
    (sharing) => (
      <>
        <ScreenCommands
          archive={sharing.archive.id}
          devices={devices}
          view={() => pathOf(sharing)}
          leave={(then) => desk.leave(then)}
        />
        <ShareButton
          {...sharing}
          guests={guests}
          intoRoom={intoRoom}
          saveSlot={saveView}
          colleagueExtra={
            devices && (
              <Suspense fallback={null}>
                <HandoffButton place={devices} archive={sharing.archive.id} view={() => pathOf(sharing)} />
              </Suspense>
            )
          }
        />
      </>
    ),
    [desk, guests, devices, intoRoom, saveView],
  );
  const documents = useCallback<NonNullable<ViewerPageProps['documentsSlot']>>(
    (place) => ({
      work: <ReadDocuments reader={reader} place={place} />,
      list: (
        <Suspense fallback={null}>
          <DocumentsList reader={reader} views={place.views} />
        </Suspense>
      ),
    }),
    [reader],
  );
  const dialogs = useCallback(
    (engine: Engine) => (
      <Suspense fallback={<FindingOnItsWay engine={engine} />}>
        <FindingDialog engine={engine} lists={{ ...COMMON_FINDINGS, ...findings }} />
      </Suspense>
    ),
    [findings],
  );
  const drafts = (
    <>
      {sessionNotice}
      <DraftNotices desk={desk} />
    </>
  );
  return (
    <CommandBoardProvider value={board}>
      <ViewerPage
        {...props}
        onExport={desk.reader?.exported ?? onExport}
        archive={archive}
        may={may}
        onBack={leave}
        stepStudy={stepStudy}
        savedIds={savedIds}
        measureSlot={results}
        documentsSlot={documents}
        isSavedLost={isSavedLost}
        dialogSlot={dialogs}
        hasTogether={rooms !== undefined}
        {...(together ? { togetherSlot: together } : {})}
        {...(isGuest ? {} : { shareSlot: share, saveSlot: save, draftSlot: drafts })}
      />
    </CommandBoardProvider>
  );
}

/** Another study is opened like Back is pressed: what is unsaved is asked about first. */
const leavingFirst =
  (beside: StudySteps, desk: Desk, archive: string): StepStudy =>
  (study, by) => {
    const step = beside(archive, study, by);
    if (typeof step === 'string') return step;
    desk.leave(step);
    return undefined;
  };

/** The link path of what is on the screen. */
function pathOf({ archive, seen }: Sharing): string {
  const { view, marks } = seen();
  return encodeLink({ archive: archive.id, view, marks: fittingMarks(marks) });
}
