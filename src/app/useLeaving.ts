import { useContext, useEffect } from 'react';
import type { SaveSession } from '@/features/report/save/saveSession';
import { OnScreenContext, type OnScreen } from './onScreen';

/**
 * Leaves a study for something that no hand on this page asked for: whoever has unsaved work is asked, and `stayed` is told once they
 * have gone on working.
 */
export const leaver =
  (
    saveSession: Pick<SaveSession, 'leave' | 'leaving'>,
    isInRoom: () => boolean,
  ): NonNullable<OnScreen['leave']> =>
  (then, stayed) => {
    if (isInRoom()) return 'inRoom';
    let isGone = false;
    const go = () => {
      isGone = true;
      then();
    };
    saveSession.leave(go);
    if (isGone) return 'left';
    const { leaving } = saveSession;
    const stop = leaving.subscribe(({ leave, onceSaved }) => {
      if (leave === go || onceSaved === go) return;
      stop();
      // Whoever leaves closes the question first.
      queueMicrotask(() => isGone || stayed());
    });
    return 'asked';
  };

/** The study on the screen can be left like that. */
export function useLeaving(saveSession: SaveSession, isInRoom: () => boolean): void {
  const onScreen = useContext(OnScreenContext);
  useEffect(() => {
    if (!onScreen) return undefined;
    onScreen.leave = leaver(saveSession, isInRoom);
    return () => {
      onScreen.leave = undefined;
    };
  }, [onScreen, saveSession, isInRoom]);
}
