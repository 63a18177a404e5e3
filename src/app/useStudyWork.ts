import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Archive } from '@/archive/contract/archive';
import { DocumentReader } from '@/features/report/documents/reader';
import type { Reader } from '@/features/report/drafts/studyWork';
import { createSaveSession, type SaveSession } from '@/features/report/save/saveSession';
import type { Held } from '@/features/session/session';
import type { ViewerEntry, ViewerPageProps } from '@/features/viewer/page/viewerPageProps';
import type { Mark } from '@/measurement/measurement';
import { isSamePlace } from '@/measurement/same';
import type { Unheld } from '@/view/saving';
import type { ViewState } from '@/view/viewState';

/** Who works here, where somebody has signed in, and who asks for their work before the page goes. */
export interface WhoWorks {
  readonly reader: Reader;
  hold(held: Held): () => void;
}

/** The work that is done on a study, kept until it is saved or let go. */
export function useSaveSession(signedIn: WhoWorks | undefined) {
  const [saveSession] = useState(() => createSaveSession(signedIn?.reader));
  useEffect(
    () =>
      signedIn?.hold({
        unsaved: () => saveSession.unsaved(),
        letGo: () => saveSession.letGo(),
        ask: (then) => saveSession.leave(then, true),
        forget: () => Promise.resolve(),
      }),
    [signedIn, saveSession],
  );
  const savedIds = useCallback(() => saveSession.saving.getState().saved, [saveSession]);
  return { saveSession, savedIds };
}

/** Told of every change of the view; `held`: of the measurements those that nothing else holds, and the stars that something else does. */
export type TellView = (view: ViewState, marks: readonly Mark[], held: () => Unheld) => void;

const NOTHING_UNHELD: Unheld = { marks: [] };

/**
 * What of these measurements nothing else holds. `ids`: theirs, in their order, once they are here; until the work is counted
 * it is what the page knew of itself at first.
 */
function unheldOf(
  { saving }: SaveSession,
  marks: readonly Mark[],
  ids: readonly string[] | undefined,
  first = NOTHING_UNHELD,
): Unheld {
  const { isCounted, changed, starsHeld } = saving.getState();
  if (!ids || !isCounted)
    return { ...first, marks: marks.filter((mark) => first.marks.some((one) => isSamePlace(one, mark))) };
  return { marks: marks.filter((_, at) => changed.has(ids[at] ?? '')), starsHeld };
}

/** Tells of changes with what nothing else holds: `before`, which the page drew before it was loaded again, until the engine has it. */
export const useUnheld = (
  saveSession: SaveSession,
  before: Unheld | undefined,
  tell: TellView,
): ViewerPageProps['onViewChange'] =>
  useCallback(
    (view, marks, ids) => tell(view, marks, () => unheldOf(saveSession, marks, ids, before)),
    [tell, saveSession, before],
  );

/** Reads the documents of a study; `archive` is `source`, listened to. */
export function useDocumentReader(source: Archive, { saved, view }: ViewerEntry) {
  const [reader] = useState(() => new DocumentReader(saved && { ...saved, study: view.studies[0] }));
  const isSavedLost = useStore(reader.store, (state) => state.isSavedLost === true);
  const archive = useMemo(() => reader.listenTo(source), [reader, source]);
  return { reader, archive, isSavedLost };
}
