import { lazy, Suspense, useCallback, useState } from 'react';
import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { createDesk } from '@/features/report/desk';
import { DocumentReader } from '@/features/report/documents/reader';
import { ReadDocuments } from '@/features/report/documents/ReadDocuments';
import { DraftNotices } from '@/features/report/drafts/DraftNotices';
import { SaveButton } from '@/features/report/SaveButton';
import { ShareButton } from '@/features/share/ShareButton';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/ViewerPage';

/** Comes after the pictures, as the documents do. */
const DocumentsList = lazy(() => import('@/features/report/documents/DocumentsList'));

const share: ViewerPageProps['shareSlot'] = (link) => <ShareButton link={link} />;
const results: NonNullable<ViewerPageProps['measureSlot']> = (engine, calibrate) => (
  <MeasurePanel engine={engine} onCalibrate={calibrate} />
);

type Slots = 'shareSlot' | 'measureSlot' | 'documentsSlot' | 'saveSlot' | 'draftSlot' | 'savedIds';

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen({ onBack, ...props }: Omit<ViewerPageProps, Slots>) {
  const [desk] = useState(createDesk);
  const [reader] = useState(() => new DocumentReader());
  const save = useCallback<NonNullable<ViewerPageProps['saveSlot']>>(
    (working) => <SaveButton desk={desk} working={working} />,
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
  return (
    <ViewerPage
      {...props}
      onBack={leave}
      savedIds={savedIds}
      shareSlot={share}
      measureSlot={results}
      documentsSlot={documents}
      saveSlot={save}
      draftSlot={<DraftNotices desk={desk} />}
    />
  );
}
