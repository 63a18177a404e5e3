import { dot, lpsToPixel, pixelToLps, type Triple } from '@/dicom/geometry/geometry';
import { areParallel } from '@/dicom/geometry/planesTogether';
import { fromRange, toRange } from '@/dicom/transforms/voi';
import { isMiddle, limitZoom, patchPane, type PanePatch } from '@/view/actions';
import type { Pane, QuarterTurn, ViewState, Window } from '@/view/viewState';
import { windowRelation, zoomApart, type LinkedLook, type LookOfPane, type ZoomApart } from './linkedLook';
import { askedPlace, type LinkedImage, type SeriesOfPane } from './linkedSeries';
import { isSameFrameOfReference } from './relation';

/** What links of window, zoom and pan ask of panes: where their images lie, and how they are shown. */
export interface PanesAtHand {
  readonly seriesOf: SeriesOfPane;
  readonly lookOf: LookOfPane;
}

/** A window whose numbers are told in another unit: sigmoids keep their form, straight ones their ends. */
export function windowTimes(window: Window, factor: number): Window {
  if (factor === 1) return window;
  if (window.curve === 'SIGMOID')
    return { ...window, center: window.center * factor, width: window.width * factor };
  const { lower, upper } = toRange(window);
  return fromRange({ lower: lower * factor, upper: upper * factor }, 'LINEAR_EXACT');
}

/** What of the greys of one pane goes to another: numbers as they are told there; back to as stored each to its own. */
function greysFor(source: Pane, from: LinkedLook, pane: Pane, to: LinkedLook): PanePatch | undefined {
  const relation = windowRelation(from.values, to.values);
  if (relation.kind === 'apart') return undefined;
  const inverted = source.inverted;
  if (source.window)
    return { window: windowTimes(source.window, relation.factor), voiLut: undefined, inverted };
  // A table of its own is one of the image's: by its place it is another's in another series.
  const isSameSeries = source.series === pane.series && source.study === pane.study;
  if (source.voiLut !== undefined && !isSameSeries) return { inverted };
  return { window: undefined, voiLut: source.voiLut, inverted };
}

/** Brings the greys of one pane to those whose values mean the same. */
export function followWindow(view: ViewState, source: number, { lookOf }: PanesAtHand): ViewState {
  const [leading, from] = [view.panes[source], lookOf(source, view)];
  if (!leading || !from) return view;
  return view.panes.reduce((next, pane, at) => {
    const to = pane && at !== source ? lookOf(at, view) : undefined;
    const patch = pane && to && greysFor(leading, from, pane, to);
    return patch ? patchPane(next, at, patch) : next;
  }, view);
}

/** Millimetres per CSS pixel that a pane is shown with; undefined where they are not known. */
const mmPerCssPx = (pane: Pane, look: LinkedLook): number | undefined =>
  look.scale && look.scale.fitMmPerCssPx / (pane.zoom ?? 1);

/** Whether two panes are equally large at one zoom, since the same field fits them (Pane.field). */
export function isSameField({ field: a }: Pane, { field: b }: Pane): boolean {
  if (!a || !b) return false;
  return a.widthMm === b.widthMm && a.heightMm === b.heightMm && a.mmPerCssPx === b.mmPerCssPx;
}

/** Makes the panes whose millimetres are known as large on the screen as one of them, whatever their sizes and pixels. */
export function followZoom(view: ViewState, source: number, { lookOf }: PanesAtHand): ViewState {
  const leading = view.panes[source];
  if (!leading) return view;
  const from = lookOf(source, view);
  const wanted = from && mmPerCssPx(leading, from);
  return view.panes.reduce((next, pane, at) => {
    if (!pane || at === source) return next;
    const to = lookOf(at, view);
    // One whose pixels nobody knows may have come into a pane with a field: it is not shown by it.
    const isByField = [from, to].every((look) => !look || look.wall);
    if (isByField && isSameField(leading, pane)) return patchPane(next, at, { zoom: leading.zoom });
    if (!wanted || !to?.scale || zoomApart(from, to)) return next;
    const zoom = limitZoom(to.scale.fitMmPerCssPx / wanted);
    return patchPane(next, at, { zoom: Math.abs(zoom - 1) < 1e-6 ? undefined : zoom });
  }, view);
}

/** How the point in the middle of one pane tells that of another. */
export type PanRelation =
  /** It is the same point of the patient. */
  | { readonly kind: 'point' }
  /** It moves by as many millimetres: in the patient's directions, in those of the screen, or as their mirror image. */
  | { readonly kind: 'shift'; readonly by: 'patient' | 'screen' | 'mirror' }
  | { readonly kind: 'apart'; readonly why: ZoomApart | 'not-parallel' };

interface Placed {
  readonly image: LinkedImage;
  readonly look: LinkedLook;
}

/** How the middles of two panes go together. */
export function panRelation(from: Placed, to: Placed): PanRelation {
  const [a, b] = [from.image, to.image];
  const [wall, other] = [from.look.wall, to.look.wall];
  // Two breasts are no parallel planes: what is further from the one chest wall is as far from the other.
  if (wall && other && from.look.scale && to.look.scale)
    return { kind: 'shift', by: wall === other ? 'screen' : 'mirror' };
  if (a.plane && b.plane) {
    if (!areParallel(a.plane, b.plane)) return { kind: 'apart', why: 'not-parallel' };
    return isSameFrameOfReference(a.of, b.of) ? { kind: 'point' } : { kind: 'shift', by: 'patient' };
  }
  const why = zoomApart(from.look, to.look);
  return why ? { kind: 'apart', why } : { kind: 'shift', by: 'screen' };
}

