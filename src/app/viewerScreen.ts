import { withTexts } from '@/i18n/fetchTexts';
import { createStore } from 'zustand/vanilla';

export type ViewerComponent = (typeof import('./ViewerScreen'))['default'];

/** What another screen makes its viewer of: in the same file as the viewer's, so that this is fetched whole as before. */
type ViewerParts = (typeof import('./ViewerScreen'))['viewerParts'];

/** The viewer's screen, once its code is here. */
export const viewerScreen = createStore<{ readonly Viewer?: ViewerComponent; readonly parts?: ViewerParts }>(
  () => ({}),
);

/** Fetches the screen's code; the browser keeps the one module however often it is asked for. */
export async function loadViewerScreen(): Promise<void> {
  const { default: Viewer, viewerParts: parts } = await withTexts(import('./ViewerScreen'), 'viewing');
  viewerScreen.setState({ Viewer, parts });
}
