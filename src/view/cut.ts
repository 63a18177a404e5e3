import { cross, dot, type Triple } from '@/dicom/geometry/geometry';
import { patchPane } from './actions';
import { endBlink } from './blink';
import type { Cross, Cut, CutPlane, FrameName, ImageRef, Pane, Slab, ViewState } from './viewState';

export const LEAST_SLAB_MM = 0.1;
export const MOST_SLAB_MM = 100;
export const CUT_PLANES = ['axial', 'coronal', 'sagittal'] as const satisfies readonly CutPlane[];

/** Unit vectors in LPS: where the screen's right and bottom lie, and what looks away from whoever looks. */
export interface CutAxes {
  readonly right: Triple;
  readonly down: Triple;
  /** right x down. */
  readonly normal: Triple;
}

/** As radiologists look: from the feet, from the front, from the left (patient's anterior at the left). */
const UNTURNED: Readonly<Record<CutPlane, CutAxes>> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0], normal: [0, 0, 1] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1], normal: [0, 1, 0] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1], normal: [-1, 0, 0] },
};

/** Unit quaternion: real part, then vector part. */
type Turn = readonly [w: number, x: number, y: number, z: number];

function turnOf([x, y, z]: Triple = [0, 0, 0]): Turn {
  return [Math.sqrt(Math.max(0, 1 - x * x - y * y - z * z)), x, y, z];
}

function after([aw, ...a]: Turn, [bw, ...b]: Turn): Turn {
  const [x, y, z] = cross(a, b);
  return [aw * bw - dot(a, b), aw * b[0] + bw * a[0] + x, aw * b[1] + bw * a[1] + y, aw * b[2] + bw * a[2] + z];
}

function turned([w, ...v]: Turn, point: Triple): Triple {
  const [ux, uy, uz] = cross(v, point);
  const [tx, ty, tz]: Triple = [2 * ux, 2 * uy, 2 * uz];
  const [cx, cy, cz] = cross(v, [tx, ty, tz]);
  return [point[0] + w * tx + cx, point[1] + w * ty + cy, point[2] + w * tz + cz];
}

/** Rounding leaves no -0 and no 1e-17 in what lies along an axis of the patient. */
const tidied = (v: Triple): Triple => {
  const [x, y, z] = v.map((part) => (Math.abs(part) < 1e-9 ? 0 : Math.abs(Math.abs(part) - 1) < 1e-9 ? Math.sign(part) : part));
  return [x ?? 0, y ?? 0, z ?? 0];
};

/** The shortest turn that takes one unit vector to another. */
function shortest(from: Triple, to: Triple): Turn | undefined {
  const w = 1 + dot(from, to);
  if (w < 1e-6) return undefined;
  const v = cross(from, to);
  const length = Math.hypot(w, ...v);
  return [w / length, v[0] / length, v[1] / length, v[2] / length];
}

/**
 * The axes of a plane. Turning about its own normal leaves its picture as it is: what turns then are the two others, which stay
 * perpendicular to it and to each other.
 */
export function cutAxes(plane: CutPlane, turn?: Triple): CutAxes {
  const own = UNTURNED[plane];
  if (!turn) return own;
  const normal = tidied(turned(turnOf(turn), own.normal));
  // Seen from the other side, the top stays the top.
  const lean: Turn = shortest(own.normal, normal) ?? [0, ...own.down];
  return { right: tidied(turned(lean, own.right)), down: tidied(turned(lean, own.down)), normal };
}

/** The turn after another one about an axis (unit vector), right-handed. */
export function turnedBy(turn: Triple | undefined, axis: Triple, degrees: number): Triple | undefined {
  const half = (degrees * Math.PI) / 360;
  const [s, c] = [Math.sin(half), Math.cos(half)];
  const [w, x, y, z] = after([c, s * axis[0], s * axis[1], s * axis[2]], turnOf(turn));
  const side = w < 0 ? -1 : 1;
  const tidy = (part: number) => Math.round(side * part * 1e6) / 1e6 + 0;
  const next: Triple = [tidy(x), tidy(y), tidy(z)];
  // Rounding may not lead out of the unit sphere, nor leave a turn by nothing.
  const length = Math.hypot(...next);
  if (length < 2e-6) return undefined;
  return length > 1 ? [next[0] / length / 1.000001, next[1] / length / 1.000001, next[2] / length / 1.000001] : next;
}

const isOf = (a: FrameName, b: FrameName): boolean => a.study === b.study && a.frame === b.frame;

/** The cross of a frame of reference; undefined: the middle of the volume, unturned. */
export const crossOf = ({ crosses = [] }: Pick<ViewState, 'crosses'>, of: FrameName): Cross | undefined =>
  crosses.find((one) => isOf(one, of));

const MICRO = 1e6;
const rounded = (mm: number): number => Math.round(mm * MICRO) / MICRO + 0;

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

/** What of a pane goes on where it is cut, or is no longer. */
const looked = ({ study, series, window, inverted }: Pane): Pane => ({
  ...{ study, series },
  ...(window ? { window } : {}),
  ...(inverted ? { inverted } : {}),
});

/**
 * The three planes of a pane's series and, beside them, its stored images: in the place of all panes of this screen. They meet at
 * `cross`; the stored image is the one that was looked at.
 */
export function openPlanes(view: ViewState, index: number, cross: Cross): ViewState {
  const pane = view.panes[index];
  if (!pane) return view;
  const { breastStep: _, ...rest } = endBlink(view);
  const plain = looked(pane);
  const stored: Pane = { ...plain, ...(pane.at ? { at: pane.at } : {}) };
  const panes = [...CUT_PLANES.map((plane): Pane => ({ ...plain, cut: { plane } })), stored];
  return setCross({ ...rest, grid: { rows: 2, columns: 2 }, panes, active: 0 }, cross, cross);
}

/** The stored images of a pane's series alone, at this one; its planes go. */
export function closePlanes(view: ViewState, index: number, at: ImageRef | undefined): ViewState {
  const pane = view.panes[index];
  if (!pane) return view;
  const { breastStep: _, crosses = [], ...rest } = endBlink(view);
  const panes = [{ ...looked(pane), ...(at ? { at } : {}) }];
  const isCutElsewhere = (rest.screens ?? []).some((one) => one.panes.some((each) => each?.cut));
  return {
    ...rest,
    ...(isCutElsewhere && crosses.length > 0 ? { crosses } : {}),
    grid: { rows: 1, columns: 1 },
    panes,
    active: 0,
  };
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
export const setSlab = (view: ViewState, index: number, slab: Slab | undefined): ViewState =>
  patchCut(view, index, {
    slab: slab && { mm: Math.min(MOST_SLAB_MM, Math.max(LEAST_SLAB_MM, rounded(slab.mm))), by: slab.by },
  });

/** Whether any pane of this screen shows a plane. */
export const isCut = ({ panes }: { readonly panes: readonly ({ readonly cut?: unknown } | null)[] }): boolean =>
  panes.some((pane) => pane?.cut !== undefined);
