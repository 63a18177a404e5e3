import type { ObjectName, Overlay, ViewState } from './viewState';

/** How strong what is filled is over the picture, where nothing else is said. */
export const OVERLAY_OPACITY = 0.4;

const isOf = (a: ObjectName, b: ObjectName): boolean =>
  a.sop === b.sop && a.series === b.series && a.study === b.study;

/** How an object is drawn; undefined: it is not. */
export const overlayOf = (
  { overlays = [] }: Pick<ViewState, 'overlays'>,
  object: ObjectName,
): Overlay | undefined => overlays.find((one) => isOf(one, object));

/** Draws an object above the others, all of it; nothing where it is drawn already. */
export function addOverlay(view: ViewState, { study, series, sop }: ObjectName): ViewState {
  const { overlays = [] } = view;
  return overlayOf(view, { study, series, sop })
    ? view
    : { ...view, overlays: [...overlays, { study, series, sop }] };
}

/** Draws an object no more. */
export function removeOverlay(view: ViewState, object: ObjectName): ViewState {
  const { overlays = [], ...rest } = view;
  const left = overlays.filter((one) => !isOf(one, object));
  if (left.length === overlays.length) return view;
  return left.length > 0 ? { ...rest, overlays: left } : rest;
}

/** Changes how an object is drawn; undefined takes a field back to its default. */
export function patchOverlay(
  view: ViewState,
  object: ObjectName,
  patch: { readonly [K in Exclude<keyof Overlay, keyof ObjectName>]?: Overlay[K] | undefined },
): ViewState {
  const { overlays } = view;
  if (!overlays?.some((one) => isOf(one, object))) return view;
  const patched = (one: Overlay): Overlay => {
    const entries = Object.entries({ ...one, ...patch }).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as unknown as Overlay;
  };
  return { ...view, overlays: overlays.map((one) => (isOf(one, object) ? patched(one) : one)) };
}

/** Whether a segment or structure of an object that is drawn is seen. */
export const isSeen = ({ hidden, shown }: Pick<Overlay, 'hidden' | 'shown'>, number: number): boolean =>
  shown ? shown.includes(number) : !hidden?.includes(number);

/** Of all numbers of an object these are seen: what stands of that in a view is the shorter of the two lists. */
export function seenOf(all: readonly number[], seen: ReadonlySet<number>): Pick<Overlay, 'hidden' | 'shown'> {
  const shown = all.filter((one) => seen.has(one));
  const hidden = all.filter((one) => !seen.has(one));
  if (hidden.length === 0) return {};
  return shown.length < hidden.length ? { shown } : { hidden };
}

/** Shows or hides some segments or structures of an object; the others stay as they are. */
export function setSeen(
  view: ViewState,
  object: ObjectName,
  all: readonly number[],
  change: { readonly numbers: readonly number[]; readonly isSeen: boolean },
): ViewState {
  const overlay = overlayOf(view, object);
  if (!overlay) return view;
  const seen = new Set(all.filter((one) => isSeen(overlay, one)));
  for (const one of change.numbers)
    if (change.isSeen) seen.add(one);
    else seen.delete(one);
  return patchOverlay(view, object, { hidden: undefined, shown: undefined, ...seenOf(all, seen) });
}
