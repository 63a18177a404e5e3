import { items, number, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { frameItem, frameTexts } from '@/dicom/dataset/functionalGroups';
import { pixelToLps, readPlane } from './geometry';
import { VIEW_CODES } from './viewCodes';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';

/** R, L, B (both) or U (unpaired). */
export type Side = 'R' | 'L' | 'B' | 'U';

/** Sides as modifiers of a region: SCT, and SRT before it (PS3.16 CID 244). */
const SIDE_CODES: Readonly<Record<string, readonly Side[]>> = {
  ...{ '24028007': ['R'], 'G-A100': ['R'] },
  ...{ '7771000': ['L'], 'G-A101': ['L'] },
  // Both.
  ...{ '51440002': ['R', 'L'], 'G-A102': ['R', 'L'] },
};

/** How an image contradicts the side it names. */
export type SideConflict =
  /** Frame, image, series and the code of the region name different sides. */
  | { readonly kind: 'attributes'; readonly sides: readonly Side[] }
  /** The directions of an oblique mammogram are those of the other breast. */
  | { readonly kind: 'directions'; readonly side: Side }
  /** The whole picture lies on the other side of the patient's coordinates. */
  | { readonly kind: 'position'; readonly side: Side };

const SIDES: ReadonlySet<string> = new Set(['R', 'L', 'B', 'U']);
const isSide = (value: string | undefined): value is Side => value !== undefined && SIDES.has(value);

/** What frame, image and series say, in this order, as far as they say it. */
function saidSides({ dataset }: Instance, frame: number): Side[] {
  const [ofFrame] = frameTexts(dataset, frame, TAG.FrameAnatomySequence, TAG.FrameLaterality);
  return [ofFrame, text(dataset, TAG.ImageLaterality), text(dataset, TAG.Laterality)].filter(isSide);
}

/**
 * The one side that modifiers of Anatomic Region Sequence (0008,2218) name, of the frame (PS3.3 C.7.6.16.2.8) or of the image. It only
 * contradicts: nothing is hung by it.
 */
function codedSide({ dataset }: Instance, frame: number): Side | undefined {
  const of = frameItem(dataset, frame, TAG.FrameAnatomySequence);
  const regions = [of, dataset]
    .map((one) => (one ? items(one, TAG.AnatomicRegionSequence) : []))
    .find((one) => one.length > 0);
  const modifiers = (regions ?? []).flatMap((region) => items(region, TAG.AnatomicRegionModifierSequence));
  const named = new Set(modifiers.flatMap((one) => SIDE_CODES[text(one, '00080100') ?? ''] ?? []));
  return named.size === 1 ? [...named][0] : undefined;
}

/** Side of a paired body part, as the frame, the image or the series says. Frames from 1. */
export const laterality = (instance: Instance, frame = 1): Side | undefined => saidSides(instance, frame)[0];

/** Nearer to the middle than this a picture may belong to either side: the origin is the scanner's, not the patient's. */
const MIDDLE_MM = 20;

/** Whether all corners of a frame lie on the other side (PS3.3 C.7.6.2.1.1: x grows to the left). */
function liesElsewhere(instance: Instance, frame: number, side: Side): boolean {
  const plane = readPlane(instance, frame);
  const rows = number(instance.dataset, TAG.Rows);
  const columns = number(instance.dataset, TAG.Columns);
  if (!plane || rows === undefined || columns === undefined) return false;
  const corners = [
    [0, 0],
    [columns - 1, 0],
    [0, rows - 1],
    [columns - 1, rows - 1],
  ] as const;
  const xs = corners.map(([column, row]) => pixelToLps(plane, column, row)[0]);
  return side === 'R' ? Math.min(...xs) > MIDDLE_MM : Math.max(...xs) < -MIDDLE_MM;
}

const OBLIQUE: ReadonlySet<string> = new Set(
  Object.entries(VIEW_CODES).flatMap(([code, view]) => (view === 'MLO' ? [code] : [])),
);

/** Whether a mammogram is a mediolateral oblique view: by its code, else by its View Position. */
function isOblique(dataset: DicomJson): boolean {
  const code = text(items(dataset, TAG.ViewCodeSequence)[0], '00080100');
  return code === undefined ? text(dataset, TAG.ViewPosition) === 'MLO' : OBLIQUE.has(code);
}

/**
 * A mediolateral oblique view runs from above at the side to below at the middle: going to the foot goes to the left in a
 * right breast and to the right in a left one, whichever way the picture is stored (PS3.3 C.7.6.1.1.1, C.8.11.7).
 */
function hasOtherDirections({ dataset }: Instance, side: Side): boolean {
  if (!isOblique(dataset)) return false;
  const [, down = ''] = texts(dataset, TAG.PatientOrientation).map((value) => value.toUpperCase());
  const isFootwards = down.includes('F');
  if (isFootwards === down.includes('H') || down.includes('L') === down.includes('R')) return false;
  const goesLeft = down.includes('L') === isFootwards;
  return goesLeft !== (side === 'R');
}

/** Whether an image contradicts the side it names. Frames from 1. */
export function sideConflict(instance: Instance, frame = 1): SideConflict | undefined {
  const named = saidSides(instance, frame);
  // What shows both sides may well be coded by one of them; where no attribute says one, there is nothing to contradict.
  const coded = named[0] === 'R' || named[0] === 'L' ? codedSide(instance, frame) : undefined;
  const said = [...named, coded].filter((side) => side === 'R' || side === 'L');
  const sides = [...new Set(said)];
  if (sides.length > 1) return { kind: 'attributes', sides };
  const side = laterality(instance, frame);
  if (side !== 'R' && side !== 'L') return undefined;
  if (hasOtherDirections(instance, side)) return { kind: 'directions', side };
  return liesElsewhere(instance, frame, side) ? { kind: 'position', side } : undefined;
}
