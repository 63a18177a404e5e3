import type { Window } from '@/view/viewState';
import { FORMULAE } from '@/painting/testing/levels';
import { toleranceOf } from './compare';
import type { TruthReference, TruthVoi } from './files';

/** A picture as it is to be seen, and by how many levels it may be off. */
export interface WantedGreys {
  /** Grey not rounded yet: what lies in the middle between two levels may be either. */
  readonly levels: Float64Array | Buffer;
  readonly tolerance: number;
}

/** A fault: an image without a window of its own is shown with all its values. */
export const LEAVES_OUT = 'the window leaves values out';

/** Grey level from 0 to 255 of a value, by the standard's own words; and by how many a value more changes it at most. */
function formulaOf(voi: Exclude<TruthVoi, { kind: 'range' }>): {
  readonly grey: (value: number) => number;
  readonly steepest: number;
} {
  if (voi.kind === 'lut') {
    const { first, entries, white } = voi;
    const at = (value: number) => Math.max(0, Math.min(entries.length - 1, Math.round(value) - first));
    return { grey: (value) => ((entries[at(value)] ?? 0) / white) * 255, steepest: 255 };
  }
  const { center, width, curve } = voi;
  const extent = curve === 'LINEAR' ? width - 1 : width;
  return {
    grey: (value) => FORMULAE[curve](value, center, width),
    steepest: extent > 0 ? Math.min(255, 255 / extent) : 255,
  };
}

/** What a frame (from 1) is to be shown with: its own, or, where it brings nothing, all its values, or those of its series. */
export function voiOf(
  { voi = [], ranges = [] }: TruthReference,
  frame: number,
  shown: Window | undefined,
): Exclude<TruthVoi, { kind: 'range' }> | string {
  const own = voi[voi.length === 1 ? 0 : frame - 1];
  if (own && own.kind !== 'range') return own;
  const [least, greatest] = ranges[frame - 1] ?? [0, 0];
  if (!shown) return 'no window is shown';
  const { center, width, curve } = shown;
  const [lower, upper] =
    curve === 'LINEAR'
      ? [center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2]
      : [center - width / 2, center + width / 2];
  const slack = 1e-5 * Math.max(Math.abs(least), Math.abs(greatest), 1e-30);
  if (lower > least + slack || upper < greatest - slack) return LEAVES_OUT;
  return { kind: 'window', center, width, curve };
}

/** Whether a window reaches over one frame's values and no others. */
export function isOwnRange({ ranges = [] }: TruthReference, frame: number, voi: TruthVoi): boolean {
  const [least, greatest] = ranges[frame - 1] ?? [0, 0];
  return voi.kind === 'window' && Math.abs(voi.width - 1 - (greatest - least)) < 1e-5 * (greatest - least);
}

/** The grey levels of values (Float32) by the formulae of PS3.3 C.11.2, and by how many those of the page may differ. */
export function greyLevels(
  values: Buffer,
  reference: TruthReference,
  voi: Exclude<TruthVoi, { kind: 'range' }>,
): WantedGreys {
  const { grey, steepest } = formulaOf(voi);
  const floats = new Float32Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.length));
  const levels = new Float64Array(floats.length);
  floats.forEach((value, at) => {
    const level = grey(value);
    // What is no number is black, either way.
    levels[at] = Number.isNaN(level) ? 0 : reference.isInverse === true ? 255 - level : level;
  });
  return { levels, tolerance: Math.ceil(steepest * toleranceOf(reference).levels) };
}
