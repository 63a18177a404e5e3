import { withTexts } from '@/i18n/fetchTexts';
import '@/ui/viewing';
import { Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StudyUid } from '@/dicom/dataset/uid';
import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { createSaveSession, type SaveSession } from '@/features/report/save/saveSession';
import type { Reader } from '@/features/report/drafts/studyWork';
import type { Held } from '@/features/session/session';
import { DocumentReader } from '@/features/report/documents/reader';
import { ReadDocuments } from '@/features/report/documents/ReadDocuments';
import { DraftNotices } from '@/features/report/save/DraftNotices';
import { SaveButton } from '@/features/report/save/SaveButton';
import type { GatePlace } from '@/features/share/gate';
import type { HandoffPlace } from '@/features/handoff/handoffApi';
import type { RoomSession, Rooms } from '@/features/together/roomSession';
import { CommandBoardProvider, type CommandBoard } from '@/ui/overlay/commands';
import { ShareButton } from '@/features/share/ShareButton';
import type { StepStudy, StudySteps } from '@/features/viewer/state/steps';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/page/ViewerPage';
import type { Sharing } from '@/features/viewer/context/viewerSlots';
import type { Engine } from '@/imaging/contract';
import { FindingGone, ListGone } from './LateParts';
import { ScreenCommands } from './ScreenCommands';
import { useTogether } from './useTogether';
import { encodeLink, fittingMarks } from '@/view/link/codec';
import type { SavedView } from '@/view/link/codec';
import { COMMON_FINDINGS, type FindingLists } from '@/measurement/report/commonFindings';
import { latePart, NothingThere } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import type { Mark } from '@/measurement/measurement';
import { EVERY_RIGHT } from '@/protocol/rights';
import type { Unheld } from '@/view/saving';
import type { ViewState } from '@/view/viewState';

/** Come after the pictures. */
const FindingDialog = latePart(
  async () => ({ default: (await import('@/features/measure/FindingDialog')).FindingDialog }),
  FindingGone,
);
const HandoffButton = latePart(() => withTexts(import('@/features/handoff/HandoffButton'), 'handoff'));
const DocumentsList = latePart(
  () => withTexts(import('@/features/report/documents/DocumentsList'), 'documents'),
  ListGone,
);

const SaveViewCheck = latePart(
  () => withTexts(import('@/features/report/save/SaveViewCheck'), 'saveDialog'),
  NothingThere,
);

/** Holds the keys for the notes of a measurement once these are asked for, not before. */
function FindingOnItsWay({ engine }: { readonly engine: Engine }) {
  return useStore(engine.measuring.editing, ({ id }) => id !== undefined) && <KeysHeld />;
}

/** What the features fill in here. */
type Filled =
  'shareSlot' | 'measureSlot' | 'dialogSlot' | 'documentsSlot' | 'saveSlot' | 'draftSlot' | 'savedIds';

interface ViewerScreenProps extends Omit<ViewerPageProps, Filled | 'onViewChange'> {
  /** What this page drew before it was loaded again, where it was. */
  readonly unheld?: Unheld;
  /** Told of every change; `held`: of the measurements those that nothing else holds, and the stars that something else does. */
  onViewChange(view: ViewState, marks: readonly Mark[], held: () => Unheld): void;
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
  readonly roomSession?: RoomSession;
  /** Told of what a guest takes away as a file; whoever has signed in brings this along. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /** What there is to say about the sign-in. */
  readonly sessionNotice?: ReactNode;
}

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen(given: ViewerScreenProps) {
  const { archive: source, onBack, findings, may = EVERY_RIGHT, isGuest = false } = given;
  const { guests, signedIn, sessionNotice, rooms, roomSession, devices, onExport, beside, unheld, ...rest } =
    given;
  const { onViewChange, ...props } = rest;
  const { slot: together, intoRoom } = useTogether(rooms, roomSession);
  const [board] = useState<CommandBoard>(() => new Set());
  const [saveSession] = useState(() => createSaveSession(signedIn?.reader));
  useEffect(
    () =>
      signedIn?.hold({
        unsaved: () => saveSession.saving.getState().unsaved,
        letGo: () => saveSession.letGo(),
        ask: (then) => saveSession.leave(then, true),
        forget: () => Promise.resolve(),
      }),
    [signedIn, saveSession],
  );
  const [reader] = useState(() => {
    const { saved, view } = given.entry;
    return new DocumentReader(saved && { ...saved, study: view.studies[0] });
  });
  const told = useCallback<ViewerPageProps['onViewChange']>(
    (view, marks, ids) =>
      onViewChange(view, marks, () => (ids ? unheldOf(saveSession, marks, ids) : (unheld ?? NOTHING_UNHELD))),
    [onViewChange, saveSession, unheld],
  );
  const isSavedLost = useStore(reader.store, (state) => state.isSavedLost === true);
  const archive = useMemo(() => reader.listenTo(source), [reader, source]);
  const save = useCallback<NonNullable<ViewerPageProps['saveSlot']>>(
    (working) => <SaveButton {...{ saveSession, working, unheld }} starsRead={reader.store} />,
    [saveSession, unheld, reader],
  );
  const results = useCallback<NonNullable<ViewerPageProps['measureSlot']>>(
    ({ calibrate, ...parts }) => (
      <MeasurePanel
        {...parts}
        may={may}
        saving={saveSession.saving}
        onCalibrate={calibrate}
        onExport={saveSession.reader?.exported ?? onExport}
      />
    ),
    [saveSession, may, onExport],
  );
  const savedIds = useCallback(() => saveSession.saving.getState().saved, [saveSession]);
  const leave = useMemo(() => onBack && (() => saveSession.leave(onBack)), [saveSession, onBack]);
  const stepStudy = useMemo(
    () => beside && leavingFirst(beside, saveSession, source.id),
    [beside, saveSession, source],
  );
  const saveView = useCallback(
    (onSaved: (saved: SavedView) => void) => (
      <Suspense fallback={null}>
        <SaveViewCheck saveSession={saveSession} onSaved={onSaved} />
      </Suspense>
    ),
    [saveSession],
  );
  const share = useCallback<NonNullable<ViewerPageProps['shareSlot']>>(
    (sharing) => (
      <>
        <ScreenCommands
          archive={sharing.archive.id}
          devices={devices}
          view={() => pathOf(sharing)}
          leave={(then) => saveSession.leave(then)}
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
    [saveSession, guests, devices, intoRoom, saveView],
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
      <DraftNotices saveSession={saveSession} />
    </>
  );
  return (
    <CommandBoardProvider value={board}>
      <ViewerPage
        {...props}
        onViewChange={told}
        onExport={saveSession.reader?.exported ?? onExport}
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

const NOTHING_UNHELD: Unheld = { marks: [] };

/** What of these measurements nothing else holds. `ids`: theirs, in their order. */
function unheldOf({ saving }: SaveSession, marks: readonly Mark[], ids: readonly string[]): Unheld {
  const { changed, starsHeld } = saving.getState();
  return { marks: marks.filter((_, at) => changed.has(ids[at] ?? '')), starsHeld };
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

/** The link path of what is on the screen. */
function pathOf({ archive, seen }: Sharing): string {
  const { view, marks } = seen();
  return encodeLink({ archive: archive.id, view, marks: fittingMarks(marks) });
}
