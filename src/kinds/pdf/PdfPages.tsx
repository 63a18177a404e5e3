import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type Ref,
} from 'react';
import type { QuarterTurn } from '@/view/viewState';
import { useT } from '@/i18n/t';
import type { Pdf } from './openPdf';
import { A4, scaleOf, turned, type Size } from './pageGeometry';
import styles from './pdf.module.css';
import { PdfPage } from './PdfPage';
import type { PageHit } from './useFind';

/** What others may ask of the pages. */
export interface PagesHandle {
  readonly place: HTMLElement | null;
  /** The next change of size keeps this point of the place where it is; else that is its middle. */
  hold(at: { readonly x: number; readonly y: number } | undefined): void;
  toPage(number: number): void;
  /** To the end of the last page. */
  toEnd(): void;
  /** The room for a page, and the size of the one that is seen. */
  room(): { readonly room: Size; readonly page: Size };
}

interface PdfPagesProps {
  readonly pdf: Pdf;
  readonly handle: Ref<PagesHandle>;
  /** From 1: the page that is to be seen. */
  readonly page: number;
  readonly zoom: number | undefined;
  readonly turn: QuarterTurn;
  readonly hits: ReadonlyMap<number, readonly PageHit[]>;
  readonly shown: PageHit | undefined;
  /** Told of the page that is seen, when that is another. */
  onPage(number: number): void;
}

/** What a page lies away from the edges of the pane: as in the styles. */
const EDGE_PX = 12;

/** A point of a page (parts of it) and where in the scrolled place it stands. */
interface Anchor {
  readonly page: number;
  readonly u: number;
  readonly v: number;
  readonly x: number;
  readonly y: number;
}

const pagesOf = (place: HTMLElement) => place.querySelectorAll<HTMLElement>('[data-page]');

/** The last page that begins above a height of the scrolled place: a search by halves, since there may be thousands. */
function pageAt(place: HTMLElement, y: number): HTMLElement | undefined {
  const pages = pagesOf(place);
  let [low, high] = [0, pages.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle]?.offsetTop ?? 0) - EDGE_PX / 2 <= y) low = middle;
    else high = middle - 1;
  }
  return pages[low];
}

/** The first page of which half is seen, or that fills half of the place; at the very end the last. */
function pageInView(place: HTMLElement): number {
  const { scrollTop, clientHeight, scrollHeight } = place;
  const pages = pagesOf(place);
  if (scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1) return pages.length;
  const top = pageAt(place, scrollTop);
  const number = Number(top?.dataset['page'] ?? 1);
  if (!top || number === pages.length) return number;
  const seenPx = top.offsetTop + top.offsetHeight - scrollTop;
  return seenPx >= Math.min(top.offsetHeight, clientHeight) / 2 ? number : number + 1;
}

/** Whether anything of a page is seen. */
function isInView(place: HTMLElement, number: number): boolean {
  const page = place.querySelector<HTMLElement>(`[data-page="${number}"]`);
  if (!page) return false;
  const { scrollTop, clientHeight } = place;
  return page.offsetTop < scrollTop + clientHeight && page.offsetTop + page.offsetHeight > scrollTop;
}

function anchorAt(place: HTMLElement, x: number, y: number): Anchor | undefined {
  const page = pageAt(place, place.scrollTop + y);
  if (!page || page.offsetWidth === 0 || page.offsetHeight === 0) return undefined;
  return {
    page: Number(page.dataset['page']),
    u: (place.scrollLeft + x - page.offsetLeft) / page.offsetWidth,
    v: (place.scrollTop + y - page.offsetTop) / page.offsetHeight,
    x,
    y,
  };
}

