import { Suspense, useCallback, type ComponentProps } from 'react';
import { useStore } from 'zustand';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { HandoffPlace } from '@/features/handoff/handoffApi';
import { MeasurePanel, type MeasurePanelProps } from '@/features/measure/MeasurePanel';
import { knowledgeOf } from '@/features/report/documents/documentsState';
import type { DocumentReader } from '@/features/report/documents/reader';
import { ReadDocuments } from '@/features/report/documents/ReadDocuments';
import { SaveButton } from '@/features/report/save/SaveButton';
import type { SaveSession } from '@/features/report/save/saveSession';
import type { GatePlace } from '@/features/share/gate';
import { ShareButton } from '@/features/share/ShareButton';
import type { Sharing } from '@/features/viewer/context/viewerSlots';
import type { ViewerSlots } from '@/features/viewer/page/viewerPageProps';
import { withTexts } from '@/i18n/fetchTexts';
import type { Engine } from '@/imaging/contract';
import { COMMON_FINDINGS, type FindingLists } from '@/measurement/report/commonFindings';
import type { Right } from '@/protocol/rights';
import { latePart, NothingThere } from '@/ui/latePart';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import type { Unheld } from '@/view/saving';
import { encodeLink, fittingMarks, type SavedView } from '@/view/link/codec';
import { FindingGone, ListGone } from './LateParts';
import { ScreenCommands } from './ScreenCommands';

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

/** Where there is nothing to save, its code, which brings the engine's with it, stays where it is. */
function SaveViewOnItsWay(props: ComponentProps<typeof SaveViewCheck>) {
  const isAtWork = useStore(props.saveSession.place, ({ work }) => work !== undefined);
  return (
    isAtWork && (
      <Suspense fallback={null}>
        <SaveViewCheck {...props} />
      </Suspense>
    )
  );
}

type Slot<Name extends keyof ViewerSlots> = NonNullable<ViewerSlots[Name]>;

/** The button that keeps the work. */
export const useSaveSlot = (
  saveSession: SaveSession,
  unheld: Unheld | undefined,
  reader: DocumentReader,
): Slot<'saveSlot'> =>
  useCallback(
    (working) => <SaveButton {...{ saveSession, working, unheld }} starsRead={reader.store} />,
    [saveSession, unheld, reader],
  );

/** Says that nothing was measured only where all is known that was saved. */
function Measurements({ reader, ...props }: MeasurePanelProps & { readonly reader: DocumentReader }) {
  return <MeasurePanel {...props} known={useStore(reader.store, knowledgeOf)} />;
}

/** The list of measurements. */
export const useMeasureSlot = (
  saveSession: SaveSession,
  reader: DocumentReader,
  may: ReadonlySet<Right>,
  onExport: ((studies: readonly StudyUid[]) => void) | undefined,
): Slot<'measureSlot'> =>
  useCallback(
    ({ calibrate, ...parts }) => (
      <Measurements
        {...parts}
        reader={reader}
        may={may}
        saving={saveSession.saving}
        onCalibrate={calibrate}
        onExport={onExport}
      />
    ),
    [saveSession, reader, may, onExport],
  );

/** The documents of the studies: who reads them, and their list. */
export const useDocumentsSlot = (reader: DocumentReader): Slot<'documentsSlot'> =>
  useCallback(
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

/** Holds the keys for the notes of a measurement once these are asked for, not before. */
function FindingOnItsWay({ engine }: { readonly engine: Engine }) {
  return useStore(engine.measuring.editing, ({ id }) => id !== undefined) && <KeysHeld />;
}

interface FindingPlaceProps {
  readonly engine: Engine;
  /** What can be chosen from, where the site has lists of its own. */
  readonly findings: Partial<FindingLists> | undefined;
}

/** Notes of a measurement. */
export const FindingPlace = ({ engine, findings }: FindingPlaceProps) => (
  <Suspense fallback={<FindingOnItsWay engine={engine} />}>
    <FindingDialog engine={engine} lists={{ ...COMMON_FINDINGS, ...findings }} />
  </Suspense>
);

/** The place of the notes in the viewer. */
export const useDialogSlot = (findings: Partial<FindingLists> | undefined): Slot<'dialogSlot'> =>
  useCallback((engine) => <FindingPlace {...{ engine, findings }} />, [findings]);

/** The link path of what is on the screen. */
function pathOf({ archive, seen }: Sharing): string {
  const { view, marks } = seen();
  return encodeLink({ archive: archive.id, view, marks: fittingMarks(marks) });
}

export interface ShareSlotParts {
  readonly saveSession: SaveSession;
  /** Where guest links are made; `forbidden`: not by whoever has signed in; absent: nowhere. */
  readonly guests: GatePlace | 'forbidden' | undefined;
  /** Where a view is passed on to another device of the same person; absent: nowhere. */
  readonly devices: HandoffPlace | undefined;
  /** The way from the share dialog into a room. */
  readonly intoRoom: Parameters<typeof ShareButton>[0]['intoRoom'];
}

/** The button that passes a view on, and the commands of the same. */
export function useShareSlot({ saveSession, guests, devices, intoRoom }: ShareSlotParts): Slot<'shareSlot'> {
  const saveView = useCallback(
    (onSaved: (saved: SavedView) => void) => <SaveViewOnItsWay saveSession={saveSession} onSaved={onSaved} />,
    [saveSession],
  );
  return useCallback(
    (sharing) => {
      const view = () => pathOf(sharing);
      const handoff = devices && (
        <Suspense fallback={null}>
          <HandoffButton place={devices} archive={sharing.archive.id} view={view} />
        </Suspense>
      );
      return (
        <>
          <ScreenCommands
            archive={sharing.archive.id}
            devices={devices}
            view={view}
            leave={(then) => saveSession.leave(then)}
          />
          <ShareButton
            {...sharing}
            guests={guests}
            intoRoom={intoRoom}
            saveSlot={saveView}
            colleagueExtra={handoff}
          />
        </>
      );
    },
    [saveSession, guests, devices, intoRoom, saveView],
  );
}
