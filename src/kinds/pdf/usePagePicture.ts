import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { QuarterTurn } from '@/view/viewState';
import type { Pdf } from './openPdf';
import { densityOf, soundSize, type Size } from './pageGeometry';
import { writeText, type PageText } from './pageText';
import { free, type PageShape } from './paintPage';
import { PdfError } from './pdfError';

/** Why a page is not drawn, or that part of it is not. */
export type PageState = 'waiting' | 'painted' | 'leftOut' | 'failed' | 'slow' | 'heavy';

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

export interface PageParts {
  readonly pdf: Pdf;
  /** From 1. */
  readonly number: number;
  /** CSS pixels per point. */
  readonly scale: number;
  readonly turn: QuarterTurn;
  /** It is seen, or soon will be: only then is it painted. */
  readonly isNear: boolean;
  onSize(number: number, size: Size): void;
}

/** The page itself, once it is near; how large it is is told. */
function usePageShape(
  { pdf, number, isNear, onSize }: PageParts,
  onFailure: (state: PageState) => void,
): PageShape | undefined {
  const [page, setPage] = useState<PageShape>();
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
        if (!life.isOver) onFailure(failureOf(error));
      },
    );
    return () => {
      life.isOver = true;
    };
  }, [pdf, number, isNear, onSize, onFailure]);
  return page;
}

/** Paints a page as long as it is near. `place`: its size on the screen, in CSS pixels. */
export function usePagePicture(parts: PageParts, { width, height }: Size) {
  const { pdf, number, scale, turn, isNear } = parts;
  const [state, setState] = useState<PageState>('waiting');
  const [attempt, setAttempt] = useState(0);
  const paper = useRef<HTMLDivElement>(null);
  const page = usePageShape(parts, setState);
  useEffect(() => {
    const at = paper.current;
    if (!isNear || !page || !at) return undefined;
    const life = new AbortController();
    const { signal } = life;
    if (attempt > 0) pdf.forgive(number);
    const paint = async () => {
      const density = densityOf({ width, height }, window.devicePixelRatio);
      const painted = await pdf.paint(number, { scale: scale * density, turn, intent: 'display', signal });
      if (!painted) return;
      empty(at);
      at.append(painted.canvas);
      at.dataset['turn'] = String(turn);
      setState(painted.isLeftOut ? 'leftOut' : 'painted');
    };
    const start = () =>
      void paint().catch((error: unknown) => {
        if (signal.aborted) return;
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

  const again = () => {
    setState('waiting');
    setAttempt(attempt + 1);
  };
  return { paper, page, state, again };
}

/** Writes the text of a page over its picture, as long as it is near. */
export function usePageText(
  { pdf, isNear, turn }: Pick<PageParts, 'pdf' | 'isNear' | 'turn'>,
  page: PageShape | undefined,
) {
  const [text, setText] = useState<PageText>();
  const letters = useRef<HTMLDivElement>(null);
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
  return { letters, text };
}
