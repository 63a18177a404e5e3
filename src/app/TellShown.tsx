import { useContext, useEffect } from 'react';
import type { ViewerSlots } from '@/features/viewer/page/viewerPageProps';
import { OnScreenContext, type ShownStudy } from './onScreen';

type Place = Parameters<NonNullable<ViewerSlots['priorsSlot']>>[0];

/** Tells the page around this one, where there is one, what the study on the screen shows; it is on no screen itself. */
export function TellShown({ archive, views, facts }: Pick<Place, 'views' | 'facts'> & { archive: string }) {
  const onScreen = useContext(OnScreenContext);
  useEffect(() => {
    if (!onScreen) return undefined;
    const put = (shown: ShownStudy | undefined) => {
      onScreen.shown = shown;
      onScreen.changed?.();
    };
    const tell = () => {
      const { view } = views.getState();
      const pane = view.panes[view.active];
      const image = facts.getState().panes[view.active]?.image;
      const isOfPane = image?.study === pane?.study && image?.series === pane?.series;
      put({
        archive,
        study: view.studies[0],
        ...(pane ? { pane: { study: pane.study, series: pane.series } } : {}),
        ...(image && isOfPane ? { image } : {}),
      });
    };
    tell();
    const stops = [views.subscribe(tell), facts.subscribe(tell)];
    return () => {
      for (const stop of stops) stop();
      put(undefined);
    };
  }, [archive, views, facts, onScreen]);
  return null;
}
