import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import type { QuarterTurn } from '@/view/viewState';
import type { Pdf } from './openPdf';
import { densityOf, soundSize, turned, type Size } from './pageGeometry';
import { writeText, type PageText } from './pageText';
import { free, type PageShape } from './paintPage';
import { PdfError } from './pdfError';
import styles from './pdf.module.css';
import type { PageHit } from './useFind';

interface PdfPageProps {
  readonly pdf: Pdf;
  /** From 1. */
  readonly number: number;
  /** In points, as the page itself wants to be turned. */
  readonly size: Size;
  /** CSS pixels per point. */
  readonly scale: number;
  readonly turn: QuarterTurn;
  /** It is seen, or soon will be: only then is it painted. */
  readonly isNear: boolean;
  readonly hits: readonly PageHit[] | undefined;
  readonly shown: PageHit | undefined;
  onSize(number: number, size: Size): void;
}

/** Why a page is not drawn, or that part of it is not. */
type PageState = 'waiting' | 'painted' | 'leftOut' | 'failed' | 'slow' | 'heavy';

function failureOf(error: unknown): PageState {
  if (!(error instanceof PdfError)) return 'failed';
  if (error.fault === 'slowPage') return 'slow';
  return error.fault === 'heavyPage' ? 'heavy' : 'failed';
}

function empty(paper: HTMLElement): void {
  for (const old of paper.querySelectorAll('canvas')) free(old);
  paper.replaceChildren();
}

/** A change of size is painted when it has come to rest; until then the picture is stretched. */
const REST_MS = 120;

/** Where a hit is on its page, in parts of it. */
interface Mark {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isShown: boolean;
}

/** One page: its picture, its text over it for screen readers and for choosing, and what was found in it. */
export const PdfPage = memo(function PdfPage(props: PdfPageProps) {
  const { pdf, number, size, scale, turn, isNear, hits, shown, onSize } = props;
  const t = useT();
  const [page, setPage] = useState<PageShape>();
  const [state, setState] = useState<PageState>('waiting');
  const [attempt, setAttempt] = useState(0);
  const [text, setText] = useState<PageText>();
  const paper = useRef<HTMLDivElement>(null);
  const letters = useRef<HTMLDivElement>(null);
  const place = turned(size, turn);
  const { width, height } = { width: place.width * scale, height: place.height * scale };

  useEffect(() => {
    if (!isNear) return undefined;
    const life = { isOver: false };
    pdf.page(number).then(
      (page) => {
        if (life.isOver) return;
        const { width, height } = page.getViewport({ scale: 1 });
        onSize(number, soundSize({ width, height }));
        setPage(page);
      },
      (error: unknown) => {
        if (!life.isOver) setState(failureOf(error));
      },
    );
    return () => {
      life.isOver = true;
    };
  }, [pdf, number, isNear, onSize]);

  useEffect(() => {
    const at = paper.current;
    if (!isNear || !page || !at) return undefined;
    const life = new AbortController();
    if (attempt > 0) pdf.forgive(number);
    const paint = async () => {
      const density = densityOf({ width, height }, window.devicePixelRatio);
      const painted = await pdf.paint(number, {
        scale: scale * density,
        turn,
        intent: 'display',
        signal: life.signal,
      });
      if (!painted) return;
      empty(at);
      at.append(painted.canvas);
      at.dataset['turn'] = String(turn);
      setState(painted.isLeftOut ? 'leftOut' : 'painted');
    };
    const start = () =>
      void paint().catch((error: unknown) => {
        if (life.signal.aborted) return;
        empty(at);
        setState(failureOf(error));
      });
    const timer = setTimeout(start, at.childElementCount > 0 ? REST_MS : 0);
    return () => {
      clearTimeout(timer);
      life.abort();
    };
  }, [pdf, number, page, isNear, scale, turn, width, height, attempt]);

  // A picture that lies as the pages no longer do is not stretched into their place.
  useLayoutEffect(() => {
    const at = paper.current;
    if (!at || (isNear && at.dataset['turn'] === String(turn))) return;
    empty(at);
    setState('waiting');
  }, [isNear, turn]);

  useEffect(() => {
    const at = letters.current;
    if (!isNear || !page || !at) return undefined;
    const life = new AbortController();
    // What has no text, or none that can be read, is a picture.
    writeText(pdf, page, at, turn, life.signal).then(setText, () => undefined);
    return () => {
      life.abort();
      at.replaceChildren();
      setText(undefined);
    };
  }, [pdf, page, isNear, turn]);

  const marks = useMarks(letters, text, hits, shown);
  const again = () => {
    setState('waiting');
    setAttempt(attempt + 1);
  };
  const label = t('pdf.page', { number, count: pdf.pageCount });
  return (
    <section
      aria-label={label}
      className={styles['page']}
      data-page={number}
      data-painted={state === 'painted' || state === 'leftOut' || undefined}
      style={{ width, height, '--total-scale-factor': scale } as React.CSSProperties}
    >
      {isNear && (
        <>
          <div ref={paper} className={styles['paper']} aria-hidden="true" />
          <div ref={letters} className={styles['text']} data-testid="pdf-text" />
          <Marks marks={marks} />
          {state === 'waiting' && (
            <p className={styles['waiting']} data-drawing="">
              {t('pdf.page.loading', { number })}
            </p>
          )}
          {state !== 'waiting' && state !== 'painted' && (
            <div role="alert" className={styles[state === 'leftOut' ? 'partly' : 'fault']}>
              <p>{t(`pdf.page.${state}`)}</p>
              {state === 'slow' && <Button onClick={again}>{t('common.retry')}</Button>}
            </div>
          )}
        </>
      )}
    </section>
  );
});

