/** An image box, in parts of the whole display; y goes up (PS3.3 C.23.2.1). */
export interface ImageBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Arranged<Of> {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; null = empty. */
  readonly cells: readonly (Of | null)[];
  /** Whether the boxes stand as they did. */
  readonly isSame: boolean;
}

interface Cell<Of> {
  readonly of: Of;
  readonly row: number;
  readonly column: number;
}

/** Most rows, and most columns, of panes. */
const MOST = 3;
/** Boxes that are meant to meet may be written with few digits. */
const NEAR = 0.02;

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEAR;

function toCells<Of>(
  cells: readonly Cell<Of>[],
  rows: number,
  columns: number,
  isSame: boolean,
): Arranged<Of> {
  return {
    rows,
    columns,
    isSame,
    cells: Array.from(
      { length: rows * columns },
      (_, at) => cells.find(({ row, column }) => row * columns + column === at)?.of ?? null,
    ),
  };
}

const isFree = <Of>(cells: readonly Cell<Of>[]): boolean =>
  new Set(cells.map(({ row, column }) => row * MOST + column)).size === cells.length;

/** The places of boxes that are all of one size, in a grid of that size. */
function regular<Of extends { readonly box: ImageBox }>(boxes: readonly Of[]): Arranged<Of> | undefined {
  const [first] = boxes;
  if (!first) return undefined;
  const columns = Math.round(1 / (first.box.right - first.box.left));
  const rows = Math.round(1 / (first.box.top - first.box.bottom));
  if (!(columns >= 1 && columns <= MOST && rows >= 1 && rows <= MOST)) return undefined;
  const cells = boxes.map((of) => ({
    of,
    column: Math.round(of.box.left * columns),
    row: Math.round((1 - of.box.top) * rows),
  }));
  const stands = cells.every(
    ({ of: { box }, row, column }) =>
      isNear(box.left, column / columns) &&
      isNear(box.right, (column + 1) / columns) &&
      isNear(box.top, 1 - row / rows) &&
      isNear(box.bottom, 1 - (row + 1) / rows),
  );
  return stands && isFree(cells) ? toCells(cells, rows, columns, true) : undefined;
}

/** Boxes of one left edge below each other. */
function inColumns<Of extends { readonly box: ImageBox }>(boxes: readonly Of[]): Arranged<Of> | undefined {
  const lefts: number[] = [];
  for (const { box } of boxes.toSorted((a, b) => a.box.left - b.box.left))
    if (!lefts.some((left) => isNear(left, box.left))) lefts.push(box.left);
  const columns = lefts.map((left) =>
    boxes.filter(({ box }) => isNear(box.left, left)).toSorted((a, b) => b.box.top - a.box.top),
  );
  const rows = Math.max(...columns.map((one) => one.length));
  if (columns.length > MOST || rows > MOST) return undefined;
  const cells = columns.flatMap((column, at) => column.map((of, row) => ({ of, row, column: at })));
  return cells.length === boxes.length ? toCells(cells, rows, columns.length, false) : undefined;
}

/** Boxes one after the other, as one reads, in the smallest grid that holds them. */
function inTurn<Of extends { readonly box: ImageBox }>(boxes: readonly Of[]): Arranged<Of> {
  const turn = boxes.toSorted((a, b) =>
    isNear(a.box.top, b.box.top) ? a.box.left - b.box.left : b.box.top - a.box.top,
  );
  const columns = Math.min(MOST, Math.ceil(Math.sqrt(boxes.length)));
  const rows = Math.min(MOST, Math.ceil(boxes.length / columns));
  const cells = turn.map((of, at) => ({ of, row: Math.floor(at / columns), column: at % columns }));
  return toCells(cells, rows, columns, false);
}

/** How many panes there can be. */
export const MOST_BOXES = MOST * MOST;

/**
 * Panes of boxes: as they stand, where the panes here can stand so; else those of one left edge below each other, side by side; else in
 * turn. At least one box, at most MOST_BOXES.
 */
export const arrangeBoxes = <Of extends { readonly box: ImageBox }>(boxes: readonly Of[]): Arranged<Of> =>
  regular(boxes) ?? inColumns(boxes) ?? inTurn(boxes);
