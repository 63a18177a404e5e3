import { withTexts } from '@/i18n/fetchTexts';
import { createStore } from 'zustand/vanilla';

export type ViewerComponent = (typeof import('./ViewerScreen'))['default'];

/** The viewer's screen, once its code is here. */
export const viewerScreen = createStore<{ readonly Viewer?: ViewerComponent }>(() => ({}));

/** Fetches the screen's code; the browser keeps the one module however often it is asked for. */
export async function loadViewerScreen(): Promise<void> {
  const { default: Viewer } = await withTexts(import('./ViewerScreen'), 'viewing');
  viewerScreen.setState({ Viewer });
}
