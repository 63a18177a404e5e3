import { useImperativeHandle, type Ref } from 'react';
import type { QuarterTurn } from '@/view/viewState';
import { useT } from '@/i18n/t';
import type { Pdf } from './openPdf';
import { A4, scaleOf, turnedSize, type Size } from './pageGeometry';
import styles from './pdf.module.css';
import { PdfPage } from './PdfPage';
import { usePagePlace } from './usePagePlace';
import { useNearPages, usePageSizes } from './usePageSizes';
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

/** All pages below each other. Those near what is seen are painted; the browser scrolls. */
export function PdfPages({ pdf, handle, page, zoom, turn, hits, shown, onPage }: PdfPagesProps) {
  const t = useT();
  const { sizes, first, onSize } = usePageSizes(pdf);
  const { pageCount } = pdf;
  const isSized = first !== undefined;
  const layout = [zoom, turn, sizes];
  const pages = usePagePlace({ pageCount, page, isSized, layout, onPage });
  const { place, room, isLaidOut, hold, toPage, toEnd, onScroll, seen } = pages;
  const near = useNearPages(place, isLaidOut);
  const sizeOf = (number: number) => sizes.get(number) ?? first ?? A4;
  useImperativeHandle(
    handle,
    () => ({
      get place() {
        return place.current;
      },
      hold,
      toPage,
      toEnd,
      room: () => ({ room: room ?? A4, page: turnedSize(sizes.get(seen.current) ?? first ?? A4, turn) }),
    }),
    [place, hold, toPage, toEnd, room, sizes, first, turn, seen],
  );

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
        room &&
        Array.from({ length: pageCount }, (_, at) => at + 1).map((number) => (
          <PdfPage
            key={number}
            pdf={pdf}
            number={number}
            size={sizeOf(number)}
            scale={scaleOf(turnedSize(sizeOf(number), turn), room, zoom)}
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
