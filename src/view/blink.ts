import type { Blink, ViewState } from './viewState';

/**
 * How often the picture may change by itself, a second. A flash is two changes: the fastest makes one and a half of them, and three are
 * permitted (WCAG 2.3.1). Order is part of the link format: append only.
 */
export const BLINK_RATES = [0.5, 1, 1.5, 2, 3] as const;
const FIRST_RATE = 1;

/** Two panes in one place: that of `panes[0]`. */
export interface BlinkPair {
  readonly panes: Blink['panes'];
  /** The one that is seen, and the one that is not. */
  readonly seen: number;
  readonly hidden: number;
  readonly perSecond: number;
}

/** The pair that a view shows in one place; undefined where it shows none, or one of the two holds nothing. */
export function blinkPair({
  blink,
  panes,
}: Pick<ViewState, 'blink'> & { readonly panes: readonly unknown[] }): BlinkPair | undefined {
  if (!blink) return undefined;
  const [first, second] = blink.panes;
  if (first === second || !panes[first] || !panes[second]) return undefined;
  const [seen, hidden] = blink.isOther ? [second, first] : [first, second];
  return { panes: blink.panes, seen, hidden, perSecond: blink.perSecond ?? FIRST_RATE };
}

/** A view whose active pane is never the hidden one of a pair: what is chosen is seen. */
export function withActiveSeen(view: ViewState): ViewState {
  const pair = blinkPair(view);
  if (!view.blink || pair?.hidden !== view.active) return view;
  const { isOther, ...rest } = view.blink;
  return { ...view, blink: isOther ? rest : { ...rest, isOther: true } };
}

/** The other picture of the pair, which is the active one then; another pane that is active stays so. */
export function flipBlink(view: ViewState): ViewState {
  const pair = blinkPair(view);
  if (!view.blink || !pair) return view;
  const { isOther, ...rest } = view.blink;
  const active = view.active === pair.seen ? pair.hidden : view.active;
  return { ...view, active, blink: isOther ? rest : { ...rest, isOther: true } };
}

/** Each pane in its own place again. */
export function endBlink<Screen extends Pick<ViewState, 'blink'>>(view: Screen): Screen {
  const { blink, ...rest } = view;
  // Without a field that it need not have, it is what it was.
  return blink ? (rest as Screen) : view;
}

/**
 * The active pane and another in one place, that of the active one, which is seen first. The other: the next one that goes along with it
 * (`isWith`), else the next one that holds anything. The same view where there is none.
 */
export function startBlink(view: ViewState, isWith: (pane: number) => boolean): ViewState {
  const { active, panes } = view;
  if (!panes[active]) return view;
  const others = panes
    .map((_, by) => (active + 1 + by) % panes.length)
    .filter((at) => at !== active && panes[at]);
  const other = others.find(isWith) ?? others[0];
  return other === undefined ? view : { ...view, blink: { panes: [active, other] } };
}

/** The pictures change by themselves a step faster or slower. */
export function changeBlinkRate(view: ViewState, way: 1 | -1): ViewState {
  const pair = blinkPair(view);
  if (!view.blink || !pair) return view;
  const at = BLINK_RATES.findIndex((rate) => rate >= pair.perSecond);
  const rate = BLINK_RATES[Math.min(BLINK_RATES.length - 1, Math.max(0, at + way))] ?? FIRST_RATE;
  const { perSecond: _, ...rest } = view.blink;
  if (rate === pair.perSecond) return view;
  return { ...view, blink: rate === FIRST_RATE ? rest : { ...rest, perSecond: rate } };
}
