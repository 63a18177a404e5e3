type Point = readonly [x: number, y: number];

/** A side of a polygon that is not level, from its lower end. */
interface Side {
  readonly low: number;
  readonly high: number;
  readonly x: number;
  /** By how much x grows with y. */
  readonly slope: number;
}

/** More steps than this are not made: some seconds. */
const MOST_STEPS = 20_000_000;

const xAt = ({ x, low, slope }: Side, y: number) => x + (y - low) * slope;

function sidesOf(polygons: readonly (readonly Point[])[]): Side[] {
  const sides: Side[] = [];
  for (const polygon of polygons)
    for (let at = 0; at < polygon.length; at++) {
      const [from, to] = [polygon[at], polygon[(at + 1) % polygon.length]];
      if (!from || !to || from[1] === to[1]) continue;
      const [a, b] = from[1] < to[1] ? [from, to] : [to, from];
      sides.push({ low: a[1], high: b[1], x: a[0], slope: (b[0] - a[0]) / (b[1] - a[1]) });
    }
  return sides.sort((a, b) => a.low - b.low);
}

/** What lies between the first and second, third and fourth of sides that do not cross each other here. */
function between(sides: readonly Side[], low: number, high: number): number {
  const middle = (low + high) / 2;
  const at = sides.map((side) => xAt(side, middle)).sort((a, b) => a - b);
  let width = 0;
  for (let one = 0; one + 1 < at.length; one += 2) width += (at[one + 1] ?? 0) - (at[one] ?? 0);
  return width * (high - low);
}

/** Where sides cross each other between two heights, rising, with these at the ends; undefined: nowhere. */
function crossings(sides: readonly Side[], low: number, high: number): readonly number[] | undefined {
  const sorted = sides
    .map((side) => ({ side, low: xAt(side, low), high: xAt(side, high) }))
    .sort((a, b) => a.low - b.low || a.high - b.high);
  if (sorted.every(({ high: x }, at) => at === 0 || x >= (sorted[at - 1]?.high ?? 0))) return undefined;
  const found: number[] = [];
  sorted.forEach((one, at) => {
    for (const other of sorted.slice(at + 1)) {
      if (other.high >= one.high) continue;
      const y = low + (other.low - one.low) / (one.side.slope - other.side.slope);
      if (y > low && y < high) found.push(y);
    }
  });
  return [low, ...found.sort((a, b) => a - b), high];
}

/** So many strips are measured without a rest. */
const STRIPS_AT_ONCE = 2_000;

/**
 * The area that lies in an odd number of polygons, mm², whatever way they touch, cross or lie in each other and themselves: exact, strip by
 * strip between the heights of all points and crossings. Undefined: there are too many of them. Rests now and then.
 */
export function* evenOddSteps(polygons: readonly (readonly Point[])[]): Generator<void, number | undefined> {
  const sides = sidesOf(polygons);
  const heights = Float64Array.from(sides.flatMap(({ low, high }) => [low, high])).sort();
  let [area, steps, next] = [0, 0, 0];
  let active: Side[] = [];
  for (let at = 0; at + 1 < heights.length; at++) {
    const [low, high] = [heights[at] ?? 0, heights[at + 1] ?? 0];
    if (high <= low) continue;
    if (at % STRIPS_AT_ONCE === 0) yield;
    active = active.filter((side) => side.high > low);
    for (let side = sides[next]; side && side.low <= low; side = sides[++next]) active.push(side);
    steps += active.length;
    const cuts = crossings(active, low, high);
    if (cuts) steps += active.length * (active.length + cuts.length);
    if (steps > MOST_STEPS) return undefined;
    if (!cuts) area += between(active, low, high);
    else for (const [cut, from] of cuts.entries()) area += between(active, from, cuts[cut + 1] ?? from);
  }
  return area;
}
