import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { toMark } from '@/features/viewer/link/findingLink';
import type { Engine } from '@/imaging/contract';
import type { Mark, Measurement } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

/** What is on the screen, with all that is drawn on it. */
export interface SeenView {
  readonly view: ViewState;
  readonly marks: readonly Mark[];
}

/** The marks of a list, the same ones as long as the list is the same: who packs them compares by identity. */
function createMarksOf(): (list: readonly Measurement[]) => readonly Mark[] {
  let known: { readonly list: readonly Measurement[]; readonly marks: readonly Mark[] } | undefined;
  return (list) => {
    if (known?.list !== list) known = { list, marks: list.map(toMark) };
    return known.marks;
  };
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
  const [marksOf] = useState(createMarksOf);
  const seen = useCallback(
    (): SeenView => ({
      view: views.getState().view,
      marks: engine && isRestored ? marksOf(engine.measures.getState().list) : linked,
    }),
    [views, engine, isRestored, linked, marksOf],
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
