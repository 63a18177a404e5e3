import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import {
  anchorAt,
  EDGE_PX,
  isInView,
  pageInView,
  pageNumbered,
  restoreAnchor,
  type Anchor,
} from './pagePlace';
import { usePageRoom } from './usePageSizes';

interface PagePlaceParts {
  readonly pageCount: number;
  /** From 1: the page that is to be seen. */
  readonly page: number;
  /** The size of a page is known: they can be laid out. */
  readonly isSized: boolean;
  /** What the size and the place of pages depend on, beside the room for them. */
  readonly layout: readonly unknown[];
  /** Told of the page that is seen, when that is another. */
  onPage(number: number): void;
}

/** A hand that moves the pages itself. */
function useHand(place: RefObject<HTMLElement | null>, onHand: () => void): void {
  const told = useRef(onHand);
  told.current = onHand;
  useLayoutEffect(() => {
    const at = place.current;
    const pane = at?.closest<HTMLElement>('[data-pane]') ?? at;
    const life = new AbortController();
    const hear = () => told.current();
    for (const moved of ['wheel', 'pointerdown', 'keydown'] as const)
      pane?.addEventListener(moved, hear, { capture: true, passive: true, signal: life.signal });
    return () => life.abort();
  }, [place]);
}

/** Where the pages change their size, what is looked at stays where it is; any other render leaves the scrolling hand alone. */
function useSteady(
  place: RefObject<HTMLElement | null>,
  anchor: RefObject<Anchor | undefined>,
  isLaidOut: boolean,
  layout: readonly unknown[],
): void {
  const laidOut = useRef<readonly unknown[]>([]);
  useLayoutEffect(() => {
    const at = place.current;
    if (!at || !isLaidOut || layout.every((part, i) => part === laidOut.current[i])) return;
    laidOut.current = layout;
    if (anchor.current) restoreAnchor(at, anchor.current);
  });
}

/** The place that the pages are scrolled in: which page is seen, and what of it stays where it is while pages change their size. */
export function usePagePlace({ pageCount, page, isSized, layout, onPage }: PagePlaceParts) {
  const place = useRef<HTMLDivElement>(null);
  const room = usePageRoom(place);
  const isLaidOut = room !== undefined && isSized;
  const anchor = useRef<Anchor | undefined>(undefined);
  /** The page that is seen, as was told last. */
  const seen = useRef(1);
  /** The page that was asked for by its number: it is the one that is seen, as long as it is and no hand moves the pages. */
  const aim = useRef<number | undefined>(undefined);
  useHand(place, () => {
    aim.current = undefined;
  });

  const toPage = useCallback((number: number) => {
    const at = place.current;
    const target = at && pageNumbered(at, number);
    if (!at || !target) return;
    aim.current = number;
    seen.current = number;
    at.scrollTop = target.offsetTop - EDGE_PX;
    // The top of the page stays where it is, while others learn how long they are.
    anchor.current = anchorAt(at, at.clientWidth / 2, EDGE_PX + 1);
  }, []);
  const toEnd = useCallback(() => {
    const at = place.current;
    // Before there are pages to go to, the view's page is gone to once they are laid out.
    if (!at || !isLaidOut) return;
    aim.current = pageCount;
    seen.current = pageCount;
    at.scrollTop = at.scrollHeight;
    // The end stays where it is, while pages learn how long they are.
    anchor.current = anchorAt(at, at.clientWidth / 2, at.clientHeight - EDGE_PX - 1);
  }, [pageCount, isLaidOut]);
  const hold = useCallback((point: { readonly x: number; readonly y: number } | undefined) => {
    const at = place.current;
    if (!at) return;
    const { x, y } = point ?? { x: at.clientWidth / 2, y: at.clientHeight / 2 };
    anchor.current = anchorAt(at, x, y);
  }, []);

  useSteady(place, anchor, isLaidOut, [...layout, room]);

  // The view asks for another page: a link, an undo, a button.
  useLayoutEffect(() => {
    if (!isLaidOut || page === seen.current) return;
    seen.current = page;
    toPage(page);
  }, [isLaidOut, page, toPage]);

  const onScroll = () => {
    const at = place.current;
    if (!at) return;
    anchor.current = anchorAt(at, at.clientWidth / 2, at.clientHeight / 2);
    if (aim.current !== undefined && !isInView(at, aim.current)) aim.current = undefined;
    const number = aim.current ?? pageInView(at);
    if (number === seen.current) return;
    seen.current = number;
    onPage(number);
  };
  return { place, room, isLaidOut, hold, toPage, toEnd, onScroll, seen };
}
