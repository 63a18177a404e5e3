import { lpsToPixel, pixelToLps } from '@/dicom/geometry/geometry';
import { toRange } from '@/dicom/transforms/voi';
import type { Pane, PaneLinks, ViewState, Window } from '@/view/viewState';
import { windowRelation, zoomApart, type WindowApart, type ZoomApart } from './linkedLook';
import { isSameField, panRelation, placedIn, windowTimes, type PanesAtHand } from './lookLinks';

/** What panes do together with how they are shown. */
export type LookKind = 'window' | 'zoom' | 'pan';
export const LOOK_KINDS: readonly LookKind[] = ['window', 'zoom', 'pan'];

/** What a pane says of one of them. */
export type LookFact<Why extends string> =
  /** `isOther`: it goes along, and is shown otherwise now. */
  | { readonly kind: 'together'; readonly isOther?: true }
  /** Goes along with others, not with the active pane. */
  | { readonly kind: 'others' }
  | { readonly kind: 'apart'; readonly why: Why };

export type PanApart = ZoomApart | 'not-parallel';

/** What a pane says of how it is shown with the active one; absent: that is not linked, or not known. */
export interface LookFacts {
  readonly window?: LookFact<WindowApart>;
  readonly zoom?: LookFact<ZoomApart>;
  readonly pan?: LookFact<PanApart>;
}

type Placed = NonNullable<ReturnType<typeof placedIn>> & { readonly pane: Pane };
type Pair<Why extends string> = Exclude<LookFact<Why>, { readonly kind: 'others' }>;

const together = (isOther: boolean): Pair<never> =>
  isOther ? { kind: 'together', isOther } : { kind: 'together' };
const near = (a: number, b: number, part: number): boolean =>
  Math.abs(a - b) <= part * Math.max(Math.abs(a), Math.abs(b));

/** Part of a window's width, of which less is not seen. */
const SEEN = 1e-3;
const isSameWindow = (a: Window, b: Window): boolean => {
  const [from, to] = [toRange(a), toRange(b)];
  const least = SEEN * Math.max(a.width, b.width);
  return (
    from.isSigmoid === to.isSigmoid &&
    Math.abs(from.lower - to.lower) <= least &&
    Math.abs(from.upper - to.upper) <= least
  );
};

function ofWindow(a: Placed, b: Placed): Pair<WindowApart> {
  const relation = windowRelation(a.look.values, b.look.values);
  if (relation.kind === 'apart') return relation;
  const [from, to] = [a.look.window, b.look.window];
  const isOther =
    (from !== undefined && to !== undefined && !isSameWindow(windowTimes(from, relation.factor), to)) ||
    (a.pane.inverted ?? false) !== (b.pane.inverted ?? false) ||
    (a.look.hasTable ?? false) !== (b.look.hasTable ?? false);
  return together(isOther);
}

const mmOf = ({ pane, look }: Placed): number => (look.scale?.fitMmPerCssPx ?? NaN) / (pane.zoom ?? 1);

function ofZoom(a: Placed, b: Placed): Pair<ZoomApart> {
  if (isSameField(a.pane, b.pane) && a.look.wall && b.look.wall)
    return together(!near(a.pane.zoom ?? 1, b.pane.zoom ?? 1, 1e-6));
  const why = zoomApart(a.look, b.look);
  return why ? { kind: 'apart', why } : together(!near(mmOf(a), mmOf(b), 0.005));
}

const middleOf = ({ pane, look: { restCentre, rows, columns } }: Placed) => {
  const [u, v] = pane.centre ?? restCentre;
  return [u * columns - 0.5, v * rows - 0.5] as const;
};

function ofPan(a: Placed, b: Placed): Pair<PanApart> {
  const relation = panRelation(a, b);
  if (relation.kind === 'apart') return relation;
  const [from, to] = [a.image.plane, b.image.plane];
  if (relation.kind === 'shift' || !from || !to) return together(false);
  const [column, row] = lpsToPixel(to, pixelToLps(from, ...middleOf(a)));
  const [x, y] = middleOf(b);
  const awayMm = Math.hypot((column - x) * to.columnSpacingMm, (row - y) * to.rowSpacingMm);
  // As far as is seen: a pixel of the screen, or half a millimetre where nobody knows what that is.
  return together(awayMm > (Number.isNaN(mmOf(b)) ? 0.5 : mmOf(b)));
}

/** What each pane says of one kind: only one that nobody goes along with says why. */
function factsOf<Why extends string>(
  placed: readonly (Placed | undefined)[],
  active: number,
  between: (a: Placed, b: Placed) => Pair<Why>,
): readonly (LookFact<Why> | undefined)[] {
  const leading = placed[active];
  const pairs = placed.map((one, at) =>
    leading && one && at !== active ? between(leading, one) : undefined,
  );
  const hasCompany = (one: Placed | undefined): boolean =>
    one !== undefined &&
    placed.some((other) => other && other !== one && between(one, other).kind === 'together');
  return pairs.map((pair, at): LookFact<Why> | undefined => {
    if (at === active && leading) {
      if (pairs.some((one) => one?.kind === 'together')) return { kind: 'together' };
      return pairs.find((one) => one?.kind === 'apart');
    }
    return pair?.kind === 'apart' && hasCompany(placed[at]) ? { kind: 'others' } : pair;
  });
}

/** What each pane says of window, zoom and pan, as far as they are linked. */
export function lookFactsOfPanes(view: ViewState, panes: PanesAtHand): readonly LookFacts[] {
  const { links = {}, active } = view;
  const placed = view.panes.map((pane, at) => {
    const one = pane ? placedIn(view, at, panes) : undefined;
    return pane && one ? { ...one, pane } : undefined;
  });
  const all = {
    window: links.window ? factsOf(placed, active, ofWindow) : [],
    zoom: links.zoom ? factsOf(placed, active, ofZoom) : [],
    pan: links.pan ? factsOf(placed, active, ofPan) : [],
  };
  return view.panes.map((_, at) => ({
    ...(all.window[at] ? { window: all.window[at] } : {}),
    ...(all.zoom[at] ? { zoom: all.zoom[at] } : {}),
    ...(all.pan[at] ? { pan: all.pan[at] } : {}),
  }));
}

/** Whether any of these is linked. */
export const hasLookLinks = (links: PaneLinks | undefined): boolean =>
  LOOK_KINDS.some((kind) => links?.[kind] === true);
