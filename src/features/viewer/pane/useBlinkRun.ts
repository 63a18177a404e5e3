import { useEffect } from 'react';
import { blinkPair, flipBlink } from '@/view/blink';
import { updateView } from '@/view/viewStore';
import { useShell, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { LITTLE_MOTION } from '@/features/viewer/state/littleMotion';

/**
 * Changes the pictures of two panes in one place by itself, as fast as the reader chose. Not while a pointer is down or a drawing is begun:
 * that would go on over another picture; nor while one of the two has no picture; and not where the system asks for little motion.
 */
export function useBlinkRun(): void {
  const { views, shell, facts, engine } = useViewer();
  const isRunning = useShell((state) => state.isBlinkRunning);
  const perSecond = useView((view) => blinkPair(view)?.perSecond);
  useEffect(() => {
    if (isRunning && perSecond === undefined) shell.setState({ isBlinkRunning: false });
    if (!isRunning || perSecond === undefined) return undefined;
    const pressed = new Set<number>();
    const ends = new AbortController();
    const listen = { signal: ends.signal, capture: true, passive: true };
    addEventListener('pointerdown', ({ pointerId }) => pressed.add(pointerId), listen);
    for (const up of ['pointerup', 'pointercancel'] as const)
      addEventListener(up, ({ pointerId }) => pressed.delete(pointerId), listen);
    matchMedia(LITTLE_MOTION).addEventListener(
      'change',
      ({ matches }) => matches && shell.setState({ isBlinkRunning: false }),
      { signal: ends.signal },
    );
    const timer = setInterval(() => {
      const pair = blinkPair(views.getState().view);
      const { panes } = facts.getState();
      const isPainted = pair?.panes.every((pane) => panes[pane]?.state === 'shown') === true;
      const isBusy = pressed.size > 0 || engine?.measuring.unfinished() !== undefined;
      if (isPainted && !isBusy) updateView(views, flipBlink);
    }, 1000 / perSecond);
    return () => {
      ends.abort();
      clearInterval(timer);
    };
  }, [isRunning, perSecond, views, shell, facts, engine]);
}
