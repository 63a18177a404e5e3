import { patchPane } from '@/view/actions';
import type { FrameRegistration, Pane, PaneLinks, ViewState } from '@/view/viewState';
import type { LookOfPane } from './linkedLook';
import { askedPlace, nearestTo, type LinkedImage, type LinkedPlace, type SeriesOfPane } from './linkedSeries';
import { followPan, followWindow, followZoom, type PanesAtHand } from './lookLinks';
import { relationOf, soughtIn } from './relation';
import { sameHeight } from './sliceHeights';

/** A view with these links; none leaves the field out, so that addresses stay short. */
export function withLinks(
  view: ViewState,
  { offsets = [], registrations = [], ...switches }: PaneLinks,
): ViewState {
  const { links: _, ...rest } = view;
  const on = Object.entries(switches).filter(([, isOn]) => isOn);
  const links: PaneLinks = {
    ...Object.fromEntries(on),
    ...(offsets.length > 0 ? { offsets } : {}),
    ...(registrations.length > 0 ? { registrations } : {}),
  };
  return Object.keys(links).length > 0 ? { ...rest, links } : rest;
}

/** Brings the panes that are linked with a place to it, by millimetres, never by number; `source` is where it is from. */
function followFrom(
  view: ViewState,
  from: LinkedPlace | undefined,
  source: number | undefined,
  seriesOf: SeriesOfPane,
): ViewState {
  const { links, panes } = view;
  if (!links?.scroll || !from) return view;
  return panes.reduce((next, pane, at) => {
    const now = at === source ? undefined : askedPlace(pane, seriesOf(at));
    const relation = now && relationOf(links, from, now);
    if (!now || !relation) return next;
    const sought = soughtIn(relation, from.image);
    const found = relation.kind === 'height' ? sameHeight(from, now) : sought && nearestTo(now, sought);
    if (!found || found === now.image) return next;
    return patchPane(next, at, { at: { sop: found.sop, frame: found.frame } });
  }, view);
}

/** The same for a pane of this screen. The same view where none moves. */
const followScroll = (view: ViewState, source: number, seriesOf: SeriesOfPane): ViewState =>
  followFrom(view, askedPlace(view.panes[source], seriesOf(source)), source, seriesOf);

/** The same for an image on another screen: as one of a series of which no more is known. */
export function followImage(
  view: ViewState,
  { image, shiftLps, ...of }: LedImage,
  seriesOf: SeriesOfPane,
): ViewState {
  const series = {
    ...of,
    parts: [{ from: 0, count: 1 }],
    indexOf: () => 0,
    imageAt: (index: number) => (index === 0 ? image : undefined),
  };
  return followFrom(
    view,
    { series, index: 0, image, ...(shiftLps ? { shiftLps } : {}) },
    undefined,
    seriesOf,
  );
}

/** An image that was scrolled to by hand, for who goes along with it elsewhere. */
export interface LedImage extends Pick<Pane, 'study' | 'series'> {
  readonly image: LinkedImage;
  readonly shiftLps?: NonNullable<Pane['linkShiftLps']>;
}

/** The image that the one changed pane of a screen was scrolled to by hand; undefined where nothing else goes along. */
export function ledImage(before: ViewState, now: ViewState, seriesOf: SeriesOfPane): LedImage | undefined {
  const { active, panes, links } = now;
  const [was, is] = [before.panes[active], panes[active]];
  if (!links?.scroll || before.panes === panes || before.panes.length !== panes.length) return undefined;
  if (!was || !is || was.series !== is.series || was.study !== is.study) return undefined;
  if (!is.at || isSameImage(was.at, is.at)) return undefined;
  const place = askedPlace(is, seriesOf(active));
  return (
    place && {
      study: is.study,
      series: is.series,
      image: place.image,
      ...(place.shiftLps ? { shiftLps: place.shiftLps } : {}),
    }
  );
}

