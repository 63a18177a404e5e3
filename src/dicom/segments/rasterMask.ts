import type { Fillable } from '@/dicom/geometry/planeRaster';
import type { Mask } from './mask';

/**
 * Levels of a picture being filled, row by row, 0 to 255, that become masks one after the other: what is taken out of it leaves it empty. One
 * stands for all segments of a plane: each of them by itself would be as large as the picture.
 */
export class RasterMask implements Fillable {
  readonly columns: number;
  readonly rows: number;
  private readonly levels: Uint8Array;
  private top: number;
  private bottom = -1;

  constructor(columns: number, rows: number) {
    [this.columns, this.rows, this.top] = [columns, rows, rows];
    this.levels = new Uint8Array(columns * rows);
  }

  /** A pixel of a row, inside the picture; what has more of it stays. */
  mark(column: number, row: number, level: number): void {
    const at = row * this.columns + column;
    if (level <= (this.levels[at] ?? 255)) return;
    this.levels[at] = level;
    this.touch(row);
  }

  /** All of the pixels of a row from one to the one before another, as far as they lie in the picture. */
  fill(row: number, from: number, to: number): void {
    const [first, end] = [Math.max(0, from), Math.min(this.columns, to)];
    if (end <= first || row < 0 || row >= this.rows) return;
    this.levels.fill(255, row * this.columns + first, row * this.columns + end);
    this.touch(row);
  }

  /**
   * What was filled, as a mask of the picture; undefined: nothing.
   * @param isGraded its pixels are in by parts
   */
  take(isGraded: boolean): Mask | undefined {
    const { columns, top, bottom, levels } = this;
    [this.top, this.bottom] = [this.rows, -1];
    if (bottom < top) return undefined;
    const runs: number[] = [];
    let [left, right] = [columns, -1];
    for (let row = top; row <= bottom; row++) {
      const [from, end] = [row * columns, (row + 1) * columns];
      let at = from;
      while (at < end) {
        if (levels[at] === 0) {
          at++;
          continue;
        }
        const first = at;
        while (at < end && levels[at] !== 0) at++;
        runs.push(first, at);
        left = Math.min(left, first - from);
        right = Math.max(right, at - 1 - from);
      }
    }
    const graded = isGraded ? this.gradesOf(runs) : {};
    levels.fill(0, top * columns, (bottom + 1) * columns);
    return { runs: Uint32Array.from(runs), ...graded, box: { left, right, top, bottom } };
  }

  private gradesOf(runs: readonly number[]): Pick<Mask, 'levels' | 'levelsFrom'> {
    const levelsFrom = new Uint32Array(runs.length / 2);
    let count = 0;
    for (let run = 0; run < runs.length; run += 2) {
      levelsFrom[run / 2] = count;
      count += (runs[run + 1] ?? 0) - (runs[run] ?? 0);
    }
    const levels = new Uint8Array(count);
    for (let run = 0; run < runs.length; run += 2)
      levels.set(this.levels.subarray(runs[run], runs[run + 1]), levelsFrom[run / 2]);
    return { levels, levelsFrom };
  }

  private touch(row: number): void {
    if (row < this.top) this.top = row;
    if (row > this.bottom) this.bottom = row;
  }
}
