import { useCallback, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { findKey } from '@/ui/keyNames';

type Step = (index: number, rows: number, page: number, columns: number) => number;

/** How far each key moves; page is how many rows fit on the screen. */
const STEPS: Readonly<Record<string, Step>> = {
  arrowdown: (index, _, __, columns) => index + columns,
  arrowup: (index, _, __, columns) => index - columns,
  pagedown: (index, _, page) => index + page,
  pageup: (index, _, page) => index - page,
  home: () => 0,
  end: (_, rows) => rows - 1,
};
const SIDEWAYS: Readonly<Record<string, Step>> = {
  arrowright: (index) => index + 1,
  arrowleft: (index) => index - 1,
};

interface ListKeys {
  readonly rows: readonly StudySummary[];
  readonly selected: StudyUid | undefined;
  /** How many rows a page key moves. */
  readonly page: number;
  readonly columns?: 1 | 2;
  /** Takes the focus as soon as there are rows, where nothing else has it. */
  readonly isFocusedFirst: boolean;
  readonly onSelect: (study: StudyUid) => void;
  readonly reveal: (index: number) => void;
}

/**
 * Arrow, page, Home and End keys move the selection and the focus with it; Enter is the focused row's own. Rows bear
 * `data-study`. Whoever comes to the list is on its selected row, so that keys work at once.
 */
export function useListKeys<List extends HTMLElement>({
  rows,
  selected,
  page,
  columns = 1,
  isFocusedFirst,
  onSelect,
  reveal,
}: ListKeys) {
  const list = useRef<List>(null);
  /** The row that is to have the focus as soon as it exists: named, as an older rendering's effect may still run after a key. */
  const focusWanted = useRef<StudyUid>(undefined);
  const isArriving = useRef(isFocusedFirst);

  const place = Math.max(
    0,
    rows.findIndex(({ study }) => study === selected),
  );

  // Laid out, the list is ready for keys: between paint and a passive effect a hand is fast enough.
  useLayoutEffect(() => {
    if (!isArriving.current || rows.length === 0) return;
    isArriving.current = false;
    if (!isNowhere(document.activeElement)) return;
    focusWanted.current = rows[place]?.study;
    reveal(place);
  });

  useLayoutEffect(() => {
    if (focusWanted.current === undefined) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-study="${focusWanted.current}"]`);
    if (!row) return; // Not on screen yet: the next rendering, after the scroll, has it.
    focusWanted.current = undefined;
    row.focus({ preventScroll: true });
  });

  const moveTo = useCallback(
    (index: number) => {
      const study = rows[Math.max(0, Math.min(index, rows.length - 1))];
      if (!study) return;
      focusWanted.current = study.study;
      reveal(rows.indexOf(study));
      onSelect(study.study);
    },
    [rows, onSelect, reveal],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const step = findKey(event.nativeEvent, columns > 1 ? { ...STEPS, ...SIDEWAYS } : STEPS);
    if (!step) return;
    event.preventDefault();
    moveTo(step(place, rows.length, Math.max(1, page - 1) * columns, columns));
  };
  return { list, onKeyDown, moveTo, place };
}

/** The page itself has the focus, or the frame that the list stands in. */
export const isNowhere = (element: Element | null): boolean =>
  element === null || element === document.body || element.matches('[data-frame]');
