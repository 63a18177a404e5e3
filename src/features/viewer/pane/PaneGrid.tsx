import { useCallback, useLayoutEffect, useMemo } from 'react';
import { useT } from '@/i18n/t';
import { arrangeCells } from '@/features/viewer/state/arrange';
import { useBlinkRun } from './useBlinkRun';
import { endBlink } from '@/view/blink';
import { PaneFrame } from './PaneFrame';
import styles from '@/features/viewer/styles/panes.module.css';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';

/** The focus is in the active pane, from the first moment on, wherever it was in another; the result is the grid's. */
function useFocusInPanes(active: number) {
  const { views } = useViewer();
  // Who opens a study is in its picture: keys work at once, and the focus is never lost.
  const enter = useCallback(
    // Without an element when the grid leaves: then there is nothing to focus.
    (grid: HTMLElement | null) => {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      const { active } = views.getState().view;
      grid?.querySelector<HTMLElement>(`[data-pane="${active}"]`)?.focus({ preventScroll: true });
    },
    [views],
  );
  // A wheel over another pane makes that the active one, and moves no focus: keys would go where no frame is, or to a document's own.
  // Before the page finds that what has the focus is hidden, and takes it away.
  useLayoutEffect(() => {
    const { activeElement } = document;
    const at = activeElement?.closest<HTMLElement>('[data-pane]');
    if (!at || at.dataset['pane'] === String(active) || activeElement?.matches('input, textarea')) return;
    document.querySelector<HTMLElement>(`[data-pane="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);
  return enter;
}

/** The panes this screen has room for. Renders when the grid or the active pane changes, never on scroll. */
export function PaneGrid() {
  const t = useT();
  const { views, screen } = useViewer();
  // The pane contents change with every scroll; what is arranged depends on these only.
  const grid = useView(({ grid }) => grid);
  const active = useView(({ active }) => active);
  const blink = useView(({ blink }) => blink);
  const {
    grid: shown,
    cells,
    vacant,
  } = useMemo(
    () =>
      arrangeCells({ ...endBlink(views.getState().view), grid, active, ...(blink ? { blink } : {}) }, screen),
    [views, grid, active, blink, screen],
  );
  const isBackToBack = useView(({ panes }) => panes.some((pane) => pane?.field !== undefined));
  useBlinkRun();
  const enter = useFocusInPanes(active);
  const hasMany = grid.rows * grid.columns > 1;
  return (
    <main
      ref={enter}
      // Which pane is left of which is part of a view, and left of a picture is a side of somebody: nothing here turns with the language.
      dir="ltr"
      className={styles['grid']}
      aria-label={t('viewer.images')}
      data-rows={shown.rows}
      data-backs={(isBackToBack && shown.columns === 2) || undefined}
      style={{
        gridTemplateColumns: `repeat(${shown.columns}, minmax(0, 1fr))`,
        gridTemplateRows: `repeat(${shown.rows}, minmax(0, 1fr))`,
      }}
    >
      {cells.map(({ pane, row, column, isHidden }) => (
        <PaneFrame
          key={pane}
          pane={pane}
          cell={{ row, column }}
          isHidden={isHidden}
          isActive={pane === active}
          isMarked={hasMany && pane === active && cells.length > 1}
          isNarrow={shown.columns > 1 || screen !== 'desk'}
        />
      ))}
      {vacant && (
        <p className={styles['vacant']} style={{ gridRow: vacant.row, gridColumn: vacant.column }}>
          {t('blink.vacant')}
        </p>
      )}
    </main>
  );
}
