import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { PageText } from './pageText';
import type { PageHit } from './useFind';

/** Where a hit is on its page, in parts of it. */
interface Mark {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isShown: boolean;
}

/** Where the hits of a page are, once its text stands on it. */
export function useMarks(
  letters: RefObject<HTMLElement | null>,
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

/** What was found, marked on its page; the one that is shown is scrolled to. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
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
