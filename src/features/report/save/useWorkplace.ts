import { useEffect } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { SaveSession, Working } from './saveSession';
import { countEarlyWork } from './earlyWork';
import { hasDraft } from '@/features/report/drafts/vault';
import { StudyWork } from '@/features/report/drafts/studyWork';
import type { StarsRead, Unheld } from '@/view/saving';

/** Told of starred images that a document of the study holds. */
export type StarsStore = Pick<StoreApi<{ readonly stars: readonly StarsRead[] }>, 'getState' | 'subscribe'>;

/** Keeps the work of this study from the moment the engine is here; until then it is counted. */
export function useWorkplace(
  { place, saving, reader }: SaveSession,
  working: Working,
  unheld: Unheld | undefined,
  starsRead: StarsStore,
): void {
  const { archive, engine, views, series, listing, stored, hand, earlyEngine } = working;
  const { isEngineResting, summonEngine } = working;
  // A draft belongs to images that are not looked at: it is offered all the same.
  useEffect(() => {
    if (!isEngineResting) return undefined;
    let isWanted = true;
    void hasDraft(archive.id, views.getState().view.studies, reader?.id).then(
      (has) => has && isWanted && summonEngine(),
    );
    return () => {
      isWanted = false;
    };
  }, [isEngineResting, archive, views, reader, summonEngine]);
  const hasUnsaved = useStore(saving, ({ unsaved }) => unsaved > 0);
  // Such as a star that was taken away before the page was loaded again.
  useEffect(() => {
    if (isEngineResting && hasUnsaved) summonEngine();
  }, [isEngineResting, hasUnsaved, summonEngine]);
  useEffect(
    () => (engine ? undefined : countEarlyWork({ views, saving, hand, engine: earlyEngine, unheld })),
    [engine, views, saving, hand, earlyEngine, unheld],
  );
  useEffect(() => {
    if (!engine) return undefined;
    const work = new StudyWork({ archive, engine, views, saving, reader, unheld, stored });
    place.setState({ work }, true);
    work.meetStars(starsRead.getState().stars);
    const unfollow = starsRead.subscribe(({ stars }) => work.meetStars(stars));
    return () => {
      unfollow();
      place.getState().saver?.stop();
      void work.close();
      place.setState({}, true);
    };
  }, [archive, engine, views, saving, reader, place, unheld, starsRead, stored]);
  const work = useStore(place, (state) => state.work);
  useEffect(() => work?.meetSeries(series, listing === 'now'), [work, series, listing]);
}
