import { significantText } from '@/i18n/numberText';

/** A scale bar: a round length and how long it is on screen. */
export interface ScaleBar {
  readonly lengthMm: number;
  readonly widthPx: number;
  /** As shown: millimetres below 10 mm, else centimetres. */
  readonly label: string;
}

/** The greatest 1, 2 or 5 times a power of ten that is at most `longestPx` wide; undefined when nothing is. */
export function scaleBar(mmPerCssPx: number | undefined, longestPx: number): ScaleBar | undefined {
  if (mmPerCssPx === undefined || !(mmPerCssPx > 0) || !(longestPx > 0)) return undefined;
  const longestMm = mmPerCssPx * longestPx;
  if (!Number.isFinite(longestMm) || longestMm === 0) return undefined;
  const power = 10 ** Math.floor(Math.log10(longestMm));
  const factor = [5, 2, 1].find((step) => step * power <= longestMm) ?? 1;
  const lengthMm = Number((factor * power).toPrecision(1));
  const label =
    lengthMm < 10 ? `${significantText(lengthMm, 3)} mm` : `${significantText(lengthMm / 10, 3)} cm`;
  return { lengthMm, widthPx: lengthMm / mmPerCssPx, label };
}
