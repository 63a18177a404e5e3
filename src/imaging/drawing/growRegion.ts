import type { PointPx } from '@/dicom/geometry/pointPx';
import type { GreyRaster } from './greyPicture';

/** Pixels looked at around a seed on each side, to tell how much its surroundings vary. */
const AROUND = 2;
/** Noise within this many standard deviations belongs to the region: all but one pixel in two thousand. */
const DEVIATIONS = 3.5;
/** Even where nothing varies: what looks the same grey, as a part of the range of greys on screen. */
const LEAST_PART = 0.04;
/** A region ends here; more is a background, not a lesion. */
const MOST_PIXELS = 2_000_000;

/** What belongs to a seed: values this near to `mean`. */
export interface Likeness {
  readonly mean: number;
  readonly tolerance: number;
}

/** What is like the surroundings of a seed; `greys` is the width of the window on screen. */
export function likenessAt(
  { rows, columns, values }: GreyRaster,
  seed: PointPx,
  greys: number,
): Likeness | undefined {
  const [column, row] = seed.map(Math.round) as [number, number];
  if (column < 0 || row < 0 || column >= columns || row >= rows) return undefined;
  const near: number[] = [];
  for (let y = Math.max(0, row - AROUND); y <= Math.min(rows - 1, row + AROUND); y++) {
    for (let x = Math.max(0, column - AROUND); x <= Math.min(columns - 1, column + AROUND); x++) {
      const value = values[y * columns + x] ?? Number.NaN;
      if (Number.isFinite(value)) near.push(value);
    }
  }
  const own = values[row * columns + column] ?? Number.NaN;
  if (!Number.isFinite(own) || near.length === 0) return undefined;
  // The middle half only: an edge within the neighbourhood must not widen what counts as alike.
  const sorted = near.sort((a, b) => a - b);
  const quarter = Math.floor(sorted.length / 4);
  const [low, high] = [sorted[quarter] ?? own, sorted[sorted.length - 1 - quarter] ?? own];
  const deviation = (high - low) / 1.349; // Quartiles of a normal distribution lie 1.349 standard deviations apart.
  const isTypical = own >= low - 3 * deviation && own <= high + 3 * deviation;
  const mean = isTypical ? (low + high) / 2 : own;
  return { mean, tolerance: Math.max(DEVIATIONS * deviation, LEAST_PART * greys, 1e-9) };
}

/** The pixels connected to a seed (by their sides) whose values are alike, holes filled: 1 inside, in a frame of 0. */
function fill(
  { rows, columns, values }: GreyRaster,
  seed: PointPx,
  { mean, tolerance }: Likeness,
): { readonly mask: Uint8Array; readonly width: number } | undefined {
  const width = columns + 2;
  const mask = new Uint8Array(width * (rows + 2));
  const isAlike = (at: number): boolean => {
    const [x, y] = [(at % width) - 1, Math.floor(at / width) - 1];
    return (
      x >= 0 &&
      y >= 0 &&
      x < columns &&
      y < rows &&
      Math.abs((values[y * columns + x] ?? Number.NaN) - mean) <= tolerance
    );
  };
  const start = (Math.round(seed[1]) + 1) * width + Math.round(seed[0]) + 1;
  mask[start] = 1;
  const todo = [start];
  let count = 0;
  for (let at = todo.pop(); at !== undefined && count < MOST_PIXELS; at = todo.pop()) {
    count++;
    for (const next of [at - 1, at + 1, at - width, at + width]) {
      if (mask[next] !== 0 || !isAlike(next)) continue;
      mask[next] = 1;
      todo.push(next);
    }
  }
  // What the outside does not reach is inside.
  const outside = new Uint8Array(mask.length);
  outside[0] = 1;
  const rest = [0];
  for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
    const x = at % width;
    for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
      if (next < 0 || next >= mask.length || outside[next] === 1 || mask[next] === 1) continue;
      outside[next] = 1;
      rest.push(next);
    }
  }
  for (let at = 0; at < mask.length; at++) if (outside[at] === 0) mask[at] = 1;
  return { mask, width };
}

/** Right, down, left, up. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * The border of a filled region, clockwise: the middles of the pixel sides that part inside from outside, so that the
 * middles of the region's pixels lie in it, and no others.
 */
function trace(mask: Uint8Array, width: number): PointPx[] {
  const first = mask.indexOf(1);
  if (first < 0) return [];
  // Walk along pixel corners with the inside at the right hand, from the top left corner of the first pixel.
  const start = [first % width, Math.floor(first / width)] as const;
  const inside = (x: number, y: number): boolean => mask[y * width + x] === 1;
  /** The pixels ahead at the left and at the right of a corner, by direction. */
  const ahead = [
    [
      [0, -1],
      [0, 0],
    ],
    [
      [0, 0],
      [-1, 0],
    ],
    [
      [-1, 0],
      [-1, -1],
    ],
    [
      [-1, -1],
      [0, -1],
    ],
  ] as const;
  const border: PointPx[] = [];
  let [x, y, direction] = [start[0], start[1], 0];
  do {
    const [dx, dy] = STEPS[direction] ?? STEPS[0];
    // Corner (x, y) is the top left of pixel (x, y); the frame of one pixel and half a pixel are taken off.
    border.push([x + dx / 2 - 1.5, y + dy / 2 - 1.5]);
    x += dx;
    y += dy;
    const [left, right] = ahead[direction] ?? ahead[0];
    const isLeft = inside(x + left[0], y + left[1]);
    const isRight = inside(x + right[0], y + right[1]);
    if (!isRight) direction = (direction + 1) % 4;
    else if (isLeft) direction = (direction + 3) % 4;
  } while ((x !== start[0] || y !== start[1] || direction !== 0) && border.length < mask.length * 4);
  return border;
}

/** Evens out the steps of a closed line of many points: each becomes the weighted mean of itself and its neighbours. */
export function smooth(line: readonly PointPx[], times: number): readonly PointPx[] {
  let now = line;
  for (let i = 0; i < times; i++) {
    const before = now;
    now = before.map(([x, y], at) => {
      const [px, py] = before.at(at - 1) ?? [x, y];
      const [nx, ny] = before[(at + 1) % before.length] ?? [x, y];
      return [(px + 2 * x + nx) / 4, (py + 2 * y + ny) / 4];
    });
  }
  return now;
}

/** Shorter borders keep their corners: evening them out would make them smaller. */
const LONG_BORDER = 40;

/** The contour of what is like a seed and connected to it. */
export function growRegion(picture: GreyRaster, seed: PointPx, likeness: Likeness): readonly PointPx[] {
  const filled = fill(picture, seed, likeness);
  if (!filled) return [];
  const border = trace(filled.mask, filled.width);
  return border.length < LONG_BORDER ? border : smooth(border, 2);
}
