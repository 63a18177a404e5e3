import { useEffect } from 'react';
import { useFirstPicture } from '@/features/viewer/context/useFirstPicture';
import type { Viewer } from '@/features/viewer/context/viewerContext';
import { prepareDialogs } from '@/ui/overlay/Dialog';

/** Thumbnails, documents and drafts come after the first picture, so that they never delay it: whether it is there. */
export function usePictured(viewer: Viewer): boolean {
  const { engine, studies, hasEngineFailed = false, isEngineResting = false, thumbnails } = viewer;
  const isPictured = useFirstPicture(engine, studies, hasEngineFailed, isEngineResting);
  useEffect(() => {
    if (!isPictured) return;
    thumbnails.start();
    prepareDialogs();
  }, [isPictured, thumbnails]);
  useEffect(() => () => thumbnails.dispose(), [thumbnails]);
  return isPictured;
}
