/** CSS pixels of a pane. */
export type Spot = readonly [x: number, y: number];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const apart = ([ax, ay]: Spot, [bx, by]: Spot): number => Math.hypot(bx - ax, by - ay);

/** From a point to the nearest point of a line between two. */
export function toLine(point: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square;
  const kept = Math.min(1, Math.max(0, part));
  return apart(point, [from[0] + kept * dx, from[1] + kept * dy]);
}

/** From a point to the nearest point of a line through points. */
export function toPath(point: Spot, path: readonly Spot[], closed: boolean): number {
  return path.reduce(
    (nearest, end, i) =>
      i === 0 && !closed ? nearest : Math.min(nearest, toLine(point, path.at(i - 1) ?? end, end)),
    Infinity,
  );
}

export const isIn = ([x, y]: Spot, { left, top, width, height }: Box, margin = 0): boolean =>
  x >= left - margin && x <= left + width + margin && y >= top - margin && y <= top + height + margin;

export function boxAround(points: readonly Spot[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));

/** Between a label and what it belongs to. */
const GAP = 12;

/**
 * Where a label goes: beside what it measures, never over it, inside the pane, and over no other label or drawing where
 * there is room. `shape` are points of the drawing, `taken` the labels placed before, `others` the other drawings.
 */
export function placeLabel(
  size: { readonly width: number; readonly height: number },
  shape: readonly Spot[],
  pane: { readonly width: number; readonly height: number },
  taken: readonly Box[],
  others: readonly Box[] = [],
): Box {
  const around = boxAround(shape);
  const { left, top, width, height } = around;
  const most = (score: (spot: Spot) => number): Spot =>
    shape.reduce((best, spot) => (score(spot) > score(best) ? spot : best), shape[0] ?? [0, 0]);
  const clampY = (y: number) => Math.min(Math.max(y, 2), Math.max(2, pane.height - size.height - 2));
  const clampX = (x: number) => Math.min(Math.max(x, 2), Math.max(2, pane.width - size.width - 2));
  const right = most(([x]) => x);
  const bottom = most(([, y]) => y);
  const highest = most(([, y]) => -y);
  const leftmost = most(([x]) => -x);
  const at = (x: number, y: number): Box => ({ left: x, top: y, ...size });
  const beside = [
    at(left + width + GAP, clampY(right[1] - size.height / 2)),
    at(clampX(bottom[0] - size.width / 2), top + height + GAP),
    at(left - GAP - size.width, clampY(leftmost[1] - size.height / 2)),
    at(clampX(highest[0] - size.width / 2), top - GAP - size.height),
    at(left + width + GAP, top - GAP - size.height),
    at(left + width + GAP, top + height + GAP),
    at(left - GAP - size.width, top + height + GAP),
    at(left - GAP - size.width, top - GAP - size.height),
  ];
  const isInside = (box: Box) =>
    box.left >= 0 &&
    box.top >= 0 &&
    box.left + box.width <= pane.width &&
    box.top + box.height <= pane.height;
  // Text over text cannot be read; text over another drawing can, by its dark edge.
  const covered = (box: Box) =>
    taken.reduce((sum, other) => sum + 8 * overlap(box, other), 0) +
    others.reduce((sum, other) => sum + overlap(box, other), 0);
  const free = beside.filter(isInside);
  const clear = free.find((box) => covered(box) === 0);
  if (clear) return clear;
  if (free.length > 0) return free.reduce((best, box) => (covered(box) < covered(best) ? box : best));
  // The drawing fills the pane: the corner of the pane that hides least of it.
  const corners = [
    at(clampX(Infinity), clampY(Infinity)),
    at(clampX(Infinity), 2),
    at(2, clampY(Infinity)),
    at(2, 2),
  ];
  const hidden = (box: Box) => shape.filter((spot) => isIn(spot, box)).length * 1e4 + covered(box);
  return corners.reduce((best, box) => (hidden(box) < hidden(best) ? box : best));
}
