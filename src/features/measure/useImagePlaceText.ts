import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { seriesKey } from '@/imaging/pane/paneStore';
import type { KeyImage } from '@/view/viewState';
import { imagePlaceText, placeOf } from './measurementText';

/**
 * Where an image stands, in words; empty until its series is here, which may come after what was measured on it. Each step of a scroll asks
 * every row of a list: what changes with none of them is compared, not written again.
 */
export function useImagePlaceText(engine: Engine, { study, series, sop, frame }: KeyImage): string {
  const t = useT();
  const key = seriesKey(study, series);
  const order = useStore(engine.facts, ({ loads }) => loads[key]?.order);
  return useMemo(
    () => (order ? imagePlaceText(placeOf(engine, { study, series, sop, frame }), t) : ''),
    [engine, study, series, sop, frame, order, t],
  );
}
