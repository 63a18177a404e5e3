import { MeasurePanel } from '@/features/measure/MeasurePanel';
import { ShareButton } from '@/features/share/ShareButton';
import ViewerPage, { type ViewerPageProps } from '@/features/viewer/ViewerPage';

const share: ViewerPageProps['shareSlot'] = (link) => <ShareButton link={link} />;
const results: NonNullable<ViewerPageProps['measureSlot']> = (engine) => <MeasurePanel engine={engine} />;

/** The viewer with what other features add to it; loaded when a study is opened. */
export default function ViewerScreen(props: Omit<ViewerPageProps, 'shareSlot' | 'measureSlot'>) {
  return <ViewerPage {...props} shareSlot={share} measureSlot={results} />;
}
