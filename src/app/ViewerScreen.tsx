import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { ShareButton } from '@/features/share/ShareButton';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/ViewerPage';

const share: ViewerPageProps['shareSlot'] = (link) => <ShareButton link={link} />;
const results: NonNullable<ViewerPageProps['measureSlot']> = (engine, calibrate) => (
  <MeasurePanel engine={engine} onCalibrate={calibrate} />
);

/** The viewer with the features that stand in its slots; loaded when a study opens, or before in a quiet moment. */
export default function ViewerScreen(props: Omit<ViewerPageProps, 'shareSlot' | 'measureSlot'>) {
  return <ViewerPage {...props} shareSlot={share} measureSlot={results} />;
}
