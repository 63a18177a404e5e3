import { Suspense } from 'react';
import { withTexts } from '@/i18n/fetchTexts';
import { latePart } from '@/ui/latePart';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';

const OverlayPanel = latePart(() => withTexts(import('./OverlayPanel'), 'overlayText'));

/** The list of what lies over the images, where anything does: its code comes with the first. */
export function OverlayPlace() {
  const { engine } = useViewer();
  const hasAny = useView(({ overlays }) => (overlays?.length ?? 0) > 0);
  if (!engine || !hasAny) return null;
  return (
    <Suspense fallback={null}>
      <OverlayPanel engine={engine} />
    </Suspense>
  );
}
