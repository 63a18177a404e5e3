import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { LineSamples, RegionSamples, Samples } from '@/imaging/contract';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import type { Region } from '@/measurement/reading/region';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { isPicture } from '@/measurement/reading/regionStatistics';

/** The values of the pixels whose middle lies inside, as the statistics count them. */
function regionSamples({ box, inside }: Region, image: MeasuredImage): RegionSamples | undefined {
  const { rows, columns, values, padding, factor = 1, unit } = image;
  if (!values) return undefined;
  const span = (of: readonly number[], most: number) =>
    [Math.max(0, Math.ceil(Math.min(...of))), Math.min(most - 1, Math.floor(Math.max(...of)))] as const;
  const [left, right] = span(
    box.map(([column]) => column),
    columns,
  );
  const [top, bottom] = span(
    box.map(([, row]) => row),
    rows,
  );
  const found: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const value = values[row * columns + column];
      if (value !== undefined && isPicture(value, padding) && inside(column, row)) found.push(value * factor);
    }
  }
  return found.length > 0 ? { kind: 'region', unit, values: found } : undefined;
}

/** Samples stand half a pixel apart: a profile loses nothing that the image holds. */
const STEP_PX = 0.5;
/** More than any screen is wide. */
const MOST_SAMPLES = 4000;

/** The value between four pixels, by how near each is (bilinear); undefined beside the image or where one is padding. */
function valueBetween([column, row]: PointPx, image: MeasuredImage): number | undefined {
  const { rows, columns, values, padding } = image;
  if (!values || column < 0 || row < 0 || column > columns - 1 || row > rows - 1) return undefined;
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [u, v] = [column - left, row - top];
  let sum = 0;
  for (const [x, y, weight] of [
    [left, top, (1 - u) * (1 - v)],
    [left + 1, top, u * (1 - v)],
    [left, top + 1, (1 - u) * v],
    [left + 1, top + 1, u * v],
  ] as const) {
    if (weight === 0) continue;
    const value = values[y * columns + x];
    if (value === undefined || !isPicture(value, padding)) return undefined;
    sum += value * weight;
  }
  return sum * (image.factor ?? 1);
}

/** The values along a line of one or more parts. */
function lineSamples(points: readonly PointPx[], image: MeasuredImage): LineSamples | undefined {
  const { spacing, axes, unit } = image;
  if (!image.values || points.length < 2) return undefined;
  const parts = points.slice(1).map((to, i) => ({ from: points[i] ?? to, to }));
  const lengthPx = ({ from, to }: (typeof parts)[number]) => Math.hypot(to[0] - from[0], to[1] - from[1]);
  const totalPx = parts.reduce((sum, part) => sum + lengthPx(part), 0);
  if (totalPx === 0) return undefined;
  const stepPx = Math.max(STEP_PX, totalPx / MOST_SAMPLES);
  const isMm = spacing !== undefined && !axes && !image.isCrossing;
  const [across, down] = isMm ? [spacing.columnMm, spacing.rowMm] : [1, 1];
  const along: number[] = [];
  const values: (number | undefined)[] = [];
  let before = 0;
  for (const [i, part] of parts.entries()) {
    const { from, to } = part;
    const steps = Math.max(1, Math.ceil(lengthPx(part) / stepPx));
    const length = Math.hypot((to[0] - from[0]) * across, (to[1] - from[1]) * down);
    for (let step = i === 0 ? 0 : 1; step <= steps; step++) {
      const share = step / steps;
      along.push(before + length * share);
      values.push(
        valueBetween([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share], image),
      );
    }
    before += length;
  }
  if (values.every((value) => value === undefined)) return undefined;
  return { kind: 'line', unit, along, alongUnit: isMm ? 'mm' : 'px', values };
}

/** The values under a drawing: those inside a region, or those along a line; undefined where there are none. */
export function samplesOf(
  kind: MeasurementKind,
  points: readonly PointPx[],
  image: MeasuredImage,
): Samples | undefined {
  if (image.isRendered) return undefined;
  const { hasProfile, region } = KINDS[kind];
  if (hasProfile) return lineSamples(points, image);
  const enclosed = region?.(points, image.drawn);
  return enclosed && regionSamples(enclosed, image);
}
