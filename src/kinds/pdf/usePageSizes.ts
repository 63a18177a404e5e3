import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import type { Pdf } from './openPdf';
import { A4, soundSize, type Size } from './pageGeometry';
import { EDGE_PX, pagesOf } from './pagePlace';

/** The room for a page, without scroll bars, which come and go with the zoom. */
export function usePageRoom(place: RefObject<HTMLElement | null>): Size | undefined {
  const [room, setRoom] = useState<Size>();
  useLayoutEffect(() => {
    const at = place.current;
    if (!at) return undefined;
    const measure = () => {
      const width = Math.max(at.clientWidth - 2 * EDGE_PX, 1);
      const height = Math.max(at.clientHeight - 2 * EDGE_PX, 1);
      setRoom((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(at);
    return () => observer.disconnect();
  }, [place]);
  return room;
}

/** How large pages are, as far as they have told. The first tells before any is laid out: the others are taken to be like it. */
export function usePageSizes(pdf: Pdf) {
  const [sizes, setSizes] = useState<ReadonlyMap<number, Size>>(new Map());
  const onSize = useCallback((number: number, size: Size) => {
    setSizes((before) => {
      const known = before.get(number);
      if (known?.width === size.width && known.height === size.height) return before;
      return new Map(before).set(number, size);
    });
  }, []);
  useEffect(() => {
    const life = { isOver: false };
    pdf.page(1).then(
      (page) => {
        const { width, height } = page.getViewport({ scale: 1 });
        if (!life.isOver) onSize(1, soundSize({ width, height }));
      },
      () => {
        if (!life.isOver) onSize(1, A4);
      },
    );
    return () => {
      life.isOver = true;
    };
  }, [pdf, onSize]);
  return { sizes, first: sizes.get(1), onSize };
}

/** The pages that are seen, or soon will be: only these are painted. */
export function useNearPages(place: RefObject<HTMLElement | null>, isLaidOut: boolean): ReadonlySet<number> {
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const at = place.current;
    if (!at || !isLaidOut) return undefined;
    const observer = new IntersectionObserver(
      (entries) =>
        setNear((before) => {
          const next = new Set(before);
          for (const { target, isIntersecting } of entries) {
            const number = Number((target as HTMLElement).dataset['page']);
            if (isIntersecting) next.add(number);
            else next.delete(number);
          }
          return next;
        }),
      { root: at, rootMargin: '60% 0px' },
    );
    for (const page of pagesOf(at)) observer.observe(page);
    return () => observer.disconnect();
  }, [place, isLaidOut]);
  return near;
}
