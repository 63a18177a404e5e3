/**
 * Image pixels (outer corner of the first pixel at 0, 0) to canvas pixels, as CanvasRenderingContext2D.setTransform takes
 * it: x = a * column + c * row + e, y = b * column + d * row + f.
 */
export type Placement = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** One image pixel on one canvas pixel, from the corner. */
export const ONE_TO_ONE: Placement = [1, 0, 0, 1, 0, 0];

/** How far from whole canvas pixels a scale of 1 may be by rounding alone: half a pixel over the longest image side. */
const ALMOST = 1 / 131_072;
const isAlmost = (value: number, wanted: number): boolean => Math.abs(value - wanted) < ALMOST;

/**
 * A placement of one image pixel on one canvas pixel, moved to whole pixels: every grey level is then shown as it is, none
 * between two. Others as they are.
 */
export function toWholePixels(placement: Placement): Placement {
  const [a, b, c, d, e, f] = placement;
  const isStraight = isAlmost(Math.abs(a), 1) && isAlmost(Math.abs(d), 1) && isAlmost(b, 0) && isAlmost(c, 0);
  const isTurned = isAlmost(a, 0) && isAlmost(d, 0) && isAlmost(Math.abs(b), 1) && isAlmost(Math.abs(c), 1);
  if (!isStraight && !isTurned) return placement;
  const whole = (value: number) => Math.round(value) + 0; // No -0.
  return [whole(a), whole(b), whole(c), whole(d), Math.round(e), Math.round(f)];
}

/** Whether every image pixel covers one canvas pixel wholly. */
export const isWholePixels = ([a, b, c, d, e, f]: Placement): boolean =>
  Number.isInteger(e) &&
  Number.isInteger(f) &&
  ((Math.abs(a) === 1 && Math.abs(d) === 1 && b === 0 && c === 0) ||
    (Math.abs(b) === 1 && Math.abs(c) === 1 && a === 0 && d === 0));

/** The way back: canvas pixels to image pixels; undefined for a placement that makes a picture a line or a point. */
export function inverseOf([a, b, c, d, e, f]: Placement): Placement | undefined {
  const extent = a * d - b * c;
  if (!Number.isFinite(extent) || extent === 0) return undefined;
  return [
    d / extent,
    -b / extent,
    -c / extent,
    a / extent,
    (c * f - d * e) / extent,
    (b * e - a * f) / extent,
  ];
}

/**
 * A placement too little aslant to be seen. Browsers that draw without a GPU take a short cut for upright pictures: weights of
 * 4 bits between neighbouring pixels, up to 30 levels off the true one; aslant they are right within one.
 */
export function slanted([a, b, c, d, e, f]: Placement): Placement {
  const slant = 1e-12;
  return [a || slant, b || slant, c || slant, d || slant, e, f];
}
