import { dot, type Triple } from '@/dicom/geometry/geometry';
import { gradientsOf, stepOfSlice, type VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { CutPlane, VolumeFrames } from './planeSource';
import { cellAt, sliceCells, type SliceCells } from './sliceCells';
import { valueOnSlice, writeSpan, type Span } from './spanKernels';

/** Column, row and place along the slices (in usual steps) of a pixel, or what they change by. */
interface Place {
  readonly column: number;
  readonly row: number;
  readonly step: number;
}

/**
 * A plane as straight lines of pixels through the volume: its rows, or its columns where those cross fewer slices, for a line is quick
 * within a slice, and between two.
 */
export interface Lines {
  /** Whether lines are columns. */
  readonly areColumns: boolean;
  readonly count: number;
  /** Pixels of a line. */
  readonly length: number;
  /** The first pixel of the first line. */
  readonly origin: Place;
  readonly perPixel: Place;
  readonly perLine: Place;
  /** Per mm along the plane's normal. */
  readonly perMm: Place;
}

/** A line so near to a slice lies on it: what six digits of a place leave of it, mm. */
const ON_SLICE_MM = 0.001;
/** The outer edge of a voxel is its own, whatever rounding makes of it. */
const ROUNDING = 1e-6;

export function linesOf(grid: VolumeGrid, plane: CutPlane, normal: Triple): Lines {
  const { column, row, step } = gradientsOf(grid);
  const { originLps: o } = grid;
  const { centreLps: c, right, down, mmPerPixel } = plane;
  const along = (way: Triple, mm: number): Place => ({
    column: dot(column, way) * mm,
    row: dot(row, way) * mm,
    step: dot(step, way) * mm,
  });
  const perX = along(right, mmPerPixel);
  const perY = along(down, mmPerPixel);
  const middle = along([c[0] - o[0], c[1] - o[1], c[2] - o[2]], 1);
  const [x, y] = [(plane.widthPx - 1) / 2, (plane.heightPx - 1) / 2];
  const at = (key: keyof Place) => middle[key] - x * perX[key] - y * perY[key];
  const origin = { column: at('column'), row: at('row'), step: at('step') };
  const areColumns = Math.abs(perY.step) < Math.abs(perX.step);
  return {
    areColumns,
    count: areColumns ? plane.widthPx : plane.heightPx,
    length: areColumns ? plane.heightPx : plane.widthPx,
    origin,
    perPixel: areColumns ? perY : perX,
    perLine: areColumns ? perX : perY,
    perMm: along(normal, 1),
  };
}

/** Pixels of a line for which low <= start + x * per <= high: the first, and the one after the last. */
function within(start: number, per: number, low: number, high: number, count: number): [number, number] {
  if (Math.abs(per) * count < ROUNDING) return start >= low && start <= high ? [0, count] : [0, 0];
  const [a, b] = [(low - start) / per, (high - start) / per];
  return [Math.max(0, Math.ceil(Math.min(a, b))), Math.min(count, Math.floor(Math.max(a, b)) + 1)];
}

/** Where a line begins: its pixel 0. `offsetMm`: along the normal. */
export function lineStart({ origin, perLine, perMm }: Lines, line: number, offsetMm: number): Place {
  const at = (key: keyof Place) => origin[key] + line * perLine[key] + offsetMm * perMm[key];
  return { column: at('column'), row: at('row'), step: at('step') };
}

/** The pixels of a line that lie in the volume: the first, and the one after the last. */
export function lineWithin(
  grid: VolumeGrid,
  start: Place,
  perPixel: Place,
  length: number,
): readonly [from: number, to: number] {
  const low = -0.5 - ROUNDING;
  const last = stepOfSlice(grid, grid.slices - 1);
  const [c0, c1] = within(start.column, perPixel.column, low, grid.columns - 0.5 + ROUNDING, length);
  const [r0, r1] = within(start.row, perPixel.row, low, grid.rows - 0.5 + ROUNDING, length);
  const [s0, s1] = within(start.step, perPixel.step, low, last + 0.5 + ROUNDING, length);
  const from = Math.max(c0, r0, s0);
  return [from, Math.max(from, Math.min(c1, r1, s1))];
}

/** Works out one line of a plane after the other. */
export class PlaneLines {
  private readonly frames: VolumeFrames;
  private readonly lines: Lines;
  private readonly cells: SliceCells;
  private readonly stepMm: number;
  private readonly perPixel: Place;
  private readonly span: Span = {
    from: 0,
    to: 0,
    column: 0,
    perColumn: 0,
    row: 0,
    perRow: 0,
    share: 0,
    perShare: 0,
  };
  /** Pixels that read no voxel beyond the slices' last column and row: from, before. */
  private readonly inner: [number, number] = [0, 0];
  /** Whether any pixel so far waits for a frame. */
  isWaiting = false;

  constructor(frames: VolumeFrames, lines: Lines) {
    this.frames = frames;
    this.lines = lines;
    this.cells = sliceCells(frames.grid);
    this.stepMm = Math.hypot(...frames.grid.sliceStep);
    const { column, row, step } = lines.perPixel;
    // Within a slice but for rounding: within it.
    const isWithinSlice = Math.abs(step) * lines.length * this.stepMm < ON_SLICE_MM;
    this.perPixel = { column, row, step: isWithinSlice ? 0 : step };
  }

  /**
   * Writes a line of the plane that lies `offsetMm` along the normal: values with fractions, NaN where there is no volume, `waiting`
   * where the frame is not here yet.
   */
  write(out: Float32Array, line: number, offsetMm: number, waiting: number): void {
    const { lines, frames, span, perPixel } = this;
    const start = lineStart(lines, line, offsetMm);
    span.column = start.column;
    span.row = start.row;
    span.perColumn = perPixel.column;
    span.perRow = perPixel.row;
    const step = this.snapped(start.step);
    const [from, to] = lineWithin(frames.grid, { ...start, step }, perPixel, lines.length);
    out.fill(Number.NaN, 0, from);
    out.fill(Number.NaN, to);
    this.findInner(from, to);
    this.walk(out, from, to, step, waiting);
  }

  /** A line that runs within a slice lies on it, whatever rounding made of its place. */
  private snapped(step: number): number {
    if (this.perPixel.step !== 0) return step;
    const { edges } = this.cells;
    const cell = cellAt(this.cells, step);
    const near = [edges[cell] ?? 0, edges[cell + 1] ?? 0].find(
      (edge) => Math.abs(edge - step) * this.stepMm < ON_SLICE_MM,
    );
    return near ?? step;
  }

  /** Narrows the pixels of a line to those whose neighbours to the right and below are voxels. */
  private findInner(from: number, to: number): void {
    const { span, frames, inner } = this;
    const { columns, rows } = frames.grid;
    const [c0, c1] = within(span.column, span.perColumn, 0, columns - 1, this.lines.length);
    const [r0, r1] = within(span.row, span.perRow, 0, rows - 1, this.lines.length);
    const isIn = (x: number) => {
      const column = span.column + x * span.perColumn;
      const row = span.row + x * span.perRow;
      return column >= 0 && column < columns - 1 && row >= 0 && row < rows - 1;
    };
    inner[0] = Math.max(from, c0, r0);
    inner[1] = Math.max(inner[0], Math.min(to, c1, r1));
    // Rounding may have one pixel too many at either end; a line along the last column has none at all.
    while (inner[0] < inner[1] && !isIn(inner[0])) inner[0]++;
    while (inner[0] < inner[1] && !isIn(inner[1] - 1)) inner[1]--;
  }

  /** From cell to cell. */
  private walk(out: Float32Array, from: number, to: number, start: number, waiting: number): void {
    const { cells, span } = this;
    const perStep = this.perPixel.step;
    if (from >= to) return;
    const most = cells.before.length - 1;
    let cell = cellAt(cells, start + from * perStep);
    for (let x = from; x < to;) {
      const [low, high] = [cells.edges[cell] ?? 0, cells.edges[cell + 1] ?? 0];
      const edge = perStep > 0 ? high : low;
      const next = perStep === 0 ? to : Math.ceil((edge - start) / perStep);
      span.from = x;
      span.to = Math.min(to, Math.max(x, (perStep > 0 ? cell === most : cell === 0) ? to : next));
      span.share = (start - low) / (high - low);
      span.perShare = perStep / (high - low);
      if (span.to > x) this.writeCell(out, cell, start, waiting);
      x = span.to;
      cell = Math.min(most, Math.max(0, cell + (perStep > 0 ? 1 : -1)));
    }
  }

  /** The pixels of one cell: by the fast way within, one by one along the edges of the slices. */
  private writeCell(out: Float32Array, cell: number, start: number, waiting: number): void {
    const { cells, frames, span, inner } = this;
    const { from, to } = span;
    const [before = -1, behind = -1] = [cells.before[cell], cells.behind[cell]];
    if (before < 0) {
      out.fill(Number.NaN, from, to);
      return;
    }
    const isOnFirst = behind >= 0 && this.perPixel.step === 0 && start === cells.edges[cell];
    const isPair = behind >= 0 && !isOnFirst;
    const a = frames.values[before];
    const b = isPair ? frames.values[behind] : undefined;
    if (!a || (isPair && !b)) {
      out.fill(waiting, from, to);
      this.isWaiting = true;
      return;
    }
    const { columns } = frames.grid;
    span.from = Math.min(to, Math.max(from, inner[0]));
    span.to = Math.max(span.from, Math.min(to, inner[1]));
    if (span.to > span.from) writeSpan(out, a, b, columns, span);
    for (let x = from; x < span.from; x++) out[x] = this.edgeValue(x, a, b);
    for (let x = span.to; x < to; x++) out[x] = this.edgeValue(x, a, b);
    span.to = to;
  }

  private edgeValue(
    x: number,
    a: NonNullable<VolumeFrames['values'][number]>,
    b: VolumeFrames['values'][number],
  ): number {
    const { columns, rows } = this.frames.grid;
    const { span } = this;
    const column = span.column + x * span.perColumn;
    const row = span.row + x * span.perRow;
    const first = valueOnSlice(a, columns, rows, column, row);
    if (!b) return first;
    const share = span.share + x * span.perShare;
    return first + share * (valueOnSlice(b, columns, rows, column, row) - first);
  }
}
