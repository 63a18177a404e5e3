import { cross, dot, type Triple } from '@/dicom/geometry/geometry';
import {
  composeTurns,
  planeDirections,
  turnedBy,
  turnRound,
  type BodyPlane,
} from '@/dicom/volume/planeDirections';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { patchPane, place } from './actions';
import { endBlink } from './blink';
import type { Cross, Cut, CutSlab, FrameName, ImageRef, Pane, ViewState } from './viewState';

export const LEAST_SLAB_MM = 0.1;
export const MOST_SLAB_MM = 100;
export const CUT_PLANES = ['axial', 'coronal', 'sagittal'] as const satisfies readonly BodyPlane[];

/** Unit vectors in LPS: where the screen's right and bottom lie, and what looks away from whoever looks. */
export interface CutAxes {
  readonly right: Triple;
  readonly down: Triple;
  /** right x down. */
  readonly normal: Triple;
}

/** Rounding leaves no -0 and no 1e-17 in what lies along an axis of the patient. */
const tidied = (v: Triple): Triple => {
  const tidy = (part: number) => {
    if (Math.abs(part) < 1e-9) return 0;
    return Math.abs(Math.abs(part) - 1) < 1e-9 ? Math.sign(part) : part;
  };
  return [tidy(v[0]), tidy(v[1]), tidy(v[2])];
};

/** The shortest turn that takes one unit vector to another; undefined: they are opposite. */
function shortest(from: Triple, to: Triple): Triple | undefined {
  const sum = 1 + dot(from, to);
  if (sum < 1e-9) return undefined;
  const [x, y, z] = cross(from, to);
  const length = Math.sqrt(2 * sum);
  return [x / length, y / length, z / length];
}

/**
 * The axes of a plane. Turning about its own normal leaves its picture as it is: what turns then are the two others, which stay
 * perpendicular to it and to each other.
 */
export function cutAxes(plane: BodyPlane, turn?: Triple): CutAxes {
  const own = planeDirections(plane);
  if (!turn) return { ...own, normal: tidied(own.normal) };
  const normal = tidied(turnedBy(turn, own.normal));
  // Seen from the other side, the top stays the top.
  const lean = shortest(own.normal, normal) ?? own.down;
  return { right: tidied(turnedBy(lean, own.right)), down: tidied(turnedBy(lean, own.down)), normal };
}

/** The turn after another one about an axis (unit vector), right-handed; undefined: none is left. */
export function turnedOn(turn: Triple | undefined, axis: Triple, degrees: number): Triple | undefined {
  const [x, y, z] = composeTurns(turnRound(axis, (degrees * Math.PI) / 180), turn ?? [0, 0, 0]);
  const next: Triple = [rounded(x), rounded(y), rounded(z)];
  const length = Math.hypot(...next);
  if (length < 2 / MICRO) return undefined;
  // Rounding does not lead out of the unit sphere.
  const by = length > 1 ? (1 - 2 / MICRO) / length : 1;
  return [rounded(next[0] * by), rounded(next[1] * by), rounded(next[2] * by)];
}

const MICRO = 1e6;
const rounded = (value: number): number => Math.round(value * MICRO) / MICRO + 0;

const isOf = (a: FrameName, b: FrameName): boolean => a.study === b.study && a.frame === b.frame;

/** The cross of a frame of reference; undefined: the middle of the volume, unturned. */
export const crossOf = ({ crosses = [] }: Pick<ViewState, 'crosses'>, of: FrameName): Cross | undefined =>
  crosses.find((one) => isOf(one, of));

/** Moves the place where the planes of a frame of reference meet, or turns them; what is not said stays. */
export function setCross(
  view: ViewState,
  { study, frame }: FrameName,
  to: { readonly atLps: Triple; readonly turn?: Triple | undefined },
): ViewState {
  const { crosses = [] } = view;
  const [x, y, z] = to.atLps;
  const next: Cross = {
    ...{ study, frame, atLps: [rounded(x), rounded(y), rounded(z)] },
    ...(to.turn ? { turn: to.turn } : {}),
  };
  const now = crossOf(view, next);
  if (now && JSON.stringify(now) === JSON.stringify(next)) return view;
  return { ...view, crosses: now ? crosses.map((one) => (one === now ? next : one)) : [...crosses, next] };
}

