import { kindOf, type SeriesKind } from '@/dicom/modality';
import type { PaneStatus } from '@/imaging/paneStore';

/**
 * What a pane holds where that is no image: by the object that it speaks of, else by the modality of its series; undefined
 * for images, for what is shown as one (segmentations), and where nothing is known. `listed` tells the modality of its series.
 */
export function otherKindOf(
  status: Pick<PaneStatus, 'state' | 'subject' | 'because'>,
  listed: () => string | undefined,
): SeriesKind | undefined {
  if (status.state === 'shown' || status.state === 'stale') return undefined;
  const modality = status.subject?.modality ?? listed();
  if (modality === undefined) return undefined;
  const kind = kindOf(modality, status.subject?.sopClass);
  return kind !== 'image' ? kind : status.because?.fault === 'no-images' ? 'other' : undefined;
}
