import type { PaneImageLook } from '@/imaging/pane/paneLook';
import { dot, type Triple } from '@/dicom/geometry/geometry';
import { stepMm } from '@/dicom/volume/planeSteps';
import { extentMm, longestEdgeMm, middleOfVolume, type VolumeGrid } from '@/dicom/volume/volumeGrid';
import { canvasSize, type PaneSize } from '@/imaging/projection/projection';
import type { CutPlane as Picture } from '@/imaging/volume/planeSource';
import { CUT_PLANES, cutAxes, type CutAxes } from '@/view/cut';
import type { BodyPlane } from '@/dicom/volume/planeDirections';
import type { Cross, Cut } from '@/view/viewState';

type Point = readonly [x: number, y: number];

/** Where a plane lies in its pane. */
export interface CutPlace {
  readonly axes: CutAxes;
  /** The patient point in the middle of the pane. */
  readonly centreLps: Triple;
  readonly cssPerMm: number;
  /** Of the pane, CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  toCanvas(pointLps: Triple): Point;
  /** On the plane. */
  toLps(at: Point): Triple;
}

const moved = (from: Triple, along: Triple, mm: number): Triple => [
  from[0] + mm * along[0],
  from[1] + mm * along[1],
  from[2] + mm * along[2],
];
const between = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** Zoom 1 fits the longest edge of the volume, whatever the plane and its turn: the picture does not breathe while it is turned. */
export function placeCut(
  grid: VolumeGrid,
  { plane, centreMm = [0, 0] }: Cut,
  { atLps, turn }: Pick<Cross, 'atLps' | 'turn'>,
  zoom: number,
  pane: PaneSize,
): CutPlace {
  const size = canvasSize(pane);
  const axes = cutAxes(plane, turn);
  const cssPerMm = (zoom * Math.min(size.width, size.height)) / longestEdgeMm(grid);
  const middle = middleOfVolume(grid);
  const depth = dot(between(atLps, middle), axes.normal);
  const inPlane = moved(moved(middle, axes.right, centreMm[0]), axes.down, centreMm[1]);
  const centreLps = moved(inPlane, axes.normal, depth);
  return {
    ...{ axes, centreLps, cssPerMm, size },
    toCanvas: (point) => {
      const away = between(point, centreLps);
      return [
        size.width / 2 + dot(away, axes.right) * cssPerMm,
        size.height / 2 + dot(away, axes.down) * cssPerMm,
      ];
    },
    toLps: ([x, y]) =>
      moved(
        moved(centreLps, axes.right, (x - size.width / 2) / cssPerMm),
        axes.down,
        (y - size.height / 2) / cssPerMm,
      ),
  };
}

/** The picture of a place: one sample for each device pixel. */
export const pictureOf = (
  { axes, centreLps, cssPerMm, size }: CutPlace,
  { slab }: Cut,
  ratio: number,
): Picture => ({
  ...{ centreLps, right: axes.right, down: axes.down },
  mmPerPixel: 1 / (cssPerMm * ratio),
  widthPx: Math.max(1, Math.round(size.width * ratio)),
  heightPx: Math.max(1, Math.round(size.height * ratio)),
  ...(slab ? { slab: { thicknessMm: slab.mm, mode: slab.by } } : {}),
});

/** Where the other two planes cut a plane: along both normals, on the screen of this one. */
export function linesOn(plane: BodyPlane, turn: Triple | undefined) {
  const own = cutAxes(plane, turn);
  const others = CUT_PLANES.filter((one) => one !== plane);
  return others.map((other, at) => {
    // Two planes meet along what is perpendicular to both: the normal of the third.
    const third = others[1 - at] ?? other;
    const along = cutAxes(third, turn).normal;
    const [x, y] = [dot(along, own.right), dot(along, own.down)];
    const length = Math.hypot(x, y) || 1;
    return { plane: other, along: [x / length, y / length] as const };
  });
}

/** How far a plane is through its volume: which step of how many, from 0. */
export function stepsOf(grid: VolumeGrid, atLps: Triple, normal: Triple) {
  const [from, to] = extentMm(grid, normal);
  const mm = stepMm(grid, normal);
  const steps = Math.max(1, Math.round((to - from) / mm));
  const step = Math.round((dot(atLps, normal) - from) / mm - 0.5);
  return { steps, step: Math.min(steps - 1, Math.max(0, step)) };
}

/** A plane on the screen, and all that is said of it. */
export interface PaintedCut {
  readonly place: CutPlace;
  readonly look: PaneImageLook;
  readonly cross: Pick<Cross, 'atLps' | 'turn'>;
  readonly isWaiting: boolean;
  readonly isOutside: boolean;
}
