/** Letters that Unicode does not take apart, and German umlauts, as people write them without them. */
const SPELT: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  ẞ: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'OE',
  Å: 'AA',
  Ł: 'L',
  Đ: 'DJ',
  Ð: 'D',
  Þ: 'TH',
  Ħ: 'H',
  Ŋ: 'N',
};
const PLAIN: Readonly<Record<string, string>> = { Ø: 'O', Đ: 'D' };

const withoutMarks = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '');

/** Ways in which a Latin letter with an accent is written in ASCII. */
function spellings(letter: string): readonly string[] {
  const plain = withoutMarks(PLAIN[letter] ?? letter);
  return [plain, ...(letter in SPELT ? [SPELT[letter] ?? ''] : [])].filter((one) => /^[A-Z]+$/.test(one));
}

/** What wide and narrow forms, vowel marks, kinds of kana and of punctuation do not tell apart. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .replaceAll(/[\u0370-\u03ff\u1f00-\u1fff]/g, withoutMarks) // Greek capitals bear no accents.
    .replaceAll(/[\u0591-\u05c7\u064b-\u0655\u0670\u0640]/g, '')
    .replaceAll(/[\u0622\u0623\u0625\u0671]/g, '\u0627') // Forms of alef, one letter as people type it.
    .replaceAll(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replaceAll(/[‘’ʼʻ`´]/g, "'")
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll(/[\s・·]+/g, ' ')
    .trim();

const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Thai',
  'Devanagari',
  'Han',
  'Hangul',
] as const;
type Script = (typeof SCRIPTS)[number] | 'Kana';

const OF_SCRIPT: readonly (readonly [Script, RegExp])[] = [
  ...SCRIPTS.map((script) => [script, new RegExp(`^\\p{Script=${script}}$`, 'u')] as const),
  ['Kana', /^[\p{Script=Hiragana}\p{Script=Katakana}ー]$/u],
];

/** One letter: ASCII as it is, of a script beyond it, or lost: replaced, or read in a wrong character set. */
interface Letter {
  readonly text: string;
  readonly kind: 'ascii' | 'lost' | Script | 'other';
}

/** The third byte row of Windows' Latin letters, which UTF-8 that was read as Latin shows behind its first byte. */
const READ_AS_LATIN = /[À-ß][ŒŠŸŽƑ]/;

/** Beyond ASCII, what stands together and is not all letters is what a wrong character set makes of a text: Ã¼, Ð˜. */
function isGarbled(run: string): boolean {
  const letters = [...run];
  const scripts = new Set(letters.map((letter) => OF_SCRIPT.find(([, is]) => is.test(letter))?.[0]));
  const isMixed = scripts.has('Latin') && scripts.size > 1;
  return isMixed || READ_AS_LATIN.test(run) || letters.some((one) => !/^[\p{L}\p{M}]$/u.test(one));
}

const kindOf = (letter: string): Letter['kind'] =>
  OF_SCRIPT.find(([, is]) => is.test(letter))?.[0] ?? 'other';

/** Signs of Latin-1 that stand in no name; what could, only where it follows a letter that UTF-8 begins with. */
const asLost = (text: string): string =>
  text.replaceAll(/[\u0080-\u009f\u00a1-\u00b3\u00b5\u00b6\u00b8-\u00bf]|(?<=[À-ß])[´·\u00a0]/gu, '\ufffd');

function lettersOf(text: string): readonly Letter[] {
  const parts = folded(asLost(text)).match(/[\x20-\x3e\x40-\x7e]+|\?+|[^\x20-\x7e]+/gu) ?? [];
  return parts.flatMap((part): Letter[] => {
    const isAscii = /^[\x20-\x7e]/.test(part);
    if (isAscii ? part.startsWith('?') : isGarbled(part)) return [{ text: part, kind: 'lost' }];
    return [...part].map((letter) => ({ text: letter, kind: isAscii ? 'ascii' : kindOf(letter) }));
  });
}

/** How many letters of each side may stand for each other. */
type Stride = readonly [mine: number, theirs: number];

const BOTH: Stride = [1, 1];
/** A letter stands for any letters of the other side: it takes up one more, or is done. */
const ANYTHING: readonly Stride[] = [
  [0, 1],
  [1, 0],
];

/** What the first letter may stand for among those of the other side; `shared`: scripts that both sides could write. */
function takes(
  letter: Letter | undefined,
  theirs: readonly Letter[],
  at: number,
  shared: ReadonlySet<string>,
): readonly Stride[] {
  if (letter === undefined || letter.kind === 'ascii') return [];
  if (letter.kind === 'lost') return ANYTHING;
  const other = theirs[at];
  if (letter.kind !== 'Latin') return shared.has(letter.kind) ? [] : ANYTHING;
  const ascii = spellings(letter.text).filter((spelt) =>
    [...spelt].every((one, index) => theirs[at + index]?.text === one),
  );
  const strides = ascii.map((spelt): Stride => [1, spelt.length]);
  // Two accents on one letter are two letters, but to those who leave accents out on one side alone.
  if (other?.kind === 'Latin') return strides;
  const isDropped = !shared.has('Latin');
  const isFiller = other !== undefined && (other.kind !== 'ascii' || /[^A-Z0-9]/.test(other.text));
  return [
    ...strides,
    ...(isDropped ? [[1, 0] as const] : []),
    ...(isFiller ? ([[1, 1]] as const) : []),
    ...(isFiller ? ([[0, 1]] as const) : []),
  ];
}

const turned = ([mine, theirs]: Stride): Stride => [theirs, mine];

/** More than a name or an ID may have (PS3.5 6.2); beyond, texts are the same only where they are equal. */
const MOST_LETTERS = 400;

/**
 * Whether two texts may be the same one, where one side may have lost letters: replaced by question marks, left out, read in
 * another character set, or written in ASCII (Müller, Mueller, M?ller, MÃ¼ller; Иванов, ??????, Ivanov). Letters of a script
 * that both sides have are lost on neither, and must be the same.
 */
export function mayBeSame(a: string, b: string): boolean {
  const [mine, theirs] = [lettersOf(a), lettersOf(b)];
  if (mine.length > MOST_LETTERS || theirs.length > MOST_LETTERS) return a === b;
  const kinds = new Set(theirs.map(({ kind }) => kind));
  const shared = new Set(mine.map(({ kind }) => kind).filter((kind) => kinds.has(kind)));
  const width = theirs.length + 1;
  const reached = new Uint8Array((mine.length + 1) * width);
  reached[0] = 1;
  for (let i = 0; i <= mine.length; i++) {
    for (let j = 0; j <= theirs.length; j++) {
      if (reached[i * width + j] !== 1) continue;
      const [one, other] = [mine[i], theirs[j]];
      const strides = [
        ...(one && one.text === other?.text ? [BOTH] : []),
        ...takes(one, theirs, j, shared),
        ...takes(other, mine, i, shared).map(turned),
      ];
      for (const [down, right] of strides)
        if (i + down <= mine.length && j + right <= theirs.length)
          reached[(i + down) * width + j + right] = 1;
    }
  }
  return reached[(mine.length + 1) * width - 1] === 1;
}
