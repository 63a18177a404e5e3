/** A grey or indexed picture under construction, rows from the top. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly pixels: Int16Array | Uint16Array | Uint8Array;
}

/** Letters and digits of 5 columns and 7 rows; each number is a row, its highest of 5 bits the left pixel. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  L: [16, 16, 16, 16, 16, 16, 31],
  R: [30, 17, 17, 30, 20, 18, 17],
  A: [14, 17, 17, 31, 17, 17, 17],
  P: [30, 17, 17, 30, 16, 16, 16],
  H: [17, 17, 17, 31, 17, 17, 17],
  F: [31, 16, 16, 30, 16, 16, 16],
  0: [14, 17, 19, 21, 25, 17, 14],
  1: [4, 12, 4, 4, 4, 4, 14],
  2: [14, 17, 1, 2, 4, 8, 31],
  3: [31, 2, 4, 2, 1, 17, 14],
  4: [2, 6, 10, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 1, 17, 14],
  6: [6, 8, 16, 30, 17, 17, 14],
  7: [31, 1, 2, 4, 8, 8, 8],
  8: [14, 17, 17, 14, 17, 17, 14],
  9: [14, 17, 17, 15, 1, 2, 12],
};

export const GLYPH_COLUMNS = 5;
export const GLYPH_ROWS = 7;

/** Whether a glyph has ink at a column and row of its own grid. Outside the grid there is none. */
export const hasInk = (letter: string, column: number, row: number): boolean =>
  column >= 0 && column < GLYPH_COLUMNS && (((GLYPHS[letter]?.[row] ?? 0) >> (4 - column)) & 1) === 1;

/** Fills a rectangle, clipped to the canvas. */
export const fillBox = (
  on: Canvas,
  box: { readonly x: number; readonly y: number; readonly columns: number; readonly rows: number },
  value: number,
): void => {
  const left = Math.max(0, box.x);
  const right = Math.min(on.columns, box.x + box.columns);
  for (let y = Math.max(0, box.y); y < Math.min(on.rows, box.y + box.rows); y += 1)
    on.pixels.fill(value, y * on.columns + left, y * on.columns + Math.max(left, right));
};

/** Fills the pixels whose centres lie in a disc; a pixel may be taller than wide (`aspect` = row over column spacing). */
export const fillDisc = (
  on: Canvas,
  disc: { readonly x: number; readonly y: number; readonly radius: number; readonly aspect?: number },
  value: number,
): void => {
  const aspect = disc.aspect ?? 1;
  const reach = Math.ceil(disc.radius / aspect);
  for (let y = Math.max(0, disc.y - reach); y <= Math.min(on.rows - 1, disc.y + reach); y += 1) {
    const half = disc.radius ** 2 - ((y - disc.y) * aspect) ** 2;
    if (half < 0) continue;
    const left = Math.max(0, Math.ceil(disc.x - Math.sqrt(half)));
    const right = Math.min(on.columns - 1, Math.floor(disc.x + Math.sqrt(half)));
    if (right >= left) on.pixels.fill(value, y * on.columns + left, y * on.columns + right + 1);
  }
};

/** Draws letters and digits from the left top corner, `scale` pixels a dot, one dot between glyphs. */
export const drawText = (
  on: Canvas,
  text: string,
  at: { readonly x: number; readonly y: number; readonly scale: number },
  value: number,
): void => {
  [...text].forEach((letter, index) => {
    for (let row = 0; row < GLYPH_ROWS; row += 1)
      for (let column = 0; column < GLYPH_COLUMNS; column += 1)
        if (hasInk(letter, column, row))
          fillBox(
            on,
            {
              x: at.x + (index * (GLYPH_COLUMNS + 1) + column) * at.scale,
              y: at.y + row * at.scale,
              columns: at.scale,
              rows: at.scale,
            },
            value,
          );
  });
};
