import { useCallback, useState } from 'react';
import type { Instance } from '@/dicom/dataset/instance';
import { useT } from '@/i18n/t';
import type { PaneKindProps } from '@/kinds/contract/paneKind';
import { Icon } from '@/ui/Icon';
import type { Pdf } from './openPdf';
import styles from './pdf.module.css';
import { PdfBar } from './PdfBar';
import { PdfFind } from './PdfFind';
import { PdfPages } from './PdfPages';
import { useFind, type PageHit } from './useFind';
import { useDocumentMotion } from './useDocumentMotion';
import { DOCUMENT_KEYS } from './usePageMotion';

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
  const [isFinding, setFinding] = useState(false);
  const [wanted, setWanted] = useState('');
  const page = Math.min(view.at?.frame ?? 1, pdf.pageCount);
  const turn = view.rotationDeg ?? 0;

  const { pages, place, motion, toPage, onPage, show, current } = useDocumentMotion({
    ...{ page, turn, onView },
    pageCount: pdf.pageCount,
    sop: shown.sop,
    zoom: view.zoom,
    onFind: () => setFinding(true),
  });
  const go = useCallback((hit: PageHit) => show(hit.page), [show]);
  const { found, byPage, shown: hit, step } = useFind(pdf, isFinding ? wanted : '', current, go);

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
        motion={motion}
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
