/** CSS pixels of a pane. */
export type Spot = readonly [x: number, y: number];

export interface PaneBox {
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

export const isIn = ([x, y]: Spot, { left, top, width, height }: PaneBox, margin = 0): boolean =>
  x >= left - margin && x <= left + width + margin && y >= top - margin && y <= top + height + margin;

export function boundsOfSpots(points: readonly Spot[]): PaneBox {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

const overlap = (a: PaneBox, b: PaneBox): number =>
  Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));

/** Something a label is not to cover: a contour with all that it encloses, or lines. */
export interface Obstacle {
  readonly box: PaneBox;
  /** Absent: everything in the box. */
  readonly lines?: readonly (readonly Spot[])[];
}

/** Whether a line between two spots touches a box (Liang and Barsky, 1984). */
export function crosses({ left, top, width, height }: PaneBox, from: Spot, to: Spot): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [first, last] = [0, 1];
  for (const [step, room] of [
    [-dx, from[0] - left],
    [dx, left + width - from[0]],
    [-dy, from[1] - top],
    [dy, top + height - from[1]],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) first = Math.max(first, room / step);
    else last = Math.min(last, room / step);
  }
  return first <= last;
}

function overlapsObstacle(label: PaneBox, { box, lines }: Obstacle): number {
  const shared = overlap(label, { ...box, width: Math.max(box.width, 1), height: Math.max(box.height, 1) });
  if (shared === 0 || !lines) return shared;
  const isHit = lines.some((line) => line.some((end, i) => crosses(label, line[i - 1] ?? end, end)));
  return isHit ? shared : 0;
}

/** Between a label and what it belongs to. */
const GAP = 12;
/** Where there is no room beside a drawing, its label goes further out by steps of this; a line leads to it. */
const STEP_PX = 22;
const MOST_STEPS = 6;
/** To either side of a label its ground reaches this far, so that no end of a line beside a number is a minus sign. */
export const MARGIN_PX = 4;

/**
 * Where a label goes: beside what it measures, never over it, inside the pane, and over no other label or drawing where
 * there is room. `shape` are points of the drawing, `taken` the labels placed before, `others` the other drawings.
 */
export function placeLabel(
  size: { readonly width: number; readonly height: number },
  shape: readonly Spot[],
  pane: { readonly width: number; readonly height: number },
  taken: readonly PaneBox[],
  others: readonly Obstacle[] = [],
): PaneBox {
  const isInside = (box: PaneBox) =>
    box.left >= 0 &&
    box.top >= 0 &&
    box.left + box.width <= pane.width &&
    box.top + box.height <= pane.height;
  const grounds = taken.map((box) => ({
    ...box,
    left: box.left - MARGIN_PX,
    width: box.width + 2 * MARGIN_PX,
  }));
  // Text over text cannot be read; text over another drawing can, by its dark edge.
  const covered = (box: PaneBox) =>
    grounds.reduce((sum, other) => sum + 8 * overlap(box, other), 0) +
    others.reduce((sum, other) => sum + overlapsObstacle(box, other), 0);
  let best: { readonly box: PaneBox; readonly cost: number } | undefined;
  for (let step = 0; step <= MOST_STEPS; step += 1) {
    for (const box of boxesBeside(size, shape, pane, GAP + step * STEP_PX)) {
      if (!isInside(box)) continue;
      const cost = covered(box);
      if (cost === 0) return box;
      if (!best || cost < best.cost) best = { box, cost };
    }
  }
  if (best) return best.box;
  // The drawing fills the pane: the place at the pane's edge that hides least of it, and no other label.
  const hidden = (box: PaneBox) => shape.filter((spot) => isIn(spot, box)).length * 1e4 + covered(box);
  const isOnLabel = (box: PaneBox) => grounds.some((other) => overlap(box, other) > 0);
  const costOf = (box: PaneBox) => (isOnLabel(box) ? 1e9 : 0) + hidden(box);
  return boxesAtEdges(size, pane).reduce((one, other) => (costOf(other) < costOf(one) ? other : one));
}

type Size = { readonly width: number; readonly height: number };

const clamped = (value: number, size: number, room: number) =>
  Math.min(Math.max(value, 2), Math.max(2, room - size - 2));

/** The places beside a drawing, at a distance from it: the best first. */
function boxesBeside(size: Size, shape: readonly Spot[], pane: Size, gap: number): readonly PaneBox[] {
  const { left, top, width, height } = boundsOfSpots(shape);
  const most = (score: (spot: Spot) => number): Spot =>
    shape.reduce((best, spot) => (score(spot) > score(best) ? spot : best), shape[0] ?? [0, 0]);
  const clampX = (x: number) => clamped(x, size.width, pane.width);
  const clampY = (y: number) => clamped(y, size.height, pane.height);
  const [right, bottom] = [most(([x]) => x), most(([, y]) => y)];
  const [leftmost, highest] = [most(([x]) => -x), most(([, y]) => -y)];
  const [after, before] = [left + width + gap, left - gap - size.width];
  const [below, above] = [top + height + gap, top - gap - size.height];
  const at = (x: number, y: number): PaneBox => ({ left: x, top: y, ...size });
  return [
    at(after, clampY(right[1] - size.height / 2)),
    at(clampX(bottom[0] - size.width / 2), below),
    at(before, clampY(leftmost[1] - size.height / 2)),
    at(clampX(highest[0] - size.width / 2), above),
    at(after, above),
    at(after, below),
    at(before, below),
    at(before, above),
  ];
}

/** Down the right and the left edge of a pane, from the corners below. */
function boxesAtEdges(size: Size, pane: Size): readonly PaneBox[] {
  const xs = [clamped(Infinity, size.width, pane.width), 2];
  const rows = Math.max(1, Math.floor((pane.height - 4) / (size.height + 4)));
  const corners = xs.flatMap((left) =>
    [clamped(Infinity, size.height, pane.height), 2].map((top) => ({ left, top, ...size })),
  );
  const between = Array.from({ length: rows }, (_, row) =>
    xs.map((left) => ({
      left,
      top: clamped(pane.height - (row + 1) * (size.height + 4), size.height, pane.height),
      ...size,
    })),
  ).flat();
  return [...corners, ...between];
}