const isSameImage = (a: Pane['at'], b: Pane['at']): boolean => a?.sop === b?.sop && a?.frame === b?.frame;

/** Scrolling together on or off. Who turns it on has the others come to the place of the active pane. */
export function toggleScrollLink(view: ViewState, seriesOf: SeriesOfPane): ViewState {
  const next = withLinks(view, { ...view.links, scroll: !view.links?.scroll });
  return followScroll(next, next.active, seriesOf);
}

/** Applies what registration objects say, or nothing of it. Panes that scroll together come to the place of the active one. */
export function applyRegistrations(
  view: ViewState,
  registrations: readonly FrameRegistration[],
  seriesOf: SeriesOfPane,
): ViewState {
  const next = withLinks(view, { ...view.links, registrations });
  return registrations.length > 0 ? followScroll(next, next.active, seriesOf) : next;
}

/** Reference lines on or off. */
export const toggleLines = (view: ViewState): ViewState =>
  withLinks(view, { ...view.links, lines: !view.links?.lines });

const GREYS = ['window', 'voiLut', 'inverted'] as const;

/** What a change of how one pane is shown does to the others; panning needs to know where the middle was. */
const LOOKS = {
  window: {
    isChanged: (was: Pane, is: Pane) => GREYS.some((key) => was[key] !== is[key]),
    follow: followWindow,
  },
  zoom: { isChanged: (was: Pane, is: Pane) => was.zoom !== is.zoom, follow: followZoom },
} as const;

/** A switch of how panes are shown, on or off. Who turns it on has the others come to the active pane. */
export function toggleLook(view: ViewState, kind: 'window' | 'zoom' | 'pan', panes: PanesAtHand): ViewState {
  const next = withLinks(view, { ...view.links, [kind]: !view.links?.[kind] });
  if (!next.links?.[kind]) return next;
  return kind === 'pan'
    ? followPan(next, next, next.active, panes)
    : LOOKS[kind].follow(next, next.active, panes);
}

interface Change {
  readonly pane: number;
  readonly was: Pane;
  readonly is: Pane;
}

/** The pane that alone was changed, and holds the same series as before; nothing was linked otherwise. */
function changeOf(before: ViewState, now: ViewState): Change | undefined {
  if (before.panes === now.panes || before.panes.length !== now.panes.length) return undefined;
  if (before.links !== now.links || before.point !== now.point) return undefined;
  const [pane = -1, ...more] = now.panes.flatMap((one, at) => (one === before.panes[at] ? [] : [at]));
  const [was, is] = [before.panes[pane], now.panes[pane]];
  const isSameSeries = was && is && was.series === is.series && was.study === is.study;
  return isSameSeries && more.length === 0 ? { pane, was, is } : undefined;
}

/** One that names no image was placed anew. */
const isScrolled = ({ was, is }: Change): boolean => is.at !== undefined && was.at !== is.at;

/**
 * What follows from a change of one pane by hand, for `ViewStore.follow`. Nothing else moves a pane: what a view says of its panes is
 * shown, whoever made it.
 */
export const createFollow =
  (seriesOf: SeriesOfPane, lookOf: LookOfPane = () => undefined) =>
  (before: ViewState, changed: ViewState): ViewState => {
    const change = changeOf(before, changed);
    if (!change) return changed;
    const { pane, was, is } = change;
    const { links = {} } = changed;
    const at = { seriesOf, lookOf };
    let next = isScrolled(change) ? followScroll(changed, pane, seriesOf) : changed;
    // Another presentation state is another picture, not a turn of the hand.
    if (was.presentation?.sop !== is.presentation?.sop) return next;
    for (const kind of ['window', 'zoom'] as const)
      if (links[kind] && LOOKS[kind].isChanged(was, is)) next = LOOKS[kind].follow(next, pane, at);
    return links.pan && was.centre !== is.centre ? followPan(before, next, pane, at) : next;
  };
