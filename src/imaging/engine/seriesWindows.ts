import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { seriesKey, type SeriesKey } from '@/imaging/pane/paneStore';
import type { Window } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

/** The window that each series was last seen with. */
export function followWindows(views: ViewStore): {
  readonly of: (image: { readonly study: StudyUid; readonly series: SeriesUid }) => Window | undefined;
  readonly stop: () => void;
} {
  const windows = new Map<SeriesKey, Window>();
  const note = () => {
    for (const pane of views.getState().view.panes) {
      if (pane?.window) windows.set(seriesKey(pane.study, pane.series), pane.window);
    }
  };
  note();
  return { of: ({ study, series }) => windows.get(seriesKey(study, series)), stop: views.subscribe(note) };
}
