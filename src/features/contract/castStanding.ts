import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { castHere } from './castContext';
import type { DictationLink, CastGuard, CastStanding } from './dictationLink';

/** How a dictation stands, followed. */
export function useCastStanding(dictation: DictationLink): CastStanding {
  const subscribe = useMemo(() => (changed: () => void) => dictation.subscribe(changed), [dictation]);
  return useSyncExternalStore(subscribe, () => dictation.standing());
}

const never = () => () => undefined;

/** The dictation beside the viewer and how it stands, followed; undefined: there is none. */
export function useCast():
  { readonly dictation: DictationLink; readonly standing: CastStanding } | undefined {
  const dictation = useStore(castHere, (here) => here.dictation);
  const subscribe = useMemo(
    () => (dictation ? (changed: () => void) => dictation.subscribe(changed) : never),
    [dictation],
  );
  const standing = useSyncExternalStore(subscribe, () => dictation?.standing());
  return dictation && standing && { dictation, standing };
}

/** The screen is asked before the dictation takes it elsewhere. */
export function useCastGuard(guard: CastGuard): void {
  const dictation = useStore(castHere, (here) => here.dictation);
  useEffect(() => dictation?.guardBy(guard), [dictation, guard]);
}
