/**
 * Pseudo-languages: what the page looks like in a language that nobody had to write. Made of the English texts when the page is built, so
 * never behind them. The values of a text, {{name}}, stay.
 */

/** Around every text: where one is missing, a text was cut, or never was one. */
export const [OPENS, CLOSES] = ['⟦', '⟧'];

/** So much longer than English other languages are. */
const LONGER = 1.4;

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'åƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const HEBREW = 'אבגדהופצחיכלמנעפקרשתטבוסיז'.repeat(2);

const written = (letters: string): ReadonlyMap<string, string> => {
  const all = [...letters];
  return new Map([...PLAIN].map((plain, at) => [plain, all[at] ?? plain]));
};

/** The letters of each pseudo-language, by the folder that its row names (src/i18n/languages.ts). */
export const PSEUDO_LETTERS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['accented', written(ACCENTED)],
  ['mirrored', written(HEBREW)],
]);

/** Every second vowel is written twice, then every one, until a text is long enough: words grow, as they do elsewhere. */
function lengthened(text: string): string {
  const letters = [...text];
  let missing = Math.ceil(letters.length * (LONGER - 1)) - 2;
  const isMark = marksOf(text);
  for (const wanted of [/[aeiou]/i, /[b-z]/i]) {
    for (let at = letters.length - 1; at >= 0 && missing > 0; at--) {
      const letter = letters[at] ?? '';
      if (isMark[at] || !wanted.test(letter)) continue;
      letters[at] = letter + letter.toLowerCase();
      missing--;
    }
  }
  return letters.join('');
}

/** Of each character, whether it belongs to a {{mark}}. */
function marksOf(text: string): readonly boolean[] {
  const isMark = [...text].map(() => false);
  for (const { index, 0: mark } of text.matchAll(/\{\{.*?\}\}/g))
    isMark.fill(true, [...text.slice(0, index)].length, [...text.slice(0, index + mark.length)].length);
  return isMark;
}

/** A text of a pseudo-language. */
export function pseudoText(text: string, letters: ReadonlyMap<string, string>): string {
  const long = lengthened(text);
  const isMark = marksOf(long);
  return OPENS + [...long].map((one, at) => (isMark[at] ? one : (letters.get(one) ?? one))).join('') + CLOSES;
}

/** All texts of a pseudo-language. What is printed on the keys of a keyboard stays: nobody prints these letters there. */
export const pseudoTexts = (
  texts: Readonly<Record<string, string>>,
  letters: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      key.startsWith('key.') ? text : pseudoText(text, letters),
    ]),
  );
