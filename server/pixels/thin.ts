import type { PixelFormat } from './frames';

/** Pixels of a picture that is drawn whole: more are more than any list or preview shows. */
export const MOST_PX = 4 * 1024 ** 2;

/** Which pixels of an image stay, and how they lie: in rows of units, of which none is cut. */
interface Thinning {
  readonly step: number;
  /** Rows of all planes, one after the other, and bytes of one. */
  readonly rows: number;
  readonly rowBytes: number;
  /** What is taken or left as one: a pixel, or two that share their colour. */
  readonly unitBytes: number;
  readonly format: PixelFormat;
}

const stepOf = ({ rows, columns }: PixelFormat, mostPx: number): number =>
  Math.ceil(Math.sqrt((rows * columns) / mostPx));

/** Undefined where an image stays as it is: it is small, or its rows do not begin with a byte. */
function thinningOf(format: PixelFormat, mostPx: number): Thinning | undefined {
  const { rows, columns, samples, bitsAllocated, planar, photometric } = format;
  const step = stepOf(format, mostPx);
  const pixelsEach = photometric.endsWith('_422') ? 2 : 1;
  if (step <= 1 || bitsAllocated % 8 !== 0 || columns % pixelsEach !== 0) return undefined;
  const planes = planar && samples > 1 ? samples : 1;
  // Two pixels of PS3.3 C.7.6.3.1.2 have four bytes: each its Y, and one Cb and Cr.
  const unitBytes = (bitsAllocated / 8) * (pixelsEach === 2 ? 4 : samples / planes);
  const units = columns / pixelsEach;
  const thin = { rows: Math.ceil(rows / step), columns: Math.ceil(units / step) * pixelsEach };
  return {
    step,
    rows: planes * rows,
    rowBytes: units * unitBytes,
    unitBytes,
    format: { ...format, ...thin },
  };
}

/** Takes whole rows and keeps of those that stay every second, third, ... unit. */
function thinner({ step, rows, rowBytes, unitBytes, format }: Thinning, planeRows: number) {
  const width = Math.ceil(rowBytes / unitBytes / step) * unitBytes;
  const bytes = Buffer.alloc((rows / planeRows) * Math.ceil(planeRows / step) * width);
  let to = 0;
  return {
    stays: (row: number): boolean => row < rows && (row % planeRows) % step === 0,
    take: (row: Uint8Array): void => {
      for (let at = 0; at < rowBytes; at += step * unitBytes)
        for (let k = 0; k < unitBytes; k += 1) bytes[to++] = row[at + k] ?? 0;
    },
    made: () => ({ bytes, format }),
  };
}

/** Packed bits, one byte each where they stay. */
function thinnedBits(
  bytes: Buffer,
  format: PixelFormat,
  mostPx: number,
): { bytes: Buffer; format: PixelFormat } {
  const step = stepOf(format, mostPx);
  if (step <= 1) return { bytes, format };
  const [rows, columns] = [Math.ceil(format.rows / step), Math.ceil(format.columns / step)];
  const thin = Buffer.alloc(rows * columns);
  for (let to = 0; to < thin.length; to += 1) {
    const bit = Math.floor(to / columns) * step * format.columns + (to % columns) * step;
    thin[to] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return { bytes: thin, format: { ...format, rows, columns, bitsAllocated: 8, bitsStored: 1 } };
}

/** Every second, third, ... pixel of every such row, where an image has more pixels than a preview needs. */
export function thinned(
  bytes: Buffer,
  format: PixelFormat,
  mostPx = MOST_PX,
): { bytes: Buffer; format: PixelFormat } {
  if (format.bitsAllocated === 1 && format.samples === 1) return thinnedBits(bytes, format, mostPx);
  const thinning = thinningOf(format, mostPx);
  if (thinning === undefined) return { bytes, format };
  const { rows, rowBytes } = thinning;
  const { stays, take, made } = thinner(thinning, format.rows);
  for (let row = 0; row < rows; row += 1)
    if (stays(row)) take(bytes.subarray(row * rowBytes, (row + 1) * rowBytes));
  return made();
}

/** Whether an image has fewer pixels when it is thinned in passing. */
export const isThinnedInPassing = (format: PixelFormat, mostPx = MOST_PX): boolean =>
  thinningOf(format, mostPx) !== undefined;

/** The same of a frame in pieces, of which no more is held than a row. Throws RangeError where they are too few. */
export async function thinnedInPassing(
  pieces: AsyncIterable<Uint8Array>,
  format: PixelFormat,
  mostPx = MOST_PX,
): Promise<{ bytes: Buffer; format: PixelFormat }> {
  const thinning = thinningOf(format, mostPx);
  if (thinning === undefined) throw new RangeError('the image is not thinned');
  const { rowBytes } = thinning;
  const { stays, take, made } = thinner(thinning, format.rows);
  const held = Buffer.alloc(rowBytes);
  let [row, filled] = [0, 0];
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + rowBytes - filled);
      at += part.length;
      if (stays(row)) held.set(part, filled);
      filled += part.length;
      if (filled < rowBytes) continue;
      if (stays(row)) take(held);
      [row, filled] = [row + 1, 0];
    }
  }
  if (row < thinning.rows) throw new RangeError('the frame is shorter than its header says');
  return made();
}
