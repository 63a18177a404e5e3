/** A cell: texts of people and files, or numbers of ours. */
export type Cell = string | number | undefined;

/** A byte order mark: without it spreadsheets take UTF-8 for something else. */
const MARK = '\uFEFF';

/**
 * What a spreadsheet would take for a formula: = + - @ (also as wide as East Asian text), perhaps behind blanks, or a tab
 * or line end in front, which some drop.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const PLAIN = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 12 });

/** Numbers as spreadsheets in every country read them: a point, no groups, no exponent. */
function numberCell(value: number): string {
  if (!Number.isFinite(value)) return '';
  return PLAIN.format(Number(value.toPrecision(10)) + 0); // -0 is 0.
}

/** Quoted where RFC 4180 asks for it, and where another separator than the comma is usual. */
function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return numberCell(value);
  // An apostrophe in front makes it text.
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as a CSV file (RFC 4180), safe to open in a spreadsheet. */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
