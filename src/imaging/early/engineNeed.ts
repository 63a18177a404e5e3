import { createStore, type StoreApi } from 'zustand/vanilla';
import { kindOf } from '@/dicom/series/modality';
import type { SeriesUid } from '@/dicom/dataset/uid';
import type { ViewState } from '@/view/viewState';

/**
 * Whether the engine is needed. `none`: every pane that holds anything holds what is no image, and nobody asked for more than that: its code,
 * half a megabyte, stays where it is. `some` is final: it comes.
 */
export type EngineNeed = 'unknown' | 'none' | 'some';

interface Needed {
  readonly need: EngineNeed;
  /** Once there was none: what stood there without an engine stays while that comes. */
  readonly hasRested?: true;
}

export type EngineNeedStore = StoreApi<Needed>;

export const createEngineNeed = (): EngineNeedStore => createStore<Needed>(() => ({ need: 'unknown' }));

/** What is known of a series before the engine. `images`: only the engine can go on with it, whatever it is. */
export type Nature = 'unknown' | 'other' | 'images';

/** The modality of a series as its study's list has it; undefined: no list names it yet. */
export type ListedModality = (series: SeriesUid) => string | undefined;

/** What a view needs, by what each pane is known to hold. */
export function needOf(
  { panes, keyImages = [] }: Pick<ViewState, 'panes' | 'keyImages'>,
  natureAt: (pane: number) => Nature,
  listed: ListedModality,
): EngineNeed {
  // Stars are of images, and work that is saved like what is drawn on them.
  if (keyImages.length > 0) return 'some';
  const natures = panes.flatMap((pane, at): Nature[] => {
    if (!pane) return [];
    // A presentation state is looked up, and drawn, by the engine; so is a plane.
    if (pane.presentation ?? pane.cut) return ['images'];
    const known = natureAt(at);
    if (known !== 'unknown') return [known];
    const modality = listed(pane.series);
    return [modality !== undefined && kindOf(modality) === 'image' ? 'images' : 'unknown'];
  });
  if (natures.includes('images')) return 'some';
  return natures.length > 0 && natures.every((nature) => nature === 'other') ? 'none' : 'unknown';
}

/** Resolves when the engine is needed. */
export const whenNeeded = (store: EngineNeedStore): Promise<void> =>
  new Promise((resolve) => {
    if (store.getState().need === 'some') return resolve();
    const stop = store.subscribe(({ need }) => {
      if (need !== 'some') return;
      stop();
      resolve();
    });
  });
