import { withTexts } from '@/i18n/fetchTexts';
import { createStore } from 'zustand/vanilla';
import { loadViewerScreen } from './viewerScreen';

/** How long nobody touches anything before the viewer's code is fetched and made ready: it must not cost a keystroke. */
const QUIET_MS = 700;

export type LinkedComponent = (typeof import('./LinkedStudy'))['default'];

/** What decodes a link and shows its study, once its code is here: one file with the viewer's screen. */
export const linkedStudy = createStore<{ readonly Linked?: LinkedComponent }>(() => ({}));

/** Fetches the viewer's code; the browser keeps the one module however often it is asked for. */
export async function loadViewer(): Promise<void> {
  const [{ default: Linked }] = await Promise.all([
    withTexts(import('./LinkedStudy'), 'viewing'),
    loadViewerScreen(),
  ]);
  linkedStudy.setState({ Linked });
}

/** The viewer's code, then the engine's, which the viewer itself asks for after its first picture only. */
export async function loadViewerAndEngine(): Promise<void> {
  await loadViewer();
  await withTexts(import('@/imaging/engine/engine'), 'viewing');
}

/** Fetches the viewer's code in a quiet moment, so that the first study opens without it; `also`: what that study needs besides. */
export function prefetchViewer(also: () => Promise<unknown>): void {
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(begin, QUIET_MS);
  };
  const begin = () => {
    for (const name of TOUCHES) removeEventListener(name, wait, true);
    // A failure is met again, and shown, when a study is opened.
    whenIdle(() => {
      void also().catch(() => undefined);
      void loadViewerAndEngine().catch(() => undefined);
    });
  };
  let timer = setTimeout(begin, QUIET_MS);
  for (const name of TOUCHES) addEventListener(name, wait, true);
}

const TOUCHES = ['keydown', 'pointerdown', 'input', 'wheel', 'touchmove'] as const;

/** Safari has no requestIdleCallback. */
const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 3_000 });
  else setTimeout(work, 200);
};
