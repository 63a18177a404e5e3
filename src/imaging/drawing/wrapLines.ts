/** Measures texts in CSS pixels. */
export interface TextWidth {
  widthOf(text: string): number;
}

/** A name on a picture takes this many lines; it stands in full in the list of measurements. */
const MOST_NAME_LINES = 2;
const ELLIPSIS = '…';

/** How wide a label may be in a pane, in CSS pixels: a longer one would lie over what it names. */
export const widestLabelPx = (paneWidthPx: number): number =>
  Math.max(120, Math.min(260, Math.round(paneWidthPx * 0.45)));

/**
 * The lines of a label, none wider than `widestPx` that can be broken: a name in two lines at most, a sentence in as many as
 * it takes. A line of numbers stays whole: a number that stands apart from its unit or sign is another number.
 */
export function wrapLines(
  lines: readonly string[],
  name: string,
  widestPx: number,
  ruler: TextWidth,
): readonly string[] {
  return lines.flatMap((line, at) => {
    if (ruler.widthOf(line) <= widestPx) return [line];
    if (at === 0 && line === name) return cut(broken(line, widestPx, ruler), widestPx, ruler);
    return /\p{N}/u.test(line) ? [line] : broken(line, widestPx, ruler);
  });
}

function broken(text: string, widestPx: number, ruler: TextWidth): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((one) => fitting(one, widestPx, ruler))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || ruler.widthOf(longer) <= widestPx) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** A word in pieces that fit: letters of one character stay together. */
function fitting(word: string, widestPx: number, ruler: TextWidth): readonly string[] {
  if (ruler.widthOf(word) <= widestPx) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of LETTERS.segment(word)) {
    if (piece !== '' && ruler.widthOf(piece + segment) > widestPx) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}

const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function cut(lines: readonly string[], widestPx: number, ruler: TextWidth): readonly string[] {
  if (lines.length <= MOST_NAME_LINES) return lines;
  const kept = lines.slice(0, MOST_NAME_LINES);
  const letters = [...LETTERS.segment(kept.at(-1) ?? '')].map(({ segment }) => segment);
  while (letters.length > 0 && ruler.widthOf(letters.join('') + ELLIPSIS) > widestPx) letters.pop();
  return [...kept.slice(0, -1), letters.join('').trimEnd() + ELLIPSIS];
}
