import { dot, lpsToPixel, pixelToLps, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { stepsWithin, type PlaneRaster } from '@/dicom/geometry/planeRaster';
import { levelAt, type Mask } from './mask';
import { RasterMask } from './rasterMask';
import type { Segmentation, SegmentFrame } from './readSegmentation';
import type { Masks, SegmentLayers } from './segmentLayers';

/** Rounding of places, mm. */
const ROUNDING_MM = 1e-6;

/** Frames of one segment that lie in one plane, and from where to where along the normal they are the nearest of it. */
interface Cell {
  readonly frames: readonly SegmentFrame[];
  readonly withinMm: readonly [from: number, to: number];
}

/** By segment (undefined: all, as label maps have it), its cells by rising distance. Worked out once for each stack. */
const cells = new WeakMap<SegmentLayers, ReadonlyMap<number | undefined, readonly Cell[]>>();

function cellsOf(stack: SegmentLayers): ReadonlyMap<number | undefined, readonly Cell[]> {
  const known = cells.get(stack);
  if (known) return known;
  const placed = new Map<number | undefined, { distanceMm: number; frames: SegmentFrame[] }[]>();
  for (const { distanceMm, frames } of stack.layers)
    for (const frame of frames) {
      const own = placed.get(frame.segment) ?? [];
      placed.set(frame.segment, own);
      const last = own.at(-1);
      if (last?.distanceMm === distanceMm) last.frames.push(frame);
      else own.push({ distanceMm, frames: [frame] });
    }
  const reachMm = stack.gapMm / 2 + ROUNDING_MM;
  const found = new Map(
    [...placed].map(([segment, own]) => [
      segment,
      own.map(({ distanceMm, frames }, at): Cell => {
        const [before, after] = [own[at - 1]?.distanceMm ?? -Infinity, own[at + 1]?.distanceMm ?? Infinity];
        const from = Math.max(distanceMm - reachMm, (before + distanceMm) / 2);
        const to = Math.min(distanceMm + reachMm, (after + distanceMm) / 2);
        return { frames, withinMm: [from, to] };
      }),
    ]),
  );
  cells.set(stack, found);
  return found;
}

/** A frame's pixel of the first pixel of a line, and how it changes from each to the next. */
function stepsInto(plane: Plane, origin: Triple, step: Triple) {
  const [column, row] = lpsToPixel(plane, origin);
  const next = lpsToPixel(plane, [origin[0] + step[0], origin[1] + step[1], origin[2] + step[2]]);
  return { column, row, perColumn: next[0] - column, perRow: next[1] - row };
}

interface Marked {
  readonly plane: Plane;
  readonly mask: Mask;
  readonly withinMm: readonly [from: number, to: number];
}

/** What a segment has in a stack: the masks of its frames, and where along the normal they hold. */
function markedOf(stack: SegmentLayers, masks: Masks, segment: number): readonly Marked[] {
  const all = cellsOf(stack);
  return [segment, undefined].flatMap((of) =>
    (all.get(of) ?? []).flatMap(({ frames, withinMm }) =>
      frames.flatMap(({ frame, plane }) => {
        const mask = masks.get(frame)?.get(segment);
        return plane && mask ? [{ plane, mask, withinMm }] : [];
      }),
    ),
  );
}

/** Where a direction runs along a line of the picture. */
interface Line {
  readonly row: number;
  readonly origin: Triple;
  readonly step: Triple;
  readonly fromMm: number;
  readonly alongMm: number;
}

/** The box of a mask, a pixel wider: its edges are asked of it itself. */
const widened = (from: number, to: number): readonly [number, number] => [from - 1.5, to + 1.5];

function drawLine(
  { row, origin, step, fromMm, alongMm }: Line,
  { plane, mask, withinMm }: Marked,
  { columns, most }: Pick<Segmentation, 'columns' | 'most'>,
  raster: RasterMask,
): void {
  const [first, end] = stepsWithin(fromMm, alongMm, withinMm, raster.columns);
  if (end <= first) return;
  const steps = stepsInto(plane, origin, step);
  const { left, right, top, bottom } = mask.box;
  const [a, b] = stepsWithin(steps.column, steps.perColumn, widened(left, right), end);
  const [c, d] = stepsWithin(steps.row, steps.perRow, widened(top, bottom), end);
  for (let column = Math.max(first, a, c); column < Math.min(end, b, d); column++) {
    const [x, y] = [
      Math.round(steps.column + column * steps.perColumn),
      Math.round(steps.row + column * steps.perRow),
    ];
    const level = levelAt(mask, x, y, columns, most);
    if (level > 0) raster.mark(column, row, level);
  }
}

/**
 * What segments have on any plane: each pixel of it is of the voxel that its middle lies in, of each segment in the frame that lies nearest.
 * Levels are from 0 to 255. Only segments of `wanted` are looked at. Rests after each line: whoever works it out may stop there.
 */
export function* segmentsOnPlane(
  of: Pick<Segmentation, 'columns' | 'most' | 'kind'>,
  stacks: readonly SegmentLayers[],
  masks: Masks,
  wanted: Iterable<number>,
  on: PlaneRaster,
): Generator<void, readonly (readonly [segment: number, mask: Mask])[]> {
  const raster = new RasterMask(on.columns, on.rows);
  const { plane } = on;
  const step = pixelToLps({ ...plane, positionLps: [0, 0, 0] }, 1, 0);
  const found: (readonly [number, Mask])[] = [];
  for (const segment of wanted) {
    for (const stack of stacks) {
      const marked = markedOf(stack, masks, segment);
      if (marked.length === 0) continue;
      const alongMm = dot(step, stack.normal);
      for (let row = 0; row < on.rows; row++) {
        const origin = pixelToLps(plane, 0, row);
        const fromMm = dot(origin, stack.normal);
        const toMm = fromMm + alongMm * (on.columns - 1);
        const [least, greatest] = [Math.min(fromMm, toMm), Math.max(fromMm, toMm)];
        const line = { row, origin, step, fromMm, alongMm };
        for (const one of marked)
          if (one.withinMm[0] < greatest + ROUNDING_MM && one.withinMm[1] > least - ROUNDING_MM)
            drawLine(line, one, of, raster);
        yield;
      }
    }
    const mask = raster.take(of.kind === 'fractional');
    if (mask) found.push([segment, mask]);
  }
  return found;
}