/** All pages below each other. Those near what is seen are painted; the browser scrolls. */
export function PdfPages({ pdf, handle, page, zoom, turn, hits, shown, onPage }: PdfPagesProps) {
  const t = useT();
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>();
  const [sizes, setSizes] = useState<ReadonlyMap<number, Size>>(new Map());
  const [near, setNear] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<Anchor | undefined>(undefined);
  /** The page that is seen, as was told last. */
  const seen = useRef(1);
  /** The page that was asked for by its number: it is the one that is seen, as long as it is and no hand moves the pages. */
  const aim = useRef<number | undefined>(undefined);
  const first = sizes.get(1);
  const sizeOf = (number: number) => sizes.get(number) ?? first ?? A4;

  const onSize = useCallback((number: number, size: Size) => {
    setSizes((before) => {
      const known = before.get(number);
      if (known?.width === size.width && known.height === size.height) return before;
      return new Map(before).set(number, size);
    });
  }, []);

  const toPage = useCallback((number: number) => {
    const at = place.current;
    const target = at?.querySelector<HTMLElement>(`[data-page="${number}"]`);
    if (!at || !target) return;
    aim.current = number;
    seen.current = number;
    at.scrollTop = target.offsetTop - EDGE_PX;
    // The top of the page stays where it is, while others learn how long they are.
    anchor.current = anchorAt(at, at.clientWidth / 2, EDGE_PX + 1);
  }, []);

  const toEnd = useCallback(() => {
    const at = place.current;
    if (!at) return;
    aim.current = pdf.pageCount;
    seen.current = pdf.pageCount;
    at.scrollTop = at.scrollHeight;
    // The end stays where it is, while pages learn how long they are.
    anchor.current = anchorAt(at, at.clientWidth / 2, at.clientHeight - EDGE_PX - 1);
  }, [pdf]);

  useImperativeHandle(
    handle,
    () => ({
      get place() {
        return place.current;
      },
      hold: (point) => {
        const at = place.current;
        if (!at) return;
        const { x, y } = point ?? { x: at.clientWidth / 2, y: at.clientHeight / 2 };
        anchor.current = anchorAt(at, x, y);
      },
      toPage,
      toEnd,
      room: () => ({ room: room ?? A4, page: turned(sizes.get(seen.current) ?? first ?? A4, turn) }),
    }),
    [toPage, toEnd, room, sizes, first, turn],
  );

  useEffect(() => {
    const at = place.current;
    const pane = at?.closest<HTMLElement>('[data-pane]') ?? at;
    const life = new AbortController();
    const forget = () => {
      aim.current = undefined;
    };
    for (const moved of ['wheel', 'pointerdown', 'keydown'] as const)
      pane?.addEventListener(moved, forget, { capture: true, passive: true, signal: life.signal });
    return () => life.abort();
  }, []);

  // The room without scroll bars, which come and go with the zoom.
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
  }, []);

  // The first page tells how large pages are, before any is laid out.
  useEffect(() => {
    const life = { isOver: false };
    pdf.page(1).then(
      (page) => {
        const { width, height } = page.getViewport({ scale: 1 });
        if (!life.isOver) onSize(1, width > 0 && height > 0 ? { width, height } : A4);
      },
      () => {
        if (!life.isOver) onSize(1, A4);
      },
    );
    return () => {
      life.isOver = true;
    };
  }, [pdf, onSize]);

  const isLaidOut = room !== undefined && first !== undefined;
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
  }, [isLaidOut]);

  // Where the pages change their size, what is looked at stays where it is; any other render leaves the scrolling hand alone.
  const laidOut = useRef<readonly unknown[]>([]);
  useLayoutEffect(() => {
    const at = place.current;
    const layout = [zoom, turn, room, sizes];
    if (!at || !isLaidOut || layout.every((part, i) => part === laidOut.current[i])) return;
    laidOut.current = layout;
    const point = anchor.current;
    const target = point && at.querySelector<HTMLElement>(`[data-page="${point.page}"]`);
    if (!point || !target) return;
    at.scrollLeft = target.offsetLeft + point.u * target.offsetWidth - point.x;
    at.scrollTop = target.offsetTop + point.v * target.offsetHeight - point.y;
  });

  // The view asks for another page: a link, an undo, a button.
  useLayoutEffect(() => {
    if (!isLaidOut || page === seen.current) return;
    seen.current = page;
    toPage(page);
  }, [isLaidOut, page, toPage, seen]);

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

  return (
    <div
      ref={place}
      className={styles['pages']}
      role="document"
      aria-label={t('pdf.name')}
      tabIndex={0}
      data-testid="pdf"
      onScroll={onScroll}
    >
      {isLaidOut &&
        Array.from({ length: pdf.pageCount }, (_, at) => at + 1).map((number) => (
          <PdfPage
            key={number}
            pdf={pdf}
            number={number}
            size={sizeOf(number)}
            scale={scaleOf(turned(sizeOf(number), turn), room, zoom)}
            turn={turn}
            isNear={near.has(number)}
            hits={hits.get(number)}
            shown={shown?.page === number ? shown : undefined}
            onSize={onSize}
          />
        ))}
    </div>
  );
}
