import { useCallback, useEffect, useMemo, useState } from 'react';
import { findIn, MOST_HITS, type Hit } from './findText';
import type { Pdf } from './openPdf';

/** A hit on a page (from 1). */
export interface PageHit {
  readonly page: number;
  readonly hit: Hit;
}

/** What a search found so far. */
export interface Found {
  readonly hits: readonly PageHit[];
  /** Index into `hits` of the one that is shown; -1: none. */
  readonly at: number;
  readonly state: 'idle' | 'busy' | 'done';
  /** The document has no text at all: its pages are pictures. */
  readonly hasNoText: boolean;
}

const NOTHING: Found = { hits: [], at: -1, state: 'idle', hasNoText: false };
/** What was found is told after so many pages. */
const PAGES_A_TURN = 8;

/** Looks through all pages for a text; `tell` is told what is found, now and then and at the end. */
async function searchPages(
  pdf: Pdf,
  wanted: string,
  life: { readonly isOver: boolean },
  tell: (hits: readonly PageHit[], state: 'busy' | 'done', letters: number) => void,
): Promise<void> {
  const hits: PageHit[] = [];
  let letters = 0;
  for (let page = 1; page <= pdf.pageCount && hits.length < MOST_HITS; page += 1) {
    // A page whose text cannot be read has none to be found.
    const text = await pdf.searchable(page).catch(() => undefined);
    if (life.isOver) return;
    letters += text?.text.length ?? 0;
    if (text) for (const hit of findIn(text, wanted)) hits.push({ page, hit });
    if (page % PAGES_A_TURN === 0) tell(hits, 'busy', letters);
  }
  tell(hits, 'done', letters);
}

/**
 * Looks for a text on all pages, from the one that is seen on. `go` is told where a hit stands that is to be seen.
 */
export function useFind(pdf: Pdf, wanted: string, current: () => number, go: (hit: PageHit) => void) {
  const [found, setFound] = useState<Found>(NOTHING);
  useEffect(() => {
    if (wanted.trim() === '') {
      setFound(NOTHING);
      return undefined;
    }
    const life = { isOver: false };
    const start = current();
    let chosen: PageHit | undefined;
    setFound({ ...NOTHING, state: 'busy' });
    void searchPages(pdf, wanted, life, (hits, state, letters) => {
      const first = hits.find(({ page }) => page >= start) ?? (state === 'done' ? hits[0] : undefined);
      if (!chosen && first) {
        chosen = first;
        go(first);
      }
      const hasNoText = state === 'done' && letters === 0;
      const at = chosen ? hits.indexOf(chosen) : -1;
      setFound((before) => {
        // Who went on meanwhile stays where he is.
        const kept = before.state === 'busy' && before.at >= 0 ? before.at : undefined;
        return { hits: [...hits], at: kept ?? at, state, hasNoText };
      });
    });
    return () => {
      life.isOver = true;
    };
  }, [pdf, wanted, current, go]);

  const step = useCallback(
    (by: 1 | -1) => {
      const { hits, at } = found;
      if (hits.length === 0) return;
      const next = (at + by + hits.length) % hits.length;
      const hit = hits[next];
      setFound({ ...found, at: next });
      if (hit) go(hit);
    },
    [found, go],
  );
  const byPage = useMemo(() => {
    const pages = new Map<number, PageHit[]>();
    for (const hit of found.hits) {
      const list = pages.get(hit.page) ?? [];
      list.push(hit);
      pages.set(hit.page, list);
    }
    return pages;
  }, [found.hits]);
  return { found, byPage, shown: found.hits[found.at], step };
}
