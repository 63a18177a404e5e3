import type { SeriesSummary } from '@/archive/contract/archive';
import { kindOf } from '@/dicom/series/modality';
import { placeSeries } from '@/features/viewer/commands/keyboard';
import type { Viewer } from '@/features/viewer/context/viewerContext';

/**
 * Shows a series in a pane: segments and structures over the images that they lie on, with their list open; all else, and what of those
 * cannot be drawn, by itself.
 */
export function pressSeries(viewer: Viewer, pane: number, series: SeriesSummary): void {
  const kind = kindOf(series.modality);
  if (kind !== 'segmentation' && kind !== 'structures') return placeSeries(viewer, pane, series);
  const { shell, screen } = viewer;
  void import('@/features/viewer/commands/openOverlaid')
    .then(({ openOverlaid }) => openOverlaid(viewer, pane, series))
    .catch(() => false)
    .then((isOver) => {
      if (!isOver) return placeSeries(viewer, pane, series);
      return shell.setState(screen === 'desk' ? { rightOpen: true } : { sheet: 'results', sheetTall: false });
    });
  return undefined;
}
