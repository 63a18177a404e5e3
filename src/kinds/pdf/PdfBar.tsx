import { useEffect, useId, useRef, useState } from 'react';
import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import type { Pdf } from './openPdf';
import styles from './pdf.module.css';
import { MOST_PRINTED, printPages } from './printPages';
import { KEY_FACTOR, type Motion } from './usePageMotion';

interface PdfBarProps {
  readonly pdf: Pdf;
  /** From 1. */
  readonly page: number;
  readonly fits: 'width' | 'page' | undefined;
  readonly isFinding: boolean;
  readonly motion: Motion;
  onPage(number: number): void;
  onFind(): void;
  /** Undefined: not for whoever looks; likewise `onPrinted`. */
  readonly onDownload: (() => void) | undefined;
  readonly onPrinted: (() => void) | undefined;
}

/** Above the pages: which one it is, how large, and what can be done with all. */
export function PdfBar(props: PdfBarProps) {
  const { pdf, page, fits, isFinding, motion, onPage, onFind, onDownload, onPrinted } = props;
  const t = useT();
  const print = usePrint(pdf, onPrinted);
  return (
    <>
      <div role="toolbar" aria-label={t('pdf.tools')} className={styles['bar']} data-roving="bar">
        <div>
          <IconButton
            icon="previous"
            label={t('pdf.previousPage')}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          />
          <PageBox page={page} count={pdf.pageCount} onPage={onPage} />
          <IconButton
            icon="next"
            label={t('pdf.nextPage')}
            disabled={page >= pdf.pageCount}
            onClick={() => onPage(page + 1)}
          />
        </div>
        <div>
          <IconButton icon="zoomOut" label={t('pdf.zoomOut')} onClick={() => motion.zoomBy(1 / KEY_FACTOR)} />
          <IconButton icon="zoom" label={t('pdf.zoomIn')} onClick={() => motion.zoomBy(KEY_FACTOR)} />
          <IconButton
            icon="fitWidth"
            label={t('pdf.fitWidth')}
            aria-pressed={fits === 'width'}
            onClick={() => motion.fit('width')}
          />
          <IconButton
            icon="fitPage"
            label={t('pdf.fitPage')}
            aria-pressed={fits === 'page'}
            onClick={() => motion.fit('page')}
          />
          <IconButton icon="rotate" label={t('pdf.rotate')} onClick={() => motion.rotate()} />
        </div>
        <div>
          <IconButton icon="search" label={t('pdf.find')} aria-expanded={isFinding} onClick={onFind} />
          {print.start && <IconButton icon="print" label={t('pdf.print')} onClick={print.start} />}
          {onDownload && <IconButton icon="download" label={t('pdf.download')} onClick={onDownload} />}
        </div>
      </div>
      {print.state !== 'rest' && (
        <div className={styles['note']} role="status">
          <p>
            {print.state === 'busy'
              ? t('pdf.print.busy', { number: print.ready + 1, count: pdf.pageCount })
              : t(`pdf.print.${print.state}`, { most: MOST_PRINTED, pages: print.leftOut.join(', ') })}
          </p>
          <Button onClick={print.stop}>
            {t(print.state === 'busy' ? 'pdf.print.stop' : 'common.close')}
          </Button>
        </div>
      )}
    </>
  );
}

interface PageBoxProps {
  readonly page: number;
  readonly count: number;
  onPage(number: number): void;
}

/** The number of the page, to read and to write; one beyond the end leads to the last page, and what is no number changes nothing. */
function PageBox({ page, count, onPage }: PageBoxProps) {
  const t = useT();
  const of = useId();
  const [written, setWritten] = useState<string>();
  const take = () => {
    const number = Number(written);
    if (written !== undefined && Number.isInteger(number) && number >= 1) onPage(Math.min(number, count));
    setWritten(undefined);
  };
  return (
    <span className={styles['count']}>
      <input
        aria-label={t('pdf.pageBox', { count })}
        aria-describedby={of}
        inputMode="numeric"
        enterKeyHint="go"
        value={written ?? String(page)}
        style={{ width: `${String(count).length + 2.5}ch` }}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setWritten(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape') setWritten(undefined);
        }}
      />
      <span id={of} data-testid="pdf-count">
        {t('pdf.of', { count })}
      </span>
    </span>
  );
}

type PrintState = 'rest' | 'busy' | 'failed' | 'many' | 'leftOut';

function usePrint(pdf: Pdf, onPrinted: (() => void) | undefined) {
  const [state, setState] = useState<PrintState>('rest');
  const [ready, setReady] = useState(0);
  const [leftOut, setLeftOut] = useState<readonly number[]>([]);
  const life = useRef<AbortController>(undefined);
  useEffect(() => () => life.current?.abort(), []);
  const stop = () => {
    life.current?.abort();
    setState('rest');
  };
  const start = async () => {
    if (pdf.pageCount > MOST_PRINTED) return setState('many');
    life.current?.abort();
    const mine = new AbortController();
    life.current = mine;
    setReady(0);
    setState('busy');
    try {
      const missing = await printPages(pdf, mine.signal, setReady);
      if (mine.signal.aborted) return;
      onPrinted?.();
      setLeftOut(missing);
      setState(missing.length > 0 ? 'leftOut' : 'rest');
    } catch {
      if (!mine.signal.aborted) setState('failed');
    }
  };
  return {
    state,
    leftOut,
    ready: Math.min(ready, pdf.pageCount - 1),
    stop,
    start: onPrinted && (() => void start()),
  };
}
