import type { VoiLut } from '@/dicom/transforms/lut';
import type { VoiCurve } from '@/dicom/transforms/voi';
import type { WholeValues } from '@/painting/greyTable';
import type { Look } from '@/painting/look';

/** One way to make 65,536 values grey, and the grey level that the standard gives for each, unrounded. */
export interface LevelCase {
  readonly name: string;
  readonly look: Look;
  readonly signed: boolean;
  /** Grey from 0 to 255, inversion included. */
  readonly grey: (value: number) => number;
}

/** PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2, written as they stand there, with ymin 0 and ymax 255. */
export const FORMULAE: Record<VoiCurve, (x: number, c: number, w: number) => number> = {
  LINEAR: (x, c, w) => {
    if (x <= c - 0.5 - (w - 1) / 2) return 0;
    if (x > c - 0.5 + (w - 1) / 2) return 255;
    return ((x - (c - 0.5)) / (w - 1) + 0.5) * 255;
  },
  LINEAR_EXACT: (x, c, w) => {
    if (x <= c - w / 2) return 0;
    if (x > c + w / 2) return 255;
    return ((x - c) / w + 0.5) * 255;
  },
  SIGMOID: (x, c, w) => 255 / (1 + Math.exp((-4 * (x - c)) / w)),
};

const WIDTHS = [1, 2, 3, 4, 7, 20, 255, 256, 400, 4095, 4096, 10_000, 65_535, 65_536];

const windowCases = (signed: boolean, centre: number, isInverted: boolean): LevelCase[] =>
  (Object.keys(FORMULAE) as VoiCurve[]).flatMap((curve) =>
    WIDTHS.map((width) => ({
      name: `${curve} ${centre}/${width}${signed ? ' signed' : ''}${isInverted ? ' inverted' : ''}`,
      look: { window: { center: centre, width, curve }, isInverted },
      signed,
      grey: (value: number) => {
        const grey = FORMULAE[curve](value, centre, width);
        return isInverted ? 255 - grey : grey;
      },
    })),
  );

/** Tables that rise and fall, so that a neighbour in an entry's place is seen. */
const tableOf = (first: number, count: number, bits: number): VoiLut => {
  const white = 2 ** bits - 1;
  const entries = Uint16Array.from({ length: count }, (_, i) =>
    Math.round((white / 2) * (1 + Math.sin(i / 7))),
  );
  return { first, entries, white };
};

const LUTS = [
  [0, 256, 8],
  [-100, 256, 12],
  [1000, 4096, 12],
  [-2048, 4096, 16],
  [0, 65_536, 16],
  [-32_768, 65_536, 10],
] as const;

const lutCases = (signed: boolean, isInverted: boolean): LevelCase[] =>
  LUTS.map(([first, count, bits]) => {
    const lut = tableOf(first, count, bits);
    return {
      name: `LUT ${first}/${count}/${bits}${signed ? ' signed' : ''}${isInverted ? ' inverted' : ''}`,
      look: { window: { center: 0, width: 1, curve: 'LINEAR' }, lut, isInverted },
      signed,
      grey: (value: number) => {
        const place = Math.max(0, Math.min(count - 1, value - first));
        const grey = ((lut.entries[place] ?? Number.NaN) / lut.white) * 255;
        return isInverted ? 255 - grey : grey;
      },
    };
  });

/** Middles within and beyond the values of CT, a half one, and one near the end of 16 bits. MONOCHROME1 is an inverted look. */
export const LEVEL_CASES: readonly LevelCase[] = [false, true].flatMap((signed) => [
  ...windowCases(signed, signed ? 40 : 1200, false),
  ...windowCases(signed, signed ? 40 : 1200, true),
  ...windowCases(signed, signed ? -20_000.5 : 40_000, false),
  ...lutCases(signed, false),
  ...lutCases(signed, true),
]);

/** Every value of 16 bits once, from the least. */
export const everyValue = (signed: boolean): WholeValues =>
  signed
    ? Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768)
    : Uint16Array.from({ length: 65_536 }, (_, i) => i);
