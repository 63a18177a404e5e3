import type { Instance } from '@/dicom/dataset/instance';
import { modalityLutOf, type Lut, type VoiLut } from '@/dicom/transforms/lut';
import { readPixel } from '@/dicom/pixels/pixel';
import { readRescale } from '@/dicom/transforms/rescale';

/** How stored values become modality values (PS3.3 C.11.1): by a straight line, or by a table. */
export type ModalityTransform =
  | { readonly slope: number; readonly intercept: number; readonly unit: string }
  | { readonly lut: Lut; readonly most: number; readonly unit: string };

/** The file's own values of a frame to those of a presentation state. */
export interface ModalityChange {
  /** Undefined: they are the same. */
  readonly map?: (value: number) => number;
  /** What the state's values can be, for a state without a window (PS3.4 N.2.1.2). */
  readonly range: { readonly min: number; readonly max: number };
  /** The file's own table cannot be undone: its values are shown in place of the state's. */
  readonly isUnreachable?: true;
}

const IDENTITY = { slope: 1, intercept: 0 } as const;

/** What a frame's stored values can be. */
function storedRange({ dataset }: Instance): { min: number; max: number } {
  const { bitsStored, signed } = readPixel(dataset) ?? { bitsStored: 16, signed: false };
  return signed
    ? { min: -(2 ** (bitsStored - 1)), max: 2 ** (bitsStored - 1) - 1 }
    : { min: 0, max: 2 ** bitsStored - 1 };
}

const isSameLut = (one: Lut, other: Lut): boolean =>
  one.first === other.first &&
  one.entries.length === other.entries.length &&
  one.entries.every((entry, i) => entry === other.entries[i]);

/** A table whose first value was written unsigned though the values it is for are signed (PS3.3 C.11.1.1.1, C.11.2.1.1). */
const signedAs = <T extends Lut>(lut: T, isSigned: boolean): T =>
  isSigned && lut.first > 0x7fff ? { ...lut, first: lut.first - 0x10000 } : lut;

/** A state's table for grey levels as it is for an image: its state cannot know whether the pixels are signed, and Implicit VR does not say it. */
export const voiLutFor = (
  lut: VoiLut,
  modality: ModalityTransform | undefined,
  { dataset }: Instance,
): VoiLut =>
  signedAs(lut, readPixel(dataset)?.signed === true && !(modality !== undefined && 'lut' in modality));

/**
 * What a state's modality transform makes of the values that are here, which have been through the file's own. The state's
 * replaces the file's (PS3.4 N.2.1.1): where both are the same, nothing is to be done. Frames from 1.
 */
export function modalityChange(
  wanted: ModalityTransform | undefined,
  instance: Instance,
  frame: number,
): ModalityChange {
  const signed = readPixel(instance.dataset)?.signed === true;
  const own = modalityLutOf(instance);
  const stored = storedRange(instance);
  if (own !== undefined) {
    const isSame =
      wanted && 'lut' in wanted && own !== 'unreadable' && isSameLut(own, signedAs(wanted.lut, signed));
    const range = { min: 0, max: wanted && 'lut' in wanted ? wanted.most : 0xffff };
    return isSame ? { range } : { range, isUnreachable: true };
  }
  const { slope, intercept } = readRescale(instance, frame);
  if (wanted && 'lut' in wanted) {
    const { first, entries } = signedAs(wanted.lut, signed);
    const last = entries.length - 1;
    const map = (value: number) =>
      entries[Math.min(last, Math.max(0, Math.round((value - intercept) / slope) - first))] ?? 0;
    return { map, range: { min: 0, max: wanted.most } };
  }
  const line = wanted ?? IDENTITY;
  const ends = [stored.min, stored.max].map((value) => value * line.slope + line.intercept);
  const range = { min: Math.min(...ends), max: Math.max(...ends) };
  if (line.slope === slope && line.intercept === intercept) return { range };
  const factor = line.slope / slope;
  return { map: (value) => (value - intercept) * factor + line.intercept, range };
}
