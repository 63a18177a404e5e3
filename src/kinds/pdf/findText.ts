/** Pieces of text of a page, in the order in which the file writes them. */
export interface TextPiece {
  readonly text: string;
  /** A line ends behind it. */
  readonly endsLine: boolean;
}

/** A place in the text of a page: which piece, and which of its letters. */
export interface TextPlace {
  readonly piece: number;
  readonly letter: number;
}

/** What was found: from the first letter up to the one behind the last. */
export interface Hit {
  readonly from: TextPlace;
  readonly to: TextPlace;
}

/** Text to search in, and where each of its letters comes from. */
export interface Searchable {
  readonly text: string;
  /** By place in `text`: piece, and place in that piece. */
  readonly places: readonly TextPlace[];
}

/** More hits than this are not counted one by one: nobody goes through them. */
export const MOST_HITS = 2000;

/** Letters of a page that are searched: a page of a book has 3,000, and a file can be made to hold millions. */
const MOST_LETTERS = 200_000;

/** A letter as it is searched for: without marks, in lower case, ligatures as their letters. */
const folded = (letter: string): string =>
  letter.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

const isSpace = (letter: string): boolean => /\s/.test(letter);

/** The text of a page for searching: spaces and line ends are one space each. */
export function toSearchable(pieces: readonly TextPiece[]): Searchable {
  let text = '';
  const places: TextPlace[] = [];
  const add = (letters: string, place: TextPlace) => {
    if (letters === ' ' && (text === '' || text.endsWith(' '))) return;
    text += letters;
    for (let i = 0; i < letters.length; i += 1) places.push(place);
  };
  for (const [piece, { text: own, endsLine }] of pieces.entries()) {
    let at = 0;
    for (const letter of own) {
      if (places.length >= MOST_LETTERS) return { text, places };
      add(isSpace(letter) ? ' ' : folded(letter), { piece, letter: at });
      at += letter.length;
    }
    if (endsLine) add(' ', { piece, letter: own.length });
  }
  return { text, places };
}

/** Where a page has what is looked for: capitals, accents and line ends do not matter. At most MOST_HITS. */
export function findIn({ text, places }: Searchable, wanted: string): readonly Hit[] {
  const needle = [...wanted.trim()].map((letter) => (isSpace(letter) ? ' ' : folded(letter))).join('');
  const sought = needle.replaceAll(/ +/g, ' ');
  if (sought === '') return [];
  const hits: Hit[] = [];
  for (let at = text.indexOf(sought); at >= 0 && hits.length < MOST_HITS;) {
    const end = at + sought.length - 1;
    const [from, last] = [places[at], places[end]];
    if (from && last) hits.push({ from, to: { piece: last.piece, letter: last.letter + 1 } });
    at = text.indexOf(sought, end + 1);
  }
  return hits;
}
