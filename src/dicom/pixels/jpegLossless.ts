import type { Bits, Codes } from './jpegBits';

/** A scan of a lossless JPEG (ITU-T T.81 annex H). */
export interface LosslessScan {
  /** Of each sample in a unit, in the order in which they are coded. */
  readonly codes: readonly Codes[];
  /** Units in a line, and lines. */
  readonly columns: number;
  readonly rows: number;
  /** Units between restart markers; 0: none. */
  readonly interval: number;
  /** 1 to 7 (table H.1). */
  readonly predictor: number;
  /** Bits a sample, less those of the point transform. */
  readonly precision: number;
  /** Whether each component has one sample in a unit: else values are not followed, only codes. */
  readonly isPlain: boolean;
}

const MOST_CATEGORY = 16;

/** The prediction of a sample by those left of it, above it, and above left (table H.1). */
function predict(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    case 7:
      return (left + above) >> 1;
    default:
      return left;
  }
}

/**
 * Whether all samples of a scan are there and nothing else, each of them one that its bits can hold. Sums are modulo 2^16 (H.1.2.1), and
 * encoders of signed numbers leave them extended to 16 bits: what is negative so is let through.
 */
export function passSamples(bits: Bits, scan: LosslessScan): boolean {
  const { codes, columns, rows, interval, predictor, precision } = scan;
  const samples = codes.length;
  const isFollowed = scan.isPlain && interval % columns === 0;
  const [most, least] = [2 ** precision, 2 ** 16 - 2 ** (precision - 1)];
  let above = new Uint16Array(columns * samples);
  let line = new Uint16Array(columns * samples);
  let isFirst = true;
  for (let row = 0, unit = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1, unit += 1) {
      if (interval > 0 && unit > 0 && unit % interval === 0) {
        if (!bits.isUsedUp() || !bits.restart()) return false;
        isFirst = true;
      }
      for (let one = 0; one < samples; one += 1) {
        const table = codes[one];
        const category = table && bits.symbol(table);
        if (category === undefined || category > MOST_CATEGORY) return false;
        const difference = category === MOST_CATEGORY ? 32_768 : bits.value(category);
        if (!isFollowed) continue;
        const at = column * samples + one;
        let predicted: number;
        if (column === 0) predicted = isFirst ? 2 ** (precision - 1) : (above[at] ?? 0);
        else if (isFirst) predicted = line[at - samples] ?? 0;
        else
          predicted = predict(predictor, line[at - samples] ?? 0, above[at] ?? 0, above[at - samples] ?? 0);
        const value = (predicted + difference) & 0xffff;
        if (value >= most && value < least) return false;
        line[at] = value;
      }
      if (bits.missing > 0) return false;
    }
    [above, line] = [line, above];
    isFirst = false;
  }
  return bits.isUsedUp() && bits.isEnd();
}
