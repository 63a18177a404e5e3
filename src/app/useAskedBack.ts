import { useContext, useEffect, useMemo, useRef } from 'react';
import type { SaveSession } from '@/features/report/save/saveSession';
import { BackGuardContext } from './backGuard';

/** The way back, which asks first where something is unsaved; the browser's own Back asks likewise. */
export function useAskedBack(saveSession: SaveSession, onBack: (() => void) | undefined) {
  const guard = useContext(BackGuardContext);
  const isAgreed = useRef(false);
  const leave = useMemo(
    () =>
      onBack &&
      (() =>
        saveSession.leave(() => {
          isAgreed.current = true;
          onBack();
        })),
    [saveSession, onBack],
  );
  useEffect(() => {
    if (!leave) return undefined;
    guard.holds = () => {
      if (isAgreed.current || saveSession.unsaved() === 0) return false;
      leave();
      return true;
    };
    return () => {
      guard.holds = undefined;
    };
  }, [guard, leave, saveSession]);
  return leave;
}
