import { frameItem } from '@/dicom/dataset/functionalGroups';
import { numberAt, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { ABSENT, unreadable, valued, valueOf, type ValueReading } from '@/dicom/values/reading';

/** VOI LUT Function (0028,1056), PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export type VoiCurve = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** Window in modality units. Width >= 1 for LINEAR, > 0 for the others (PS3.3 C.11.2.1.2). */
export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly curve: VoiCurve;
}

/** A window the image brings along, with the name its makers gave it. */
export interface NamedWindow extends VoiWindow {
  readonly explanation?: string;
}

/** Where grey begins and ends, in modality units. For SIGMOID the straight line of the same centre and width. */
export interface VoiRange {
  readonly lower: number;
  readonly upper: number;
  readonly isSigmoid: boolean;
}

const CURVES: ReadonlySet<string> = new Set<VoiCurve>(['LINEAR', 'LINEAR_EXACT', 'SIGMOID']);

const isCurve = (value: string): value is VoiCurve => CURVES.has(value);

/** A VOI LUT Function (0028,1056): which curve; one that is not known is unreadable, and its window is shown as LINEAR. */
export function readCurve(sent: string | undefined): ValueReading<VoiCurve> {
  if (sent === undefined) return ABSENT;
  const curve = sent.toUpperCase();
  return isCurve(curve) ? valued(curve) : unreadable(sent);
}

function textAt(dataset: DicomJson, tag: string, index: number): string | undefined {
  const value = dataset[tag]?.Value?.[index];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/**
 * The windows that a frame brings along, in the order of the file (PS3.3 C.11.2, C.7.6.16.2.10). LINEAR below width 1
 * is not defined (values of PET and maps): those are read as LINEAR_EXACT. Unusable ones are left out. Frames from 1.
 */
export function windowsOf({ dataset }: Instance, frame: number): readonly NamedWindow[] {
  const group = frameItem(dataset, frame, TAG.FrameVoiLutSequence);
  return windowsAt(group?.[TAG.WindowCenter] ? group : dataset);
}

/** The windows that a dataset or item holds, in its order. */
export function windowsAt(place: DicomJson): readonly NamedWindow[] {
  const named = textAt(place, TAG.VoiLutFunction, 0);
  const curve: VoiCurve = valueOf(readCurve(named)) ?? 'LINEAR';
  const count = place[TAG.WindowCenter]?.Value?.length ?? 0;
  return Array.from({ length: count }, (_, index): NamedWindow | undefined => {
    const center = numberAt(place, TAG.WindowCenter, index);
    const width = numberAt(place, TAG.WindowWidth, index);
    const explanation = textAt(place, TAG.WindowCenterWidthExplanation, index);
    if (center === undefined || width === undefined || width <= 0) return undefined;
    return {
      center,
      width,
      curve: curve === 'LINEAR' && width < 1 ? 'LINEAR_EXACT' : curve,
      ...(explanation === undefined ? {} : { explanation }),
    };
  }).filter((window) => window !== undefined);
}

/** Where grey begins and ends: PS3.3 C.11.2.1.2.1 (LINEAR) and C.11.2.1.3.2 (LINEAR_EXACT). */
export function toRange({ center, width, curve }: VoiWindow): VoiRange {
  if (curve === 'LINEAR') {
    return {
      lower: center - 0.5 - (width - 1) / 2,
      upper: center - 0.5 + (width - 1) / 2,
      isSigmoid: false,
    };
  }
  return { lower: center - width / 2, upper: center + width / 2, isSigmoid: curve === 'SIGMOID' };
}

/** The mirror image of toRange; a range of no extent gets the least width its curve allows. */
export function fromRange(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  curve: VoiCurve,
): VoiWindow {
  const middle = (lower + upper) / 2;
  const extent = Math.abs(upper - lower);
  if (curve === 'LINEAR') return { center: middle + 0.5, width: extent + 1, curve };
  return { center: middle, width: extent > 0 ? extent : Number.EPSILON, curve };
}

/** The window that shows everything from `min` to `max`. */
export const rangeWindow = (min: number, max: number): VoiWindow =>
  fromRange(
    { lower: min, upper: max > min ? max : min + 1 },
    max > min && max - min < 1 ? 'LINEAR_EXACT' : 'LINEAR',
  );

/**
 * Grey from 0 (black) to 255 (white) of a modality value, unrounded: the formulae of PS3.3 C.11.2.1.2 and C.11.2.1.3. Made
 * once for a window, then asked for every value.
 */
export function greyOf(window: VoiWindow): (value: number) => number {
  const { center, width, curve } = window;
  if (curve === 'SIGMOID') return (value) => 255 / (1 + Math.exp((-4 * (value - center)) / width));
  const { lower, upper } = toRange(window);
  return (value) => {
    if (value <= lower) return 0;
    if (value > upper) return 255;
    return ((value - lower) / (upper - lower)) * 255;
  };
}
