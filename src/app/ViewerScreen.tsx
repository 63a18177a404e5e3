import { useCallback, useState } from 'react';
import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { createDesk } from '@/features/report/desk';
import { DraftNotices } from '@/features/report/drafts/DraftNotices';
import { SaveButton } from '@/features/report/SaveButton';
import { ShareButton } from '@/features/share/ShareButton';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/ViewerPage';

const share: ViewerPageProps['shareSlot'] = (link) => <ShareButton link={link} />;
const results: NonNullable<ViewerPageProps['measureSlot']> = (engine, calibrate) => (
  <MeasurePanel engine={engine} onCalibrate={calibrate} />
);

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen({
  onBack,
  ...props
}: Omit<ViewerPageProps, 'shareSlot' | 'measureSlot' | 'saveSlot' | 'draftSlot' | 'savedIds'>) {
  const [desk] = useState(createDesk);
  const save = useCallback<NonNullable<ViewerPageProps['saveSlot']>>(
    (working) => <SaveButton desk={desk} working={working} />,
    [desk],
  );
  const savedIds = useCallback(() => desk.saving.getState().saved, [desk]);
  const leave = useCallback(() => desk.leave(onBack), [desk, onBack]);
  return (
    <ViewerPage
      {...props}
      onBack={leave}
      savedIds={savedIds}
      shareSlot={share}
      measureSlot={results}
      saveSlot={save}
      draftSlot={<DraftNotices desk={desk} />}
    />
  );
}
