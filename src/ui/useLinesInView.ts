import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

/** Lines of one height in a box that scrolls; heights and places in CSS pixels. */
export interface ScrolledLines {
  readonly count: number;
  readonly linePx: number;
  /** Lines that exist beyond either edge, so that the next are there before they are seen. */
  readonly beyond: number;
}

/** Where the box stands: its first line, lines that fit whole, and lines of which anything is seen. */
export interface LinePlace {
  readonly first: number;
  readonly whole: number;
  readonly seen: number;
}

export const linePlaceOf = (topPx: number, heightPx: number, linePx: number): LinePlace => ({
  first: Math.floor(Math.max(0, topPx) / linePx),
  whole: Math.floor(heightPx / linePx),
  // However the first one is cut.
  seen: Math.ceil(heightPx / linePx) + 1,
});

/** Indices of the lines that exist. A box that is scrolled beyond lines that went shows the last ones. */
export function linesAt({ first, seen }: LinePlace, { count, beyond }: ScrolledLines): readonly number[] {
  const top = Math.min(first, Math.max(0, count - seen + 1));
  const from = Math.max(0, top - beyond);
  const to = Math.min(count, top + seen + beyond);
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

/** The least scrolling that shows a line whole: where the box's top goes, or undefined where it may stay. */
export function topToShow(
  index: number,
  linePx: number,
  topPx: number,
  heightPx: number,
): number | undefined {
  const [startPx, endPx] = [index * linePx, (index + 1) * linePx];
  if (startPx < topPx) return startPx;
  return endPx > topPx + heightPx ? endPx - heightPx : undefined;
}

/**
 * Only lines near the screen exist, so that 10,000 scroll like 30. Draws again where other lines are to be there, and in the
 * same task as the scrolling, before anything blank is painted.
 * @param begin where the box stands at first, in CSS pixels; its height until it is measured.
 */
export function useLinesInView(
  boxRef: RefObject<HTMLElement | null>,
  lines: ScrolledLines,
  begin: { readonly topPx: number; readonly heightPx: number },
) {
  const { count, linePx } = lines;
  const [place, setPlace] = useState(() => linePlaceOf(begin.topPx, begin.heightPx, linePx));
  const [beginPx] = useState(begin.topPx);

  const look = useCallback(() => {
    const box = boxRef.current;
    if (!box) return;
    const next = linePlaceOf(box.scrollTop, box.clientHeight, linePx);
    setPlace((now) =>
      now.first === next.first && now.whole === next.whole && now.seen === next.seen ? now : next,
    );
  }, [boxRef, linePx]);

  useLayoutEffect(() => {
    if (beginPx > 0) boxRef.current?.scrollTo({ top: beginPx, behavior: 'instant' });
  }, [boxRef, beginPx]);
  useLayoutEffect(() => {
    const box = boxRef.current;
    if (!box) return undefined;
    look();
    const onScroll = () => flushSync(look);
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [boxRef, look]);

  const reveal = useCallback(
    (index: number) => {
      const box = boxRef.current;
      if (!box) return;
      const topPx = topToShow(index, linePx, box.scrollTop, box.clientHeight);
      if (topPx === undefined) return;
      box.scrollTop = topPx;
      look();
    },
    [boxRef, linePx, look],
  );

  return {
    /** Indices of the lines to draw, each at index × linePx. */
    shown: linesAt(place, lines),
    totalPx: count * linePx,
    /** Lines that a page key goes by. */
    page: place.whole,
    /** Scrolls as little as shows a line whole. */
    reveal,
  };
}
