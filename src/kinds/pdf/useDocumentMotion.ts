import { useCallback, useLayoutEffect, useRef } from 'react';
import type { SopUid } from '@/dicom/dataset/uid';
import type { PaneKindView } from '@/kinds/contract/paneKind';
import type { QuarterTurn } from '@/view/viewState';
import { zoomedBy } from './pageGeometry';
import type { PagesHandle } from './PdfPages';
import { usePageMotion, type Motion } from './usePageMotion';

interface MotionParts {
  readonly pageCount: number;
  /** Of the document that is shown. */
  readonly sop: SopUid;
  /** From 1. */
  readonly page: number;
  readonly zoom: number | undefined;
  readonly turn: QuarterTurn;
  onView(change: PaneKindView): void;
  onFind(): void;
}

/** What buttons, keys and fingers do to the pages of a document: it becomes part of the view. */
export function useDocumentMotion({ pageCount, sop, page, zoom: now, turn, onView, onFind }: MotionParts) {
  const pages = useRef<PagesHandle>(null);
  const place = useRef<HTMLElement | null>(null);
  /** What hands ask for between two pictures of the page adds up. */
  const latest = useRef({ page, zoom: now, turn });
  useLayoutEffect(() => {
    latest.current = { page, zoom: now, turn };
    place.current = pages.current?.place ?? null;
  });

  const onPage = useCallback((number: number) => onView({ at: { sop, frame: number } }), [onView, sop]);
  const toPage = (number: number) => {
    const next = Math.min(Math.max(number, 1), pageCount);
    pages.current?.toPage(next);
    if (next !== latest.current.page) onPage(next);
  };
  const toEnd = () => {
    pages.current?.toEnd();
    if (pageCount !== latest.current.page) onPage(pageCount);
  };
  const show = useCallback(
    (number: number) => {
      pages.current?.toPage(number);
      if (number !== latest.current.page) onPage(number);
    },
    [onPage],
  );
  const current = useCallback(() => latest.current.page, []);
  const setZoom = (zoom: number | undefined) => {
    latest.current.zoom = zoom;
    onView({ zoom });
  };
  const run: Motion = {
    zoomBy: (factor, at) => {
      const size = pages.current?.room();
      if (!size) return;
      pages.current?.hold(at);
      setZoom(zoomedBy(size.page, size.room, latest.current.zoom, factor));
    },
    fit: (what) => setZoom(what === 'width' ? undefined : 1),
    toPage: (by) => {
      if (by === 'first') toPage(1);
      else if (by === 'last') toEnd();
      else toPage(latest.current.page + by);
    },
    rotate: () => {
      const next = ((latest.current.turn + 90) % 360) as QuarterTurn;
      latest.current.turn = next;
      onView({ rotationDeg: next === 0 ? undefined : next });
    },
    find: onFind,
  };
  const motion = useRef(run);
  useLayoutEffect(() => {
    motion.current = run;
  });
  usePageMotion(place, motion);
  return { pages, place, motion: run, toPage, onPage, show, current };
}
