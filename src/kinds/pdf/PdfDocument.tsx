import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Instance } from '@/dicom/dataset/instance';
import { useT } from '@/i18n/t';
import type { PaneKindProps } from '@/kinds/contract/paneKind';
import { Icon } from '@/ui/Icon';
import type { QuarterTurn } from '@/view/viewState';
import type { Pdf } from './openPdf';
import { zoomedBy } from './pageGeometry';
import styles from './pdf.module.css';
import { PdfBar } from './PdfBar';
import { PdfFind } from './PdfFind';
import { PdfPages, type PagesHandle } from './PdfPages';
import { useFind, type PageHit } from './useFind';
import { DOCUMENT_KEYS, usePageMotion, type Motion } from './usePageMotion';

interface PdfDocumentProps extends PaneKindProps {
  readonly shown: Instance;
  readonly pdf: Pdf;
  readonly isCut: boolean;
  /** Undefined: whoever looks may not take it away. */
  readonly onDownload: (() => void) | undefined;
}

/** An open document: its bar, its pages. What is seen of it is in the view: page, zoom, turn. */
export function PdfDocument(props: PdfDocumentProps) {
  const { pdf, shown, isCut, view, mayExport, onView, onExport, onDownload } = props;
  const t = useT();
  const pages = useRef<PagesHandle>(null);
  const place = useRef<HTMLElement | null>(null);
  const [isFinding, setFinding] = useState(false);
  const [wanted, setWanted] = useState('');
  const page = Math.min(view.at?.frame ?? 1, pdf.pageCount);
  const turn = view.rotationDeg ?? 0;

  /** What hands ask for between two pictures of the page adds up. */
  const latest = useRef({ page, zoom: view.zoom, turn });
  useLayoutEffect(() => {
    latest.current = { page, zoom: view.zoom, turn };
    place.current = pages.current?.place ?? null;
  });

  const onPage = useCallback(
    (number: number) => onView({ at: { sop: shown.sop, frame: number } }),
    [onView, shown.sop],
  );
  const toPage = (number: number) => {
    const next = Math.min(Math.max(number, 1), pdf.pageCount);
    pages.current?.toPage(next);
    if (next !== latest.current.page) onPage(next);
  };
  const toEnd = () => {
    pages.current?.toEnd();
    if (pdf.pageCount !== latest.current.page) onPage(pdf.pageCount);
  };
  const go = useCallback(
    (hit: PageHit) => {
      pages.current?.toPage(hit.page);
      if (hit.page !== latest.current.page) onPage(hit.page);
    },
    [onPage],
  );
  const current = useCallback(() => latest.current.page, []);
  const { found, byPage, shown: hit, step } = useFind(pdf, isFinding ? wanted : '', current, go);

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
    find: () => setFinding(true),
  };
  const motion = useRef(run);
  useLayoutEffect(() => {
    motion.current = run;
  });
  usePageMotion(place, motion);

  const endFind = () => {
    setFinding(false);
    place.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles['document']} data-own-keys={DOCUMENT_KEYS}>
      <PdfBar
        pdf={pdf}
        page={page}
        fits={view.zoom === undefined ? 'width' : view.zoom === 1 ? 'page' : undefined}
        isFinding={isFinding}
        motion={run}
        onPage={toPage}
        onFind={() => (isFinding ? endFind() : setFinding(true))}
        onDownload={onDownload}
        onPrinted={mayExport ? onExport : undefined}
      />
      {isFinding && (
        <PdfFind wanted={wanted} found={found} onWanted={setWanted} onStep={step} onClose={endFind} />
      )}
      {isCut && (
        <p role="alert" className={styles['warning']}>
          <Icon name="warning" /> {t('pdf.cut')}
        </p>
      )}
      <PdfPages
        pdf={pdf}
        handle={pages}
        page={page}
        zoom={view.zoom}
        turn={turn}
        hits={byPage}
        shown={hit}
        onPage={onPage}
      />
    </div>
  );
}