/** What of a pane goes on where it is cut. */
const looked = ({ study, series, at, window, inverted }: Pane): Pane => ({
  ...{ study, series },
  ...(at ? { at } : {}),
  ...(window ? { window } : {}),
  ...(inverted ? { inverted } : {}),
});

/**
 * The three planes of a pane's series and, beside them, its stored images as they are: in the place of all panes of this screen. They
 * meet at `cross`.
 */
export function openPlanes(view: ViewState, index: number, cross: Cross): ViewState {
  const pane = view.panes[index];
  if (!pane) return view;
  const { breastStep: _, ...rest } = endBlink(view);
  const plain = looked(pane);
  const panes = [...CUT_PLANES.map((plane): Pane => ({ ...plain, cut: { plane } })), pane];
  return setCross({ ...rest, grid: { rows: 2, columns: 2 }, panes, active: 0 }, cross, cross);
}

/**
 * The stored images of a pane's series, at this one, as they stood beside the planes, which go.
 * @param before what was on the screen when the planes were opened from a pane of that series: it comes back. Absent: the images alone.
 */
export function closePlanes(
  view: ViewState,
  index: number,
  at: ImageRef | undefined,
  before?: ViewState,
): ViewState {
  const pane = view.panes[index];
  if (!pane) return view;
  const isOfIt = (one: Pane | null | undefined): one is Pane =>
    one !== null && one !== undefined && one.study === pane.study && one.series === pane.series;
  const stored = view.panes.find((one) => isOfIt(one) && !one.cut) ?? looked(pane);
  const own = { ...stored, ...(at ? { at } : {}) };
  const back = before && isOfIt(before.panes[before.active]) && !isCut(before) ? before : undefined;
  const { breastStep: _, crosses = [], ...rest } = endBlink(view);
  const isCutElsewhere = (rest.screens ?? []).some((one) => one.panes.some((each) => each?.cut));
  return {
    ...rest,
    ...(isCutElsewhere && crosses.length > 0 ? { crosses } : {}),
    grid: back?.grid ?? { rows: 1, columns: 1 },
    panes: back ? back.panes.map((one, place) => (place === back.active ? own : one)) : [own],
    active: back?.active ?? 0,
  };
}

/**
 * Places a series in a pane, but never in place of a plane: then where the stored images beside the planes are; where there are none, the
 * planes go first.
 */
export function placeOffPlanes(
  view: ViewState,
  index: number,
  study: StudyUid,
  series: SeriesUid,
): ViewState {
  if (view.panes[index]?.cut === undefined) return place(view, index, study, series);
  const beside = view.panes.findIndex((pane) => pane?.cut === undefined);
  if (beside >= 0) return place(view, beside, study, series);
  return place(closePlanes(view, index, undefined), 0, study, series);
}

/** Changes how a pane is cut; nothing where it is not. */
export function patchCut(
  view: ViewState,
  index: number,
  patch: { readonly [K in keyof Cut]?: Cut[K] | undefined },
): ViewState {
  const cut = view.panes[index]?.cut;
  if (!cut) return view;
  const next = Object.fromEntries(
    Object.entries({ ...cut, ...patch }).filter(([, value]) => value !== undefined),
  ) as unknown as Cut;
  return patchPane(view, index, { cut: next });
}

/** So thick a slab; undefined: none. */
export const setSlab = (view: ViewState, index: number, slab: CutSlab | undefined): ViewState =>
  patchCut(view, index, {
    slab: slab && { mm: Math.min(MOST_SLAB_MM, Math.max(LEAST_SLAB_MM, rounded(slab.mm))), by: slab.by },
  });

/** Whether any pane of this screen shows a plane. */
export const isCut = ({
  panes,
}: {
  readonly panes: readonly ({ readonly cut?: unknown } | null)[];
}): boolean => panes.some((pane) => pane?.cut !== undefined);
