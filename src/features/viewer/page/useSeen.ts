import { useCallback, useLayoutEffect, useRef } from 'react';
import { toMark } from '@/features/viewer/link/findingLink';
import type { Engine } from '@/imaging/contract';
import type { Mark } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

/** What is on the screen, with all that is drawn on it. */
export interface SeenView {
  readonly view: ViewState;
  readonly marks: readonly Mark[];
}

/**
 * What is on the screen at a moment, and `onViewChange` told of every change of it. Until the link's measurements are in the engine
 * (`isRestored`), the link's own list is the truth.
 */
export function useSeen(
  views: ViewStore,
  { engine, isRestored }: { readonly engine: Engine | undefined; readonly isRestored: boolean },
  linked: readonly Mark[],
  onViewChange: (view: ViewState, marks: readonly Mark[], ids?: readonly string[]) => void,
): () => SeenView {
  const seen = useCallback(
    (): SeenView => ({
      view: views.getState().view,
      marks: engine && isRestored ? engine.measures.getState().list.map(toMark) : linked,
    }),
    [views, engine, isRestored, linked],
  );
  const tell = useRef(onViewChange);
  tell.current = onViewChange;
  const told = useRef(views.getState().view);
  useLayoutEffect(() => {
    const changed = () => {
      const { view, marks } = seen();
      told.current = view;
      const ids = isRestored ? engine?.measures.getState().list.map(({ id }) => id) : undefined;
      tell.current(view, marks, ids);
    };
    // What was pressed as the page appeared was done before anybody listened.
    if (views.getState().view !== told.current) changed();
    const stops = [views.subscribe(changed), engine?.measures.subscribe(changed)];
    return () => {
      for (const stop of stops) stop?.();
    };
  }, [views, engine, isRestored, seen]);
  return seen;
}
