import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { createDesk } from '@/features/report/desk';
import { DocumentReader } from '@/features/report/documents/reader';
import { ReadDocuments } from '@/features/report/documents/ReadDocuments';
import { DraftNotices } from '@/features/report/drafts/DraftNotices';
import { SaveButton } from '@/features/report/SaveButton';
import { ShareButton } from '@/features/share/ShareButton';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/ViewerPage';
import type { Engine } from '@/imaging/contract';
import { COMMON_FINDINGS, type FindingLists } from '@/view/commonFindings';

/** Come after the pictures. */
const FindingDialog = lazy(() =>
  import('@/features/measure/FindingDialog').then((code) => ({ default: code.FindingDialog })),
);
const DocumentsList = lazy(() => import('@/features/report/documents/DocumentsList'));

const share: ViewerPageProps['shareSlot'] = (link) => <ShareButton link={link} />;

/** What the features fill in here. */
type Filled =
  'shareSlot' | 'measureSlot' | 'dialogSlot' | 'documentsSlot' | 'saveSlot' | 'draftSlot' | 'savedIds';

interface ViewerScreenProps extends Omit<ViewerPageProps, Filled> {
  /** What findings and sites can be chosen from, where the site has lists of its own. */
  readonly findings?: Partial<FindingLists>;
}

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen({ archive: given, onBack, findings, ...props }: ViewerScreenProps) {
  const [desk] = useState(createDesk);
  const [reader] = useState(() => new DocumentReader());
  const archive = useMemo(() => reader.listenTo(given), [reader, given]);
  const save = useCallback<NonNullable<ViewerPageProps['saveSlot']>>(
    (working) => <SaveButton desk={desk} working={working} />,
    [desk],
  );
  const results = useCallback<NonNullable<ViewerPageProps['measureSlot']>>(
    ({ calibrate, ...parts }) => <MeasurePanel {...parts} saving={desk.saving} onCalibrate={calibrate} />,
    [desk],
  );
  const savedIds = useCallback(() => desk.saving.getState().saved, [desk]);
  const leave = useCallback(() => desk.leave(onBack), [desk, onBack]);
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
      <Suspense fallback={null}>
        <FindingDialog engine={engine} lists={{ ...COMMON_FINDINGS, ...findings }} />
      </Suspense>
    ),
    [findings],
  );
  return (
    <ViewerPage
      {...props}
      archive={archive}
      onBack={leave}
      savedIds={savedIds}
      shareSlot={share}
      measureSlot={results}
      documentsSlot={documents}
      dialogSlot={dialogs}
      saveSlot={save}
      draftSlot={<DraftNotices desk={desk} />}
    />
  );
}
