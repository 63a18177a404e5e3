import { useCallback, useEffect, useRef, type KeyboardEvent } from 'react';
import type { StudySummary } from '@/archive/archive';
import type { StudyUid } from '@/dicom/uid';

/** How far each key moves; rows is how many fit on the screen. */
const STEPS: Readonly<Record<string, (index: number, rows: number, page: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, _, page) => index + page,
  PageUp: (index, _, page) => index - page,
  Home: () => 0,
  End: (_, rows) => rows - 1,
};

interface ListKeys {
  readonly rows: readonly StudySummary[];
  readonly selected: StudyUid | undefined;
  /** How many rows a page key moves. */
  readonly page: number;
  readonly onSelect: (study: StudyUid) => void;
  readonly reveal: (index: number) => void;
}

/** Arrow, page, Home and End keys move the selection and the focus with it; Enter is the focused link's own. */
export function useListKeys({ rows, selected, page, onSelect, reveal }: ListKeys) {
  const list = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);

  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (!row) return; // Not on screen yet: the next rendering, after the scroll, has it.
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const moveTo = useCallback(
    (index: number) => {
      const study = rows[Math.max(0, Math.min(index, rows.length - 1))];
      if (!study) return;
      wantsFocus.current = true;
      reveal(rows.indexOf(study));
      onSelect(study.study);
    },
    [rows, onSelect, reveal],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const index = rows.findIndex(({ study }) => study === selected);
    moveTo(step(index, rows.length, Math.max(1, page - 1)));
  };
  return { list, onKeyDown, moveTo };
}
