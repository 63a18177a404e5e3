import type { SeriesSummary } from '@/archive/contract/archive';
import { kindOf } from '@/dicom/series/modality';
import { placeSeries } from '@/features/viewer/commands/keyboard';
import type { Viewer } from '@/features/viewer/context/viewerContext';
import { placeOffPlanes } from '@/view/cut';
import { updateView } from '@/view/viewStore';

/** What comes sooner than this needs no words. */
const AT_ONCE_MS = 100;

/** Shows segments or structures by themselves: never in place of a plane, on which they are not. */
function placeBySelf({ views, hand }: Viewer, pane: number, { study, series }: SeriesSummary): void {
  hand.begin();
  updateView(views, (view) => placeOffPlanes(view, pane, study, series));
}

/**
 * Shows a series in a pane: segments and structures over the images that they lie on, with their list open; all else, and what of those
 * cannot be drawn, by itself. That they are on their way is said, and where the archive does not give them, that.
 */
export function pressSeries(viewer: Viewer, pane: number, series: SeriesSummary): void {
  const kind = kindOf(series.modality);
  if (kind !== 'segmentation' && kind !== 'structures') return placeSeries(viewer, pane, series);
  const { shell, screen } = viewer;
  const saying = setTimeout(() => shell.setState({ end: 'over.coming' }), AT_ONCE_MS);
  void import('@/features/viewer/commands/openOverlaid')
    .then(({ openOverlaid }) => openOverlaid(viewer, pane, series))
    .catch(() => undefined)
    .then((isOver) => {
      clearTimeout(saying);
      if (isOver === undefined) return shell.setState({ end: 'over.failed' });
      if (shell.getState().end === 'over.coming') shell.setState({ end: undefined });
      if (!isOver) return placeBySelf(viewer, pane, series);
      return shell.setState(screen === 'desk' ? { rightOpen: true } : { sheet: 'results', sheetTall: false });
    });
  return undefined;
}
