import type { PointPx } from '@/dicom/geometry/pointPx';
import type { GreyRaster } from './greyPicture';

/** How far from a seed a line along edges may run, in pixels on each side. */
const REACH_PX = 256;
/** What a step costs where there is no edge at all, and on the strongest. Steps must cost something, or lines wander. */
const DEAR = 100;
const CHEAP = 2;
const COSTS = DEAR * 2;

/** Strength of the edge at a pixel (Sobel's operator). */
function edgeAt({ rows, columns, values }: GreyRaster, x: number, y: number): number {
  const at = (dx: number, dy: number): number => {
    const column = Math.min(columns - 1, Math.max(0, x + dx));
    const row = Math.min(rows - 1, Math.max(0, y + dy));
    const value = values[row * columns + column] ?? 0;
    return Number.isFinite(value) ? value : 0;
  };
  const across = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
  const down = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
  return Math.hypot(across, down);
}

const NEIGHBOURS = [
  [1, 0, 1],
  [0, 1, 1],
  [-1, 0, 1],
  [0, -1, 1],
  [1, 1, Math.SQRT2],
  [-1, 1, Math.SQRT2],
  [-1, -1, Math.SQRT2],
  [1, -1, Math.SQRT2],
] as const;

/** A line from a seed that keeps to edges (Mortensen and Barrett's intelligent scissors). */
export interface Wire {
  /** From the seed to a point, both ends included; straight where the point is out of reach. */
  to(point: PointPx): readonly PointPx[];
}

/** Finds the cheapest ways from a seed to everywhere in its reach (Dijkstra, costs in whole numbers). */
export function createWire(picture: GreyRaster, seed: PointPx): Wire {
  const { rows, columns } = picture;
  const inImage = ([x, y]: PointPx): PointPx => [
    Math.min(columns - 1, Math.max(0, Math.round(x))),
    Math.min(rows - 1, Math.max(0, Math.round(y))),
  ];
  const [sx, sy] = inImage(seed);
  const [left, top] = [Math.max(0, sx - REACH_PX), Math.max(0, sy - REACH_PX)];
  const width = Math.min(columns - 1, sx + REACH_PX) - left + 1;
  const height = Math.min(rows - 1, sy + REACH_PX) - top + 1;
  const edges = new Float32Array(width * height);
  for (let at = 0; at < edges.length; at++) {
    edges[at] = edgeAt(picture, left + (at % width), top + Math.floor(at / width));
  }
  // The strongest hundredth counts as the strongest: one bright speck must not make all other edges faint.
  const strongest = Math.max(1e-9, edges.slice().sort()[Math.floor(edges.length * 0.99)] ?? 0, 1e-9);
  const cost = (at: number): number =>
    CHEAP + (DEAR - CHEAP) * (1 - Math.min(1, (edges[at] ?? 0) / strongest)) ** 2;

  const from = new Int32Array(edges.length).fill(-1);
  const paid = new Float64Array(edges.length).fill(Infinity);
  const isDone = new Uint8Array(edges.length);
  const buckets: number[][] = Array.from({ length: COSTS }, () => []);
  const start = (sy - top) * width + (sx - left);
  paid[start] = 0;
  buckets[0]?.push(start);
  let waiting = 1;
  for (let now = 0; waiting > 0; now++) {
    const bucket = buckets[now % COSTS] ?? [];
    for (let at = bucket.pop(); at !== undefined; at = bucket.pop()) {
      waiting--;
      if (isDone[at] === 1) continue;
      isDone[at] = 1;
      const [x, y] = [at % width, Math.floor(at / width)];
      for (const [dx, dy, length] of NEIGHBOURS) {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const next = ny * width + nx;
        const sum = (paid[at] ?? 0) + Math.max(1, Math.round(cost(next) * length));
        if (isDone[next] === 1 || sum >= (paid[next] ?? Infinity)) continue;
        paid[next] = sum;
        from[next] = at;
        buckets[sum % COSTS]?.push(next);
        waiting++;
      }
    }
  }
  return {
    to(point) {
      const [x, y] = inImage(point);
      const [px, py] = [x - left, y - top];
      if (px < 0 || py < 0 || px >= width || py >= height) return [seed, point];
      const way: PointPx[] = [];
      for (let at = py * width + px; at >= 0; at = from[at] ?? -1) {
        way.push([left + (at % width), top + Math.floor(at / width)]);
      }
      return way.reverse();
    },
  };
}

/** The place on the steepest slope across the line, within a pixel: edges run between pixels, not along their middles. */
function toEdge(picture: GreyRaster, before: PointPx, point: PointPx, after: PointPx): PointPx {
  const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1e-9) return point;
  const [nx, ny] = [-dy / length, dx / length];
  const { rows, columns, values } = picture;
  const value = (away: number): number => {
    const x = Math.min(columns - 1.001, Math.max(0, point[0] + nx * away));
    const y = Math.min(rows - 1.001, Math.max(0, point[1] + ny * away));
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const at = (column: number, row: number) => values[row * columns + column] ?? 0;
    const upper = at(x0, y0) * (1 - (x - x0)) + at(x0 + 1, y0) * (x - x0);
    const lower = at(x0, y0 + 1) * (1 - (x - x0)) + at(x0 + 1, y0 + 1) * (x - x0);
    return upper * (1 - (y - y0)) + lower * (y - y0);
  };
  // The centre of gravity of the slope: where half of the step is climbed.
  let [weight, sum] = [0, 0];
  for (let away = -1.25; away <= 1.25; away += 0.5) {
    const slope = (value(away + 0.25) - value(away - 0.25)) ** 2;
    weight += slope;
    sum += slope * away;
  }
  const by = weight > 0 ? sum / weight : 0;
  return [point[0] + nx * by, point[1] + ny * by];
}

/** The whole closed wire, moved from pixel to pixel onto the edge itself. */
export const settle = (picture: GreyRaster, wire: readonly PointPx[]): readonly PointPx[] =>
  wire.map((point, i) =>
    toEdge(picture, wire.at(i - 2) ?? point, point, wire[(i + 2) % wire.length] ?? point),
  );