/** Where the hits of a page are, once its text stands on it. */
function useMarks(
  letters: React.RefObject<HTMLElement | null>,
  text: PageText | undefined,
  hits: readonly PageHit[] | undefined,
  shown: PageHit | undefined,
): readonly Mark[] {
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useLayoutEffect(() => {
    const box = letters.current?.parentElement?.getBoundingClientRect();
    if (!box || !text || !hits) {
      setMarks((before) => (before.length > 0 ? [] : before));
      return;
    }
    setMarks(
      hits.flatMap((one) =>
        rectsOf(text, one).map((rect) => ({
          left: (rect.left - box.left) / box.width,
          top: (rect.top - box.top) / box.height,
          width: rect.width / box.width,
          height: rect.height / box.height,
          isShown: one === shown,
        })),
      ),
    );
  }, [letters, text, hits, shown]);
  return marks;
}

function rectsOf({ pieces }: PageText, { hit: { from, to } }: PageHit): readonly DOMRect[] {
  const rects: DOMRect[] = [];
  for (let piece = from.piece; piece <= to.piece; piece += 1) {
    const letters = pieces[piece]?.firstChild;
    if (!(letters instanceof Text)) continue;
    const range = document.createRange();
    const end = piece === to.piece ? to.letter : letters.length;
    range.setStart(letters, Math.min(piece === from.piece ? from.letter : 0, letters.length));
    range.setEnd(letters, Math.min(end, letters.length));
    rects.push(...range.getClientRects());
  }
  return rects;
}

const percent = (part: number) => `${part * 100}%`;

function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  const shown = useRef<HTMLElement>(null);
  const at = marks.find(({ isShown }) => isShown);
  useEffect(() => {
    if (at) shown.current?.scrollIntoView({ block: 'center', inline: 'nearest' });
  }, [at]);
  return marks.map((mark, i) => (
    <mark
      key={i}
      ref={mark === at ? shown : undefined}
      aria-hidden="true"
      data-shown={mark.isShown || undefined}
      style={{
        left: percent(mark.left),
        top: percent(mark.top),
        width: percent(mark.width),
        height: percent(mark.height),
      }}
    />
  ));
}
