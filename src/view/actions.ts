import { withCalibration, withoutCalibration, type Calibration } from '@/dicom/geometry/calibration';
import type { PetUnit } from '@/dicom/transforms/petUnit';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { endBlink, withActiveSeen } from './blink';
import type { Cut, Grid, KeyImage, Pane, QuarterTurn, ViewState } from './viewState';

/** How a pane can be changed: undefined takes a field back to its default. */
export type PanePatch = { readonly [K in keyof Pane]?: Pane[K] | undefined };

/** Two plain values with the same content. */
const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const patched = (pane: Pane, patch: PanePatch): Pane => {
  const entries = Object.entries({ ...pane, ...patch }).filter(([, value]) => value !== undefined);
  const next = Object.fromEntries(entries) as unknown as Pane;
  return equal(pane, next) ? pane : next;
};

/** Planes of one series are one picture: what their values are shown with is the same in each. */
const OF_ALL_CUTS: ReadonlySet<string> = new Set<keyof Pane>([
  ...(['window', 'voiLut', 'inverted', 'layers'] as const),
]);

/** Changes one pane, and what planes have in common in those of its series; the same view when nothing would change or the pane is empty. */
export function patchPane(view: ViewState, index: number, patch: PanePatch): ViewState {
  const pane = view.panes[index];
  if (!pane) return view;
  const common = Object.fromEntries(Object.entries(patch).filter(([key]) => OF_ALL_CUTS.has(key)));
  const isBeside = (one: Pane | null): one is Pane =>
    pane.cut !== undefined &&
    one?.cut !== undefined &&
    one.series === pane.series &&
    one.study === pane.study;
  const panes = view.panes.map((old, i) => {
    if (i === index) return patched(pane, patch);
    return isBeside(old) ? patched(old, common) : old;
  });
  return panes.every((one, i) => one === view.panes[i]) ? view : { ...view, panes };
}

/** Places a series in a pane, as stored (fit, own window), and makes the pane active. */
export function place(view: ViewState, index: number, study: StudyUid, series: SeriesUid): ViewState {
  if (index < 0 || index >= view.panes.length) return view;
  const panes = view.panes.map((old, i) => (i === index ? { study, series } : old));
  return withActiveSeen({ ...view, panes, active: index });
}

/** Makes a pane active. */
export const activate = (view: ViewState, index: number): ViewState =>
  index === view.active || index < 0 || index >= view.panes.length
    ? view
    : withActiveSeen({ ...view, active: index });

/** Another grid: panes keep their order, new ones are empty, what no longer fits goes; the active pane stays in. */
export function setGrid(view: ViewState, grid: Grid): ViewState {
  const length = grid.rows * grid.columns;
  const kept =
    view.active < length
      ? view.panes.slice(0, length)
      : [view.panes[view.active] ?? null, ...view.panes.slice(0, length - 1)];
  const panes = Array.from({ length }, (_, i) => kept[i] ?? null);
  const { breastStep: _, ...rest } = endBlink(view);
  const next = { ...rest, grid, panes, active: view.active < length ? view.active : 0 };
  return equal(view, next) ? view : next;
}

/** A quarter turn clockwise on the screen; `rotationDeg` counts before mirroring, which reverses its sense. */
export function rotate(view: ViewState, index: number): ViewState {
  const pane = view.panes[index];
  const turned = ((pane?.rotationDeg ?? 0) + (pane?.mirrored ? 270 : 90)) % 360;
  return patchPane(view, index, { rotationDeg: turned === 0 ? undefined : (turned as QuarterTurn) });
}

/** Exchanges left and right on the screen. */
export const mirror = (view: ViewState, index: number): ViewState =>
  patchPane(view, index, { mirrored: view.panes[index]?.mirrored ? undefined : true });

/** Exchanges top and bottom on the screen: mirrored and half a turn. */
export function upend(view: ViewState, index: number): ViewState {
  const turned = ((view.panes[index]?.rotationDeg ?? 0) + 180) % 360;
  return patchPane(mirror(view, index), index, {
    rotationDeg: turned === 0 ? undefined : (turned as QuarterTurn),
  });
}

/** Light for dark. */
export const invert = (view: ViewState, index: number): ViewState =>
  patchPane(view, index, { inverted: view.panes[index]?.inverted ? undefined : true });

/** With or without what the file lays over its image. */
export const toggleGraphics = (view: ViewState, index: number): ViewState =>
  patchPane(view, index, { bare: view.panes[index]?.bare ? undefined : true });

