import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { castHere } from './castContext';
import type { DictationLink, CastGuard, CastStanding } from './dictationLink';

/** How a desk stands, followed. */
export function useCastStanding(desk: DictationLink): CastStanding {
  const subscribe = useMemo(() => (changed: () => void) => desk.subscribe(changed), [desk]);
  return useSyncExternalStore(subscribe, () => desk.standing());
}

const never = () => () => undefined;

/** The dictation beside the viewer and how it stands, followed; undefined: there is none. */
export function useCast(): { readonly desk: DictationLink; readonly standing: CastStanding } | undefined {
  const desk = useStore(castHere, (here) => here.desk);
  const subscribe = useMemo(() => (desk ? (changed: () => void) => desk.subscribe(changed) : never), [desk]);
  const standing = useSyncExternalStore(subscribe, () => desk?.standing());
  return desk && standing && { desk, standing };
}

/** The screen is asked before the dictation takes it elsewhere. */
export function useCastGuard(guard: CastGuard): void {
  const desk = useStore(castHere, (here) => here.desk);
  useEffect(() => desk?.guardBy(guard), [desk, guard]);
}