type Point = readonly [number, number];

/** The point in the middle of a pane, in pixels of its image (middle of the first at 0, 0). */
const middlePx = ({ centre }: Pane, { restCentre, rows, columns }: LinkedLook): Point => {
  const [u, v] = centre ?? restCentre;
  return [u * columns - 0.5, v * rows - 0.5];
};

/** Cosine and sine of quarter turns. */
const TURNS: Readonly<Record<QuarterTurn, Point>> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] };

/** A way on an image (mm to the right and down it) as it is seen on the screen; turned first, then mirrored. */
function onScreen([x, y]: Point, { rotationDeg, mirrored }: LinkedLook): Point {
  const [cos, sin] = TURNS[rotationDeg];
  return [(mirrored ? -1 : 1) * (cos * x - sin * y), sin * x + cos * y];
}

/** The mirror image of onScreen. */
function onImage([right, down]: Point, { rotationDeg, mirrored }: LinkedLook): Point {
  const [cos, sin] = TURNS[rotationDeg];
  const across = mirrored ? -right : right;
  return [cos * across + sin * down, cos * down - sin * across];
}

/** No view goes further away from its picture: a link could not say it. */
const keep = (fraction: number): number => Math.min(50, Math.max(-50, fraction));

/** A pane with this pixel in its middle. */
const centredOn = ([column, row]: Point, { rows, columns }: LinkedLook, pane: Pane): PanePatch => {
  const centre = [keep((column + 0.5) / columns), keep((row + 0.5) / rows)] as const;
  return { centre: isMiddle(centre) && !pane.presentation && !pane.field ? undefined : centre };
};

/** Where the middle of a pane goes as that of another goes from `was` to `is` (pixels of that one's image). */
function movedMiddle(relation: PanRelation, from: Placed, to: Placed, ways: Ways): Point | undefined {
  const { was, is, now } = ways;
  const [a, b] = [from.image.plane, to.image.plane];
  if (relation.kind === 'apart') return undefined;
  if (relation.kind === 'point') return a && b && lpsToPixel(b, pixelToLps(a, ...is));
  if (relation.by === 'patient' && a && b) {
    const [p, q] = [pixelToLps(a, ...was), pixelToLps(a, ...is)];
    const way: Triple = [q[0] - p[0], q[1] - p[1], q[2] - p[2]];
    return [
      now[0] + dot(way, b.rowDirection) / b.columnSpacingMm,
      now[1] + dot(way, b.columnDirection) / b.rowSpacingMm,
    ];
  }
  const [mine, other] = [to.look.scale, from.look.scale];
  if (!mine || !other) return undefined;
  const way: Point = [(is[0] - was[0]) * other.columnMm, (is[1] - was[1]) * other.rowMm];
  const [right, down] = onScreen(way, from.look);
  const [x, y] = onImage([relation.by === 'mirror' ? -right : right, down], to.look);
  return [now[0] + x / mine.columnMm, now[1] + y / mine.rowMm];
}

/** Middles in pixels: of the pane that is moved, before and now; of the one that goes along, now. */
interface Ways {
  readonly was: Point;
  readonly is: Point;
  readonly now: Point;
}

/** The image that a pane asks for, and how it would be shown. */
export function placedIn(view: ViewState, at: number, { seriesOf, lookOf }: PanesAtHand): Placed | undefined {
  const image = askedPlace(view.panes[at], seriesOf(at))?.image;
  const look = image && lookOf(at, view);
  return look && { image, look };
}

/** Moves what lies in the middle of the panes along with that of one of them; `before`: the view in which that stood elsewhere. */
export function followPan(before: ViewState, view: ViewState, source: number, panes: PanesAtHand): ViewState {
  const [old, leading] = [before.panes[source], view.panes[source]];
  const from = placedIn(view, source, panes);
  if (!old || !leading || !from) return view;
  // Where nothing names the middle it may lie elsewhere at another zoom (Pane.field).
  const lookBefore = (at: number, look: LinkedLook) => panes.lookOf(at, before) ?? look;
  const [was, is] = [middlePx(old, lookBefore(source, from.look)), middlePx(leading, from.look)];
  return view.panes.reduce((next, pane, at) => {
    const to = pane && at !== source ? placedIn(view, at, panes) : undefined;
    const earlier = before.panes[at];
    if (!pane || !to) return next;
    // Back to where its chest wall lies at the pane's edge, each by itself.
    if (!leading.centre && to.look.wall && from.look.wall) return patchPane(next, at, { centre: undefined });
    const now = earlier ? middlePx(earlier, lookBefore(at, to.look)) : middlePx(pane, to.look);
    const middle = movedMiddle(panRelation(from, to), from, to, { was, is, now });
    return middle ? patchPane(next, at, centredOn(middle, to.look, pane)) : next;
  }, view);
}
