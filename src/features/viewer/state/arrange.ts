import type { Grid, ViewState } from '@/view/viewState';
import { blinkPair, endBlink } from '@/view/blink';
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

/** Where a pane stands in the grid of the screen, rows and columns from 1; hidden, it stands in the place of another. */
export interface PaneCell {
  readonly pane: number;
  readonly row: number;
  readonly column: number;
  readonly isHidden: boolean;
}

/**
 * The panes of the screen, each in its cell; two that are compared by blinking in one, whatever there is room for. A cell that is left empty
 * for that is told by itself.
 */
export function arrangeCells(
  view: ViewState,
  screen: Screen,
): Pick<Arrangement, 'grid'> & {
  readonly cells: readonly PaneCell[];
  readonly vacant: Pick<PaneCell, 'row' | 'column'> | undefined;
} {
  const pair = blinkPair(view);
  const [home = -1, guest = -1] = pair?.panes ?? [];
  const isOfPair = view.active === home || view.active === guest;
  const { grid, panes } = arrange(isOfPair ? { ...view, active: home } : view, screen);
  const plain = panes.map((pane, at): PaneCell => {
    const [row, column] = [Math.floor(at / grid.columns) + 1, (at % grid.columns) + 1];
    return { pane, row, column, isHidden: false };
  });
  const place = plain.find(({ pane }) => pane === home);
  if (!pair || !place) return { grid, cells: plain, vacant: undefined };
  const own = plain.find(({ pane }) => pane === guest);
  const others = plain.filter(({ pane }) => pane !== home && pane !== guest);
  const both = pair.panes.map((pane): PaneCell => ({ ...place, pane, isHidden: pane === pair.hidden }));
  return { grid, cells: [...others, ...both], vacant: own && { row: own.row, column: own.column } };
}

/** One pane alone on the screen. */
export const alone = (view: ViewState, pane: number): ViewState => ({
  ...endBlink(view),
  grid: { rows: 1, columns: 1 },
  panes: [view.panes[pane] ?? null],
  active: 0,
});

/** All panes again as they were in `before`; what has changed meanwhile, in the lone pane or about numbers, stays. */
export function backTogether(view: ViewState, before: ViewState): ViewState {
  const panes = before.panes.map((old, i) => (i === before.active ? (view.panes[0] ?? null) : old));
  const [lone] = view.panes;
  const isStill = lone?.at?.sop === before.panes[before.active]?.at?.sop;
  // The step is that of before again where the lone pane still shows what it showed.
  const step = isStill && before.breastStep ? { breastStep: before.breastStep } : {};
  return { ...view, grid: before.grid, active: before.active, panes, ...step };
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
