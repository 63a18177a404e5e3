/** Counts of values in steps of equal width. */
export interface Histogram {
  /** Where the first step begins; each value v lies in step floor((v - from) / width). */
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

const FEWEST = 8;
const MOST = 48;

/** The round number (1, 2 or 5 times a power of ten) that is not below a step. */
export function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const round = [1, 2, 5, 10].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10;
  return round * power;
}

/** Values in about as many steps as the root of their number; whole values never share half a step. */
export function histogramOf(values: readonly number[]): Histogram {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  if (!Number.isFinite(min)) return { from: 0, width: 1, counts: [] };
  const isWhole = values.every(Number.isInteger);
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.round(Math.sqrt(values.length))));
  const fine = max > min ? roundStep((max - min) / wanted) : Math.max(1e-6, Math.abs(min) / 100);
  const width = isWhole ? Math.max(1, fine) : fine;
  const from = Math.floor(min / width + 1e-9) * width;
  const counts = Array.from({ length: Math.floor((max - from) / width + 1e-9) + 1 }, () => 0);
  for (const value of values) {
    const at = Math.min(counts.length - 1, Math.max(0, Math.floor((value - from) / width + 1e-9)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { from, width, counts };
}

/** Round numbers along an axis, about `wanted` of them, within its ends. */
export function ticksOf(from: number, to: number, wanted: number): readonly number[] {
  if (!(to > from)) return [from];
  const step = roundStep((to - from) / wanted);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
