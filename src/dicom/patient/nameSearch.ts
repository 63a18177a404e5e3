/** Letters that Unicode takes for letters of their own, as people without them on their keyboard type them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ى: 'ي',
  ة: 'ه',
  ـ: '',
};

const KATAKANA = /[\u30a1-\u30f6]/g;
const toHiragana = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) - 0x60);

/**
 * A name so that what people type is what archives hold: small letters without accents or vowel marks, wide and narrow
 * forms alike, hiragana for katakana, one apostrophe and one hyphen for all that tablets and word processors make of them.
 */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıħىةـ]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/[’‘ʼʻ`´′＇]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(KATAKANA, toHiragana);

/** Between words of a name, whether typed, stored (PS3.5 6.2.1) or copied from a list. */
const BETWEEN = /[\s^=,;·・/()"“”.\\]+/;
/** Within a word, typed or left out as people like: O'Neil, ONeil, Müller-Lüdenscheidt. */
const WITHIN = /['-]+/g;

/** What stands before and after names and need not be in the archive. */
const TITLES: ReadonlySet<string> = new Set(
  'dr prof professor doctor doktor mr mrs ms miss mx sir herr frau med dipl ing phd md jr sr mme mlle dott dra'.split(
    ' ',
  ),
);

/** The words of a typed name, folded; titles only where nothing else is typed. `*` and `?` stay (PS3.4 C.2.2.2.4). */
export function typedWords(typed: string): readonly string[] {
  const words = foldName(typed)
    .split(BETWEEN)
    .filter((word) => /[^*?'-]/.test(word));
  const names = words.filter((word) => !TITLES.has(word));
  return names.length > 0 ? names : words;
}

/** Umlauts as Germans write them without umlauts: Mueller and Muller are one. */
export const withoutUmlauts = (folded: string): string => folded.replace(/([aou])e/g, '$1');

/** Whether a text with * and ? occurs in another; its time grows with both lengths, whatever the stars. */
export function occursIn(pattern: string, text: string): boolean {
  let from = 0;
  for (const piece of pattern.split(/\*+/)) {
    const at = placeOf(piece, text, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

/** Where a piece without stars first stands in a text from a place on; ? is any letter. */
function placeOf(piece: string, text: string, from: number): number {
  if (!piece.includes('?')) return text.indexOf(piece, from);
  for (let at = from; at + piece.length <= text.length; at += 1)
    if ([...piece].every((letter, i) => letter === '?' || letter === text[at + i])) return at;
  return -1;
}

/**
 * Whether a typed name is that of somebody: every word of it, in any order, occurs in one of the ways in which the name is
 * written, with or without accents, apostrophes, hyphens and blanks. Titles are not asked for.
 */
export function isNameOf(typed: string, written: readonly string[]): boolean {
  const words = typedWords(typed);
  const folded = written.map((name) => foldName(name).slice(0, 1024)).join(' ');
  const spoken = folded.split(BETWEEN).join(' ');
  // 山田太郎 is stored as 山田^太郎, de la Cruz as DELACRUZ.
  const joined = spoken.replace(/ /g, '').replace(WITHIN, '');
  const texts = [spoken, spoken.replace(WITHIN, ' '), joined];
  const isThere = (word: string) =>
    texts.some((text) => occursIn(word, text)) || occursIn(word.replace(WITHIN, ''), joined);
  const plain = texts.map(withoutUmlauts);
  return words.every((word) => {
    if (isThere(word)) return true;
    const without = withoutUmlauts(word);
    return plain.some((text) => occursIn(without, text));
  });
}

/** Scripts without blanks between family and given name. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}$/u;
const isLatin = (word: string): boolean =>
  !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(word);

/** A word as a pattern that finds it however it is stored: any text may stand for apostrophes and hyphens. */
const looseWithin = (word: string): string =>
  UNSPACED.test(word) ? [...word].join('*') : word.replace(WITHIN, '*');

/**
 * The typed words that an archive is best asked for, at most two, the longest, of one script: names in two scripts stand in
 * two groups, which no pattern spans.
 */
export function tellingWords(typed: string): readonly string[] {
  // As typed, but for what separates: an archive that does not fold compares letters as they are.
  const folded = typedWords(typed);
  const sent = typed
    .normalize('NFC')
    .replace(/[’‘ʼʻ`´′＇]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .split(BETWEEN)
    .filter((word) => folded.includes(foldName(word)));
  const longest = sent.toSorted((a, b) => b.length - a.length);
  const [first] = longest;
  if (first === undefined) return [];
  const second = longest.slice(1).find((word) => isLatin(word) === isLatin(first));
  const two = second === undefined ? [first] : sent.filter((word) => word === first || word === second);
  return [...new Set(two)].slice(0, 2);
}

const pattern = (words: readonly string[]): string => `*${words.join('*')}*`.replace(/\*+/g, '*');

/** The patterns that together find a typed name in an archive that knows wildcards: its telling words in either order. */
export function namePatterns(typed: string): readonly string[] {
  const words = tellingWords(typed).map(looseWithin);
  if (words.length === 0) return [];
  return words.length === 1 ? [pattern(words)] : [pattern(words), pattern(words.toReversed())];
}

/** Letters that may carry an accent, be doubled in place of one (ae, ss), or stand for another. */
const ACCENTABLE = /ae|oe|ue|ss|[aceilnosuyz]|[^\x20-\x7e]/g;

/** A pattern for archives to which accents matter: whatever could carry one is left open; to be checked afterwards. */
export function openPattern(typed: string): string | undefined {
  const [first] = tellingWords(typed);
  if (first === undefined || UNSPACED.test(first)) return undefined;
  const open = pattern([foldName(first).replace(WITHIN, '*').replace(ACCENTABLE, '*')]);
  // Less would ask for everybody.
  return /[^*?]/.test(open) ? open : undefined;
}
