import { cross, dot, pixelToLps, type Plane, type Triple } from '@/dicom/geometry/geometry';
import { stepsWithin, type Fillable, type PlaneRaster } from '@/dicom/geometry/planeRaster';
import type { ContourSlab, ContourStack } from './contourStack';
import type { Contour } from './readStructures';

/** A line of a picture moves less than this from the one before, mm: all of them see the same of a contour. */
const SAME_LINE_MM = 1e-9;
/** So many sides are worked on without a rest. */
const SIDES_AT_ONCE = 2_000;

/** Lines of the picture that run along the contours as much as any: rows, else columns. Pixels are numbered along them. */
interface Scan {
  readonly isByRows: boolean;
  readonly lines: number;
  readonly pixels: number;
  /** Middle of the first pixel of the first line, its step along the line, and from line to line. */
  readonly origin: Triple;
  readonly along: Triple;
  readonly across: Triple;
  /** Unit vectors in the plane of the contours: as the lines run, and at right angles. */
  readonly e: Triple;
  readonly f: Triple;
  /** mm of `e` from pixel to pixel. */
  readonly stepMm: number;
}

const flattened = (v: Triple, normal: Triple): Triple => {
  const by = dot(v, normal);
  return [v[0] - by * normal[0], v[1] - by * normal[1], v[2] - by * normal[2]];
};

function scanOf({ plane, columns, rows }: PlaneRaster, normal: Triple): Scan {
  const still: Plane = { ...plane, positionLps: [0, 0, 0] };
  const [right, down] = [pixelToLps(still, 1, 0), pixelToLps(still, 0, 1)];
  const [flatRight, flatDown] = [flattened(right, normal), flattened(down, normal)];
  const isByRows = Math.hypot(...flatRight) >= Math.hypot(...flatDown);
  const flat = isByRows ? flatRight : flatDown;
  const stepMm = Math.hypot(...flat);
  const e: Triple = [flat[0] / stepMm, flat[1] / stepMm, flat[2] / stepMm];
  return {
    ...{ isByRows, lines: isByRows ? rows : columns, pixels: isByRows ? columns : rows },
    ...{ origin: plane.positionLps, along: isByRows ? right : down, across: isByRows ? down : right },
    ...{ e, f: cross(normal, e), stepMm },
  };
}

/** Which lines see a slab, and of each the pixels that lie in it. */
function linesIn(scan: Scan, normal: Triple, withinMm: ContourSlab['withinMm']) {
  const [t0, perPixel, perLine] = [
    dot(scan.origin, normal),
    dot(scan.along, normal),
    dot(scan.across, normal),
  ];
  const farMm = perPixel * (scan.pixels - 1);
  const [low, high] = [Math.min(0, farMm), Math.max(0, farMm)];
  const [first, end] = stepsWithin(
    t0,
    perLine,
    [withinMm[0] - high - 1e-9, withinMm[1] - low + 1e-9],
    scan.lines,
  );
  return {
    ...{ first, end },
    pixelsOf: (line: number) => stepsWithin(t0 + line * perLine, perPixel, withinMm, scan.pixels),
  };
}

/**
 * Where the sides of contours cross the lines of a scan, in mm of `e`: by line, from `first` to the one before `end`. Where all lines are the
 * same one, that of the first line.
 */
function* crossingsOf(
  contours: readonly Contour[],
  { origin, across, e, f }: Scan,
  first: number,
  end: number,
): Generator<void, readonly number[][]> {
  const perLine = dot(across, f);
  const isOne = Math.abs(perLine) < SAME_LINE_MM;
  const f0 = dot(origin, f);
  const found: number[][] = Array.from({ length: isOne ? 1 : end - first }, () => []);
  let sides = 0;
  for (const { pointsLps: p } of contours) {
    const count = p.length / 3;
    const at = (point: number, way: Triple): number =>
      (p[3 * point] ?? 0) * way[0] + (p[3 * point + 1] ?? 0) * way[1] + (p[3 * point + 2] ?? 0) * way[2];
    let [ae, af] = [at(count - 1, e), at(count - 1, f)];
    for (let point = 0; point < count; point++) {
      const [be, bf] = [at(point, e), at(point, f)];
      const [j, k] = isOne ? [0, 0] : [(af - f0) / perLine - first, (bf - f0) / perLine - first];
      // One line more on either side: who crosses is asked of the heights themselves.
      const from = Math.max(0, Math.ceil(Math.min(j, k)) - 1);
      const to = Math.min(found.length - 1, Math.floor(Math.max(j, k)) + 1);
      for (let line = from; line <= to; line++) {
        const height = f0 + (first + line) * perLine;
        if (af <= height !== bf <= height) found[line]?.push(ae + ((height - af) / (bf - af)) * (be - ae));
      }
      [ae, af] = [be, bf];
      if (++sides % SIDES_AT_ONCE === 0) yield;
    }
  }
  for (const one of found) one.sort((a, b) => a - b);
  return found;
}

function* drawSlab(
  { contours, withinMm }: ContourSlab,
  normal: Triple,
  scan: Scan,
  raster: Fillable,
): Generator<void, void> {
  const { first, end, pixelsOf } = linesIn(scan, normal, withinMm);
  if (end <= first) return;
  const crossings = yield* crossingsOf(contours, scan, first, end);
  const [e0, perLine] = [dot(scan.origin, scan.e), dot(scan.across, scan.e)];
  for (let line = first; line < end; line++) {
    const at = crossings[crossings.length === 1 ? 0 : line - first] ?? [];
    const [from, to] = at.length > 1 ? pixelsOf(line) : [0, 0];
    for (let one = 0; one + 1 < at.length; one += 2) {
      const pixel = (mm: number) => Math.ceil((mm - e0 - line * perLine) / scan.stepMm);
      const [a, b] = [Math.max(from, pixel(at[one] ?? 0)), Math.min(to, pixel(at[one + 1] ?? 0))];
      if (scan.isByRows) raster.fill(line, a, b);
      else for (let row = a; row < b; row++) raster.mark(line, row, 255);
    }
  }
}

/**
 * Fills what a plane across the contours of a stack cuts of them: each is a slab as thick as half of the way to its neighbours on either side, and
 * what lies in an odd number of contours is in (PS3.3 C.8.8.6.3). A pixel is in where its middle is. Rests now and then: whoever works
 * it out may stop there.
 */
export function* slabsOnPlane(
  { normal, slabs }: ContourStack,
  on: PlaneRaster,
  raster: Fillable,
): Generator<void, void> {
  const scan = scanOf(on, normal);
  for (const slab of slabs) {
    yield* drawSlab(slab, normal, scan, raster);
    yield;
  }
}
