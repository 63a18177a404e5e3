import type { Instance } from '@/dicom/dataset/instance';
import { pixelDoubt } from '@/dicom/geometry/spacing';
import { breastImage, type BreastImage } from './breastImage';
import { specialViews, type SpecialView } from './facts';

/** What a reader must know of a mammogram beside its picture. */
export type BreastNote =
  | 'noSide'
  | 'noOrientation'
  | 'doubtfulSide'
  | 'noPixel'
  | 'doubtfulPixel'
  | 'doubtfulView'
  | 'byDescription'
  | 'noView'
  | 'processing'
  | 'synthetic'
  | 'magnified';

/** What is to be said of a mammogram, the worst first; none of another picture. */
export function breastNotes(instance: Instance): {
  readonly notes: readonly BreastNote[];
  readonly view?: BreastImage['view'];
  /** With `doubtfulView`: that which View Position names. */
  readonly otherView?: BreastImage['otherView'];
} {
  const image = breastImage(instance);
  if (!image) return { notes: [] };
  const { side, isSideDoubtful, pose, pixel, view, otherView, viewFrom, use } = image;
  const doubt = pixelDoubt(instance, 1);
  const notes: readonly (BreastNote | false)[] = [
    use === 'processing' && 'processing',
    !side && 'noSide',
    side !== undefined && isSideDoubtful && 'doubtfulSide',
    side !== undefined && !isSideDoubtful && !pose && 'noOrientation',
    otherView !== undefined && 'doubtfulView',
    // What cannot be read is said by its name already.
    !pixel && (doubt && doubt !== 'unreadable' ? 'doubtfulPixel' : 'noPixel'),
    viewFrom === 'description' && 'byDescription',
    !view && 'noView',
    use === 'synthetic' && 'synthetic',
    use === 'special' && 'magnified',
  ];
  return {
    notes: notes.filter((note) => note !== false),
    ...(view ? { view } : {}),
    ...(otherView ? { otherView } : {}),
  };
}

/** As what a mammogram that is none of a whole breast is named beside its view: by codes, else as a special one; none of others. */
export function breastKinds(instance: Instance): readonly (SpecialView | 'special')[] {
  if (breastImage(instance)?.use !== 'special') return [];
  const coded = specialViews(instance.dataset);
  return coded.length > 0 ? coded : ['special'];
}
