import type { Grid, ViewState } from '@/view/viewState';
import type { Screen } from '@/ui/useScreen';

/** Which panes are on the screen, and in what grid. */
export interface Arrangement {
  readonly grid: Grid;
  /** Indices into view.panes, row-major. */
  readonly panes: readonly number[];
}

/** At most this many rows and columns of panes fit a screen. */
const MOST: Readonly<Record<Screen, number>> = { desk: 3, tablet: 2, phone: 1 };

/**
 * The part of the view's grid that this screen has room for: the window of it that holds the active pane. The view itself
 * stays whole, so that a link opened on a phone and sent on loses nothing.
 */
export function arrange(view: ViewState, screen: Screen): Arrangement {
  const { rows, columns } = view.grid;
  const most = MOST[screen];
  const grid = { rows: Math.min(rows, most), columns: Math.min(columns, most) };
  const [activeRow, activeColumn] = [Math.floor(view.active / columns), view.active % columns];
  const top = Math.min(Math.max(0, activeRow - grid.rows + 1), rows - grid.rows);
  const left = Math.min(Math.max(0, activeColumn - grid.columns + 1), columns - grid.columns);
  const panes = Array.from({ length: grid.rows * grid.columns }, (_, i) => {
    const [row, column] = [Math.floor(i / grid.columns), i % grid.columns];
    return (top + row) * columns + left + column;
  });
  return { grid, panes };
}

/** One pane alone on the screen. */
export const alone = (view: ViewState, pane: number): ViewState => ({
  ...view,
  grid: { rows: 1, columns: 1 },
  panes: [view.panes[pane] ?? null],
  active: 0,
});

/** All panes again as they were in `before`; what has changed meanwhile, in the lone pane or about numbers, stays. */
export function backTogether(view: ViewState, before: ViewState): ViewState {
  const panes = before.panes.map((old, i) => (i === before.active ? (view.panes[0] ?? null) : old));
  return { ...view, grid: before.grid, active: before.active, panes };
}

/** The next pane in reading order, round and round. */
export const nextPane = (view: ViewState): number => (view.active + 1) % view.panes.length;

/** Grids on offer, row by row, as far as the screen has room. */
export function gridsFor(screen: Screen): readonly Grid[] {
  const most = Math.max(2, MOST[screen]);
  return Array.from({ length: most * most }, (_, i) => ({
    rows: Math.floor(i / most) + 1,
    columns: (i % most) + 1,
  }));
}
