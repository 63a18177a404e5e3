import { useState } from 'react';
import { useT } from '@/i18n/t';
import { join } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { Popover } from '@/ui/overlay/Popover';
import { setGrid } from '@/view/actions';
import type { Grid } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import { arrange, gridsFor } from '@/features/viewer/state/arrange';
import { activatePane } from '@/features/viewer/commands/keyboard';
import styles from './layoutButton.module.css';
import toolStyles from './toolbar.module.css';
import { LinkSwitches } from './LinkSwitches';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';

/** The grids on offer, as a grid of cells: pressing one lays out as many panes as it spans. */
export function LayoutChooser({ onChosen }: { onChosen?: () => void }) {
  const t = useT();
  const { views, shell, screen } = useViewer();
  const rows = useView(({ grid }) => grid.rows);
  const columns = useView(({ grid }) => grid.columns);
  const [over, setOver] = useState<Grid>();
  const grids = gridsFor(screen);
  const shown = over ?? { rows, columns };
  const isIn = (cell: Grid) => cell.rows <= shown.rows && cell.columns <= shown.columns;
  const isNow = (grid: Grid) => grid.rows === rows && grid.columns === columns;
  const choose = (grid: Grid) => {
    shell.setState({ beforeMaximise: undefined });
    updateView(views, (view) => setGrid(view, grid));
    onChosen?.();
  };
  return (
    <>
      <div
        className={styles['chooser']}
        data-side={Math.sqrt(grids.length)}
        onPointerLeave={() => setOver(undefined)}
      >
        {grids.map((grid) => (
          <button
            key={`${grid.rows}${grid.columns}`}
            type="button"
            className={join(styles['cell'], isIn(grid) && styles['in'])}
            aria-label={t('layout.grid', { rows: grid.rows, columns: grid.columns })}
            aria-pressed={isNow(grid)}
            onPointerEnter={() => setOver(grid)}
            data-first-focus={isNow(grid) || undefined}
            onFocus={({ currentTarget, relatedTarget }) => {
              // Until a key goes from cell to cell, what there is now is shown.
              if (relatedTarget?.parentElement === currentTarget.parentElement) setOver(grid);
            }}
            onBlur={() => setOver(undefined)}
            onClick={() => choose(grid)}
          />
        ))}
        <p className={styles['size']}>
          {shown.rows} × {shown.columns}
        </p>
        <PaneSwitch onChosen={onChosen} />
      </div>
      <LinkSwitches />
    </>
  );
}

/** Where the screen has no room for all panes: leads to each of them. */
function PaneSwitch({ onChosen }: { onChosen: (() => void) | undefined }) {
  const t = useT();
  const viewer = useViewer();
  const count = useView(({ panes }) => panes.length);
  const active = useView((view) => view.active);
  const { panes } = arrange(viewer.views.getState().view, viewer.screen);
  if (panes.length >= count) return null;
  return (
    <div role="group" aria-label={t('layout.panes')} className={styles['switch']}>
      {Array.from({ length: count }, (_, pane) => (
        <button
          key={pane}
          type="button"
          aria-label={t('pane.name', { number: pane + 1 })}
          aria-pressed={pane === active}
          onClick={() => {
            activatePane(viewer, pane);
            onChosen?.();
          }}
        >
          {pane + 1}
        </button>
      ))}
    </div>
  );
}

/** Opens the layout chooser below itself. */
export function LayoutButton() {
  const t = useT();
  const [anchor, setAnchor] = useState<Element>();
  const close = () => setAnchor(undefined);
  return (
    <>
      <button
        type="button"
        className={toolStyles['tool']}
        aria-label={t('layout.choose')}
        aria-haspopup="dialog"
        aria-expanded={anchor !== undefined}
        data-tip={t('layout.choose')}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <Icon name="layout" />
      </button>
      {anchor && (
        <Popover anchor={anchor} label={t('layout.choose')} isAsWide onClose={close}>
          <LayoutChooser onChosen={close} />
        </Popover>
      )}
    </>
  );
}
