/**
 * What one segment has of one frame. Pixels are numbered along the rows from 0; a run is two numbers, its first pixel and the one behind its
 * last. Some hundred runs stand for a quarter of a million pixels.
 */
export interface Mask {
  readonly runs: Uint32Array;
  /** FRACTIONAL: the stored value of each pixel of the runs, one run after the other; absent: each is all in. */
  readonly levels?: Uint8Array;
  /** FRACTIONAL: by run, where its values begin. */
  readonly levelsFrom?: Uint32Array;
  /** First and last column and row that have anything. */
  readonly box: Box;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Runs of a growing list, in memory that grows with it. */
class Growing {
  private held = new Uint32Array(64);
  private count = 0;

  push(from: number, to: number): void {
    if (this.count + 2 > this.held.length) {
      const more = new Uint32Array(2 * this.held.length);
      more.set(this.held);
      this.held = more;
    }
    this.held[this.count++] = from;
    this.held[this.count++] = to;
  }

  done(): Uint32Array {
    return this.held.slice(0, this.count);
  }
}

function boxOf(runs: Uint32Array, columns: number): Box {
  let [left, right] = [columns, -1];
  for (let at = 0; at < runs.length; at += 2) {
    const [from, last] = [runs[at] ?? 0, (runs[at + 1] ?? 0) - 1];
    const isOneRow = Math.floor(from / columns) === Math.floor(last / columns);
    left = Math.min(left, isOneRow ? from % columns : 0);
    right = Math.max(right, isOneRow ? last % columns : columns - 1);
  }
  const end = (runs.at(-1) ?? 1) - 1;
  return { left, right, top: Math.floor((runs[0] ?? 0) / columns), bottom: Math.floor(end / columns) };
}

/** All values but 0, each value for itself: a frame of a label map, or of zeros and ones. Only what is marked is there. */
export function masksByValue(values: ArrayLike<number>, columns: number): ReadonlyMap<number, Mask> {
  const found = new Map<number, Growing>();
  const { length } = values;
  let at = 0;
  while (at < length) {
    const value = values[at] ?? 0;
    const from = at;
    do at++;
    while (at < length && values[at] === value);
    if (value === 0) continue;
    const runs = found.get(value) ?? new Growing();
    runs.push(from, at);
    found.set(value, runs);
  }
  return new Map(
    [...found].map(([value, growing]) => {
      const runs = growing.done();
      return [value, { runs, box: boxOf(runs, columns) }] as const;
    }),
  );
}

/** Every value but 0 is in by its part; undefined: nothing is. */
export function fractionalMask(values: ArrayLike<number>, columns: number): Mask | undefined {
  const growing = new Growing();
  const { length } = values;
  let at = 0;
  while (at < length) {
    if (values[at] === 0) {
      at++;
      continue;
    }
    const from = at;
    while (at < length && values[at] !== 0) at++;
    growing.push(from, at);
  }
  const runs = growing.done();
  if (runs.length === 0) return undefined;
  const levels = new Uint8Array(countOf({ runs }));
  const levelsFrom = new Uint32Array(runs.length / 2);
  let to = 0;
  for (let run = 0; run < runs.length; run += 2) {
    levelsFrom[run / 2] = to;
    for (let pixel = runs[run] ?? 0; pixel < (runs[run + 1] ?? 0); pixel++) levels[to++] = values[pixel] ?? 0;
  }
  return { runs, levels, levelsFrom, box: boxOf(runs, columns) };
}

/** How many pixels are marked at all. */
export function countOf({ runs }: Pick<Mask, 'runs'>): number {
  let count = 0;
  for (let at = 0; at < runs.length; at += 2) count += (runs[at + 1] ?? 0) - (runs[at] ?? 0);
  return count;
}

/** How many pixels are marked, those that are in by a part counted as that part; `most` stands for all of a pixel. */
export function amountOf(mask: Mask, most: number): number {
  const { levels } = mask;
  return levels ? levels.reduce((sum, level) => sum + Math.min(1, level / most), 0) : countOf(mask);
}

/** Bytes that a mask holds. */
export const bytesOf = ({ runs, levels, levelsFrom }: Mask): number =>
  runs.byteLength + (levels?.byteLength ?? 0) + (levelsFrom?.byteLength ?? 0);

/** How much of a pixel is marked, 0 to 255; `most` of a FRACTIONAL one stands for all of it. */
export function levelAt(
  { runs, levels, levelsFrom, box }: Mask,
  column: number,
  row: number,
  columns: number,
  most: number,
): number {
  if (column < box.left || column > box.right || row < box.top || row > box.bottom) return 0;
  const pixel = row * columns + column;
  let [low, high] = [0, runs.length / 2 - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[2 * middle] ?? 0) <= pixel) low = middle;
    else high = middle - 1;
  }
  const from = runs[2 * low] ?? 0;
  if (pixel < from || pixel >= (runs[2 * low + 1] ?? 0)) return 0;
  if (!levels || !levelsFrom) return 255;
  return Math.min(255, Math.round((255 * (levels[(levelsFrom[low] ?? 0) + pixel - from] ?? 0)) / most));
}

/** A straight piece of an edge between pixels: corners, columns and rows of pixel edges (the outer corner of the first pixel is 0, 0). */
export type EdgeVisit = (fromColumn: number, fromRow: number, toColumn: number, toRow: number) => void;

/** The runs of a mask by row, cut where a row ends. */
function* rowRuns(
  { runs }: Mask,
  columns: number,
): Generator<readonly [row: number, from: number, to: number]> {
  for (let at = 0; at < runs.length; at += 2) {
    let from = runs[at] ?? 0;
    const to = runs[at + 1] ?? 0;
    while (from < to) {
      const row = Math.floor(from / columns);
      const end = Math.min(to, (row + 1) * columns);
      yield [row, from - row * columns, end - row * columns];
      from = end;
    }
  }
}

/** Tells of the edges of what is marked by at least half. Pieces along a row are as long as can be; those across are one pixel. */
export function visitEdges(mask: Mask, columns: number, most: number, visit: EdgeVisit): void {
  const { left, right, top, bottom } = mask.box;
  const width = right - left + 3;
  let above = new Uint8Array(width);
  let here = new Uint8Array(width);
  const iterator = rowRuns(mask, columns);
  let next = iterator.next();
  for (let row = top; row <= bottom + 1; row++) {
    here.fill(0);
    while (!next.done && next.value[0] === row) {
      const [, from, to] = next.value;
      for (let column = from; column < to; column++)
        if (!mask.levels || levelAt(mask, column, row, columns, most) >= 128) here[column - left + 1] = 1;
      next = iterator.next();
    }
    let since = -1;
    for (let at = 1; at < width; at++) {
      if (here[at] !== here[at - 1]) visit(left + at - 1, row, left + at - 1, row + 1);
      const isEdge = here[at] !== above[at];
      if (isEdge && since < 0) since = at;
      if (!isEdge && since >= 0) {
        visit(left + since - 1, row, left + at - 1, row);
        since = -1;
      }
    }
    [above, here] = [here, above];
  }
}
