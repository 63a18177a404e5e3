import { kindOf, type SeriesKind } from '@/dicom/series/modality';
import { SOP_CLASS_NAMES } from '@/dicom/dataset/sopClasses';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { paneKindOf, type PaneKindId } from '@/kinds/paneKinds';

/**
 * What a pane holds where that is no image: by the object that it speaks of, else by the modality of its series; undefined
 * for images, for what is shown as one (segmentations), and where nothing is known. `listed` tells the modality of its series.
 */
export function otherKindOf(
  status: Pick<PaneStatus, 'state' | 'subject' | 'fault'>,
  listed: () => string | undefined,
): SeriesKind | undefined {
  if (status.state === 'shown' || status.state === 'stale') return undefined;
  const modality = status.subject?.modality ?? listed();
  if (modality === undefined) return undefined;
  const kind = kindOf(modality, status.subject?.sopClass);
  return kind !== 'image' ? kind : status.fault?.code === 'no-images' ? 'other' : undefined;
}

/**
 * The kind of pane that shows what a pane holds where that is no image; undefined: it is one, nothing is known yet, or no kind shows it.
 * `listed` tells the modality of its series.
 */
export function paneKindIn(
  { fault, subject }: Pick<PaneStatus, 'fault' | 'subject'>,
  listed: () => string | undefined,
): PaneKindId | undefined {
  if (fault?.code !== 'no-images') return undefined;
  const modality = subject?.modality ?? listed();
  return modality === undefined ? undefined : paneKindOf({ modality, sopClass: subject?.sopClass ?? '' });
}

/** Classes of data that no picture is made of: raw, registrations, fiducials, tracts, value maps, spectroscopy. */
const NO_PICTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(66(\..*)?|67|4\.2)$/;

/** Whether objects of a class are images by name (PS3.4 B.5): where they are none, they came without their pixels. */
export const hasPictureName = (sopClass: string | undefined): boolean =>
  sopClass !== undefined &&
  Object.hasOwn(SOP_CLASS_NAMES, sopClass) &&
  kindOf('', sopClass) === 'image' &&
  !NO_PICTURE.test(sopClass);
