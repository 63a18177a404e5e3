import { items, number, numbers, text, texts } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { detectorPixel, type PixelMm } from '@/dicom/geometry/detectorPixel';
import { isDirection } from '@/dicom/geometry/geometry';
import { laterality, sideConflict } from '@/dicom/geometry/laterality';
import { folded } from '@/dicom/priors/readDescription';
import { breastPose, type BreastPose, type BreastSide, type Directions } from './breastPose';
import { POSITIONS, useOf, breastViewOf, otherBreastView } from './facts';
import type { FactValue } from './template';

/** Where the view of a mammogram is told. */
export type ViewSource = 'codes' | 'description';

/** What kind of picture a mammogram is. `synthetic`: computed from the slices of tomosynthesis, as one. */
export type BreastUse = 'original' | 'synthetic' | 'tomo' | 'special' | 'processing';

/** A mammogram as hanging sees it. */
export interface BreastImage {
  readonly instance: Instance;
  /** Absent: none is told. */
  readonly view?: FactValue<'view'>;
  readonly viewFrom?: ViewSource;
  /** By Image Laterality (0020,0062), of slices Frame Laterality; absent: none, or both. Never by text. */
  readonly side?: BreastSide;
  /** Something in the file contradicts the side: it goes to no place that another can have, and nothing is turned by it. */
  readonly isSideDoubtful: boolean;
  /** What View Position names where its code names another view. */
  readonly otherView?: FactValue<'view'>;
  readonly use: BreastUse;
  /** Rolled, tangential and the like (0054,0222): where there is one without, that hangs. */
  readonly isModified: boolean;
  /** Absent: as stored, since Patient Orientation does not tell, or the side is doubtful. */
  readonly pose?: BreastPose;
  /** Absent: nobody knows how large it is. */
  readonly pixel?: PixelMm;
  readonly rows: number;
  readonly columns: number;
}

/** From this magnification on, a view is a magnified one, whether it says so or not: a contact view has some 1.05. */
const MAGNIFIED = 1.25;

/** The directions of Patient Orientation (0020,0020); undefined where it is not told, or one of them is none (`LR`). */
export function directionsOf({ dataset }: Instance): Directions | undefined {
  const [right, down] = texts(dataset, TAG.PatientOrientation).map((one) => one.toUpperCase());
  if (right === undefined || down === undefined) return undefined;
  return isDirection(right) && isDirection(down) ? [right, down] : undefined;
}

/** The side that an image names by its attributes. */
function sideOf(instance: Instance): BreastSide | undefined {
  const side = laterality(instance);
  return side === 'R' || side === 'L' ? side : undefined;
}

/** A view that only words name: of what the series or its protocol is called. */
function viewByWords({ dataset }: Instance): FactValue<'view'> | undefined {
  const said = folded([text(dataset, TAG.SeriesDescription), text(dataset, TAG.ProtocolName)].join(' '));
  const found = said.split(' ').flatMap((word) => POSITIONS[word.toUpperCase()] ?? []);
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** The view: View Code Sequence (0054,0220), then View Position (0018,5101), then words, which is said. */
export function breastView(
  instance: Instance,
): { readonly view: FactValue<'view'>; readonly from: ViewSource } | undefined {
  const told = breastViewOf(instance);
  if (told) return { view: told, from: 'codes' };
  const view = viewByWords(instance);
  return view && { view, from: 'description' };
}

/** Whether a mammogram was computed from tomosynthesis (Image Type value 4, PS3.3 C.8.11.7.1.4). */
export const isSynthetic = ({ dataset }: Instance): boolean =>
  texts(dataset, TAG.ImageType)
    .slice(2)
    .some((one) => one.toUpperCase() === 'GENERATED_2D');

function breastUse(instance: Instance): BreastUse {
  const use = useOf(instance, 'MG');
  const { dataset } = instance;
  if (use === 'processing' || use === 'special' || use === 'tomo') return use;
  const types = texts(dataset, TAG.ImageType).map((one) => one.toUpperCase());
  // Projections of which slices are made are for a computer; pictures of a needle are looked at by themselves.
  if (types.includes('TOMO_PROJ')) return 'processing';
  if (types.slice(2).some((one) => /^(STEREO|PREFIRE|POSTFIRE|POSTBIOPSY|POSTMARKER|TOMO_SCOUT)/.test(one)))
    return 'special';
  const magnification = number(dataset, TAG.EstimatedRadiographicMagnificationFactor) ?? 1;
  if (magnification >= MAGNIFIED) return 'special';
  return isSynthetic(instance) ? 'synthetic' : 'original';
}

/** What a mammogram is, by its attributes; undefined for what is no picture. */
export function breastImage(instance: Instance): BreastImage | undefined {
  const { dataset, frames, modality } = instance;
  const [rows, columns] = [number(dataset, TAG.Rows), number(dataset, TAG.Columns)];
  if (modality !== 'MG' || frames < 1 || !rows || !columns) return undefined;
  const told = breastView(instance);
  const side = sideOf(instance);
  const directions = directionsOf(instance);
  const isSideDoubtful = sideConflict(instance) !== undefined;
  const pose = side && !isSideDoubtful && directions && breastPose(directions, side);
  const otherView = otherBreastView(instance);
  const pixel = detectorPixel(instance);
  const modifiers = [dataset, ...items(dataset, TAG.ViewCodeSequence)].flatMap((one) =>
    items(one, TAG.ViewModifierCodeSequence),
  );
  return {
    instance,
    ...(told ? { view: told.view, viewFrom: told.from } : {}),
    ...(side ? { side } : {}),
    isSideDoubtful,
    ...(otherView ? { otherView } : {}),
    use: breastUse(instance),
    isModified: modifiers.length > 0,
    ...(pose ? { pose } : {}),
    ...(pixel ? { pixel } : {}),
    ...{ rows, columns },
  };
}

/** Of several of one view the one to hang: of a side, then a view, that nothing contradicts, taken as it is, without a modifier, the last one taken. */
export function compareBreasts(a: BreastImage, b: BreastImage): number {
  const rank = ({ use }: BreastImage) =>
    ['original', 'synthetic', 'tomo', 'special', 'processing'].indexOf(use);
  const when = ({ instance: { dataset } }: BreastImage) =>
    [TAG.AcquisitionDate, TAG.AcquisitionTime].map((tag) => text(dataset, tag) ?? '').join('');
  const place = ({ instance: { dataset } }: BreastImage) => numbers(dataset, TAG.InstanceNumber)[0] ?? 0;
  return (
    Number(a.isSideDoubtful) - Number(b.isSideDoubtful) ||
    Number(a.otherView !== undefined) - Number(b.otherView !== undefined) ||
    rank(a) - rank(b) ||
    Number(a.isModified) - Number(b.isModified) ||
    (when(a) === when(b) ? 0 : when(a) > when(b) ? -1 : 1) ||
    place(b) - place(a) ||
    (a.instance.sop < b.instance.sop ? -1 : 1)
  );
}