/** Bounds of a zoom: a picture never becomes a dot or a single pixel. */
export const limitZoom = (zoom: number): number => Math.min(64, Math.max(0.1, zoom));

/** Whether a point is the image's middle, which stands in no view. */
export const isMiddle = ([u, v]: readonly [u: number, v: number]): boolean =>
  Math.abs(u - 0.5) < 1e-6 && Math.abs(v - 0.5) < 1e-6;

/** The whole image in the pane, in its middle. */
export const fit = (view: ViewState, index: number): ViewState =>
  patchPane(view, index, { zoom: undefined, centre: undefined, cut: midCut(view.panes[index]?.cut) });

/** A cut with the middle of its volume in the middle of the pane. */
function midCut(cut: Cut | undefined): Cut | undefined {
  if (!cut) return undefined;
  const { centreMm: _, ...rest } = cut;
  return rest;
}

/** How an image is shown that nobody has changed. */
export const AS_STORED = {
  window: undefined,
  voiLut: undefined,
  zoom: undefined,
  centre: undefined,
  rotationDeg: undefined,
  mirrored: undefined,
  inverted: undefined,
  bare: undefined,
} as const;

/** Everything as stored, but the image, or the plane, stays. */
export const reset = (view: ViewState, index: number): ViewState => {
  const plane = view.panes[index]?.cut?.plane;
  return patchPane(view, index, { ...AS_STORED, cut: plane && { plane } });
};

/** A view with these calibrations; none leaves the field out, so that links stay short. */
function calibrated(view: ViewState, calibrations: readonly Calibration[]): ViewState {
  const { calibrations: _, ...rest } = view;
  return calibrations.length === 0 ? rest : { ...rest, calibrations };
}

/** Takes a person's word for the size of a pixel. */
export const addCalibration = (view: ViewState, added: Calibration): ViewState =>
  calibrated(view, withCalibration(view.calibrations ?? [], added));

/** Back to what the file tells. */
export const removeCalibration = (view: ViewState, removed: Calibration): ViewState =>
  calibrated(view, withoutCalibration(view.calibrations ?? [], removed));

/** What PET values are read in; undefined takes it back to the default. */
export function setPetUnit(view: ViewState, petUnit: PetUnit | undefined): ViewState {
  if (view.petUnit === petUnit) return view;
  const { petUnit: _, ...rest } = view;
  return petUnit === undefined ? rest : { ...rest, petUnit };
}

/** Two names of the same image. */
const isSameImage = (one: KeyImage, other: KeyImage): boolean =>
  one.sop === other.sop &&
  one.frame === other.frame &&
  one.series === other.series &&
  one.study === other.study;

/** Whether a reader marked an image. */
export const isKeyImage = ({ keyImages = [] }: Pick<ViewState, 'keyImages'>, image: KeyImage): boolean =>
  keyImages.some((one) => isSameImage(one, image));

/** Marks an image, or takes the mark away. */
export function toggleKeyImage(view: ViewState, { study, series, sop, frame }: KeyImage): ViewState {
  const image = { study, series, sop, frame };
  const { keyImages = [], ...rest } = view;
  const next = isKeyImage(view, image)
    ? keyImages.filter((one) => !isSameImage(one, image))
    : [...keyImages, image];
  return next.length === 0 ? rest : { ...rest, keyImages: next };
}

/** Marks images that bear no mark; those of studies that are not open are left out. */
export const addKeyImages = (view: ViewState, images: readonly KeyImage[]): ViewState =>
  images
    .filter((image) => view.studies.includes(image.study) && !isKeyImage(view, image))
    .reduce(toggleKeyImage, view);

/**
 * Shows an image: in the pane that holds its series, the active one first, else in the active one. The same view for one of
 * a study that is not open: it is opened in its own right.
 */
export function showImage(view: ViewState, { study, series, sop, frame }: KeyImage): ViewState {
  if (!view.studies.includes(study)) return view;
  // A plane is no stored image.
  const holds = (pane: Pane | null | undefined) =>
    pane?.series === series && pane.study === study && pane.cut === undefined;
  const found = holds(view.panes[view.active]) ? view.active : view.panes.findIndex(holds);
  const index = found < 0 ? view.active : found;
  const placed = found < 0 ? place(view, index, study, series) : activate(view, index);
  return patchPane(placed, index, { at: { sop, frame } });
}
