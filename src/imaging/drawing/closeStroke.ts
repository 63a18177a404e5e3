import type { PointPx } from '@/dicom/geometry/pointPx';
import { isKnotted } from '@/measurement/reading/outline';

/** What a hand runs past the start of its stroke, and begins before the place where it closes it: in parts of the stroke. */
const MOST_SHARE = 0.1;

const lengthOf = ([x1, y1]: PointPx, [x2, y2]: PointPx): number => Math.hypot(x2 - x1, y2 - y1);

/** Where two sides meet, in parts of each; undefined where they do not, or run along each other. */
function meeting(
  [a, b]: readonly [PointPx, PointPx],
  [c, d]: readonly [PointPx, PointPx],
): readonly [number, number] | undefined {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const across = ux * vy - uy * vx;
  if (across === 0) return undefined;
  const [wx, wy] = [c[0] - a[0], c[1] - a[1]];
  const [s, t] = [(wx * vy - wy * vx) / across, (wx * uy - wy * ux) / across];
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? [s, t] : undefined;
}

/** A side of the stroke: its number, its ends, and how far along the stroke it begins. */
interface Side {
  readonly i: number;
  readonly ends: readonly [PointPx, PointPx];
  readonly length: number;
  readonly before: number;
}

function sidesOf(stroke: readonly PointPx[]): readonly Side[] {
  let before = 0;
  return stroke.slice(1).map((to, i) => {
    const from = stroke[i] ?? to;
    const side: Side = { i, ends: [from, to], length: lengthOf(from, to), before };
    before += side.length;
    return side;
  });
}

/** Cut at the first place near its end where a stroke meets its beginning: the closed line between. */
function cutAtMeeting(stroke: readonly PointPx[], sides: readonly Side[], total: number, reachPx: number) {
  const most = MOST_SHARE * total;
  const heads = sides.filter(({ before }) => before <= Math.min(reachPx, most));
  const tails = sides.filter(
    ({ before, length }) => total - before - length <= Math.min(reachPx, most) && before > most,
  );
  for (const tail of tails) {
    const met = heads.flatMap((head) => {
      const at = meeting(tail.ends, head.ends);
      const [ran, begun] = at
        ? [total - tail.before - at[0] * tail.length, head.before + at[1] * head.length]
        : [Infinity, Infinity];
      return at && ran <= reachPx && begun <= reachPx && ran + begun <= most ? [{ at, head }] : [];
    });
    const [first] = met.sort((a, b) => a.at[0] - b.at[0]);
    if (!first) continue;
    const { ends, i } = tail;
    const [[x1, y1], [x2, y2]] = ends;
    const share = first.at[0];
    const corner: PointPx = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
    const between = stroke.slice(first.head.i + 1, i + 1);
    return [corner, ...between.filter((point) => lengthOf(point, corner) > 1e-9)];
  }
  return undefined;
}

/** Without what it ran past its start: up to the corner near its end that lies nearest to it. */
function cutAtNearest(stroke: readonly PointPx[], sides: readonly Side[], total: number, reachPx: number) {
  const [start] = stroke;
  if (!start) return stroke;
  const most = Math.min(reachPx, MOST_SHARE * total);
  const [nearest] = sides
    .filter(({ before, length }) => total - before - length <= most)
    .map(({ i, ends }) => ({ i, away: lengthOf(ends[1], start) }))
    .sort((a, b) => a.away - b.away);
  return nearest ? stroke.slice(0, nearest.i + 2) : stroke;
}

/**
 * The contour that a hand meant which ran past the start of its stroke: closed where the stroke meets its own beginning,
 * if what is cut off both ends is no longer than `reachPx` each and no more than a tenth of the stroke. A figure of eight
 * has two parts to it that are longer: it stays as it is drawn, and crosses itself.
 */
export function closeStroke(stroke: readonly PointPx[], reachPx: number): readonly PointPx[] {
  const sides = sidesOf(stroke);
  const last = sides.at(-1);
  if (!last) return stroke;
  const total = last.before + last.length;
  const cut = cutAtMeeting(stroke, sides, total, reachPx);
  if (cut) return cut;
  if (!isKnotted(stroke)) return stroke;
  // It ran on beside its beginning: the straight way back to the start is what crosses.
  const shorter = cutAtNearest(stroke, sides, total, reachPx);
  return isKnotted(shorter) ? stroke : shorter;
}
