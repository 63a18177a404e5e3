/** What a palette finds an entry by. */
interface Findable {
  readonly label: string;
  readonly group?: string;
  /** Shown beside it. */
  readonly note?: string | undefined;
  /** Other words for it, never shown. */
  readonly words?: string | undefined;
  /** It would do nothing: it stands behind what would. */
  readonly isDisabled?: boolean | undefined;
}

/** Letters without their accents, in lower case; × is typed as x. */
const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('×', 'x');

const NOT_A_WORD = /[^\p{L}\p{N}]+/u;

/** The words of a text. What stands between two numbers is none: '2 × 2', '2x2' and '2 2' are the same. */
const wordsIn = (folded: string): readonly string[] =>
  folded
    .replace(/(\d)\s*x\s*(?=\d)/g, '$1 ')
    .split(NOT_A_WORD)
    .filter(Boolean);

/** Whether each asked word begins a word of its own, in any order. */
function beginAll(asked: readonly string[], words: readonly string[]): boolean {
  const left = [...words];
  return asked.every((word) => {
    const exact = left.indexOf(word);
    const at = exact < 0 ? left.findIndex((one) => one.startsWith(word)) : exact;
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** How well an entry answers, from 0 for best; undefined where a word is nowhere in it. */
function distance(
  { label, group = '', note = '', words = '', isDisabled = false }: Findable,
  asked: readonly string[],
): number | undefined {
  const name = fold(label);
  const others = fold(words).split(/[\s,]+/);
  const whole = asked.join(' ');
  const all = [name, fold(group), fold(note), ...others].join(' ');
  if (!asked.every((word) => all.includes(word))) return undefined;
  const starts = wordsIn(name);
  const sought = wordsIn(whole);
  const [named, phrase] = [starts.join(' '), sought.join(' ')];
  const rank = [
    name === whole || named === phrase,
    others.includes(whole),
    `${named} `.startsWith(`${phrase} `),
    name.startsWith(whole) || named.startsWith(phrase),
    beginAll(sought, starts),
    asked.every((word) => [...starts, ...others].some((start) => start.startsWith(word))),
    asked.every((word) => name.includes(word)),
  ];
  const first = rank.indexOf(true);
  return (first < 0 ? rank.length : first) + (isDisabled ? rank.length + 1 : 0);
}

/** The entries that hold all the typed words, in any order; those first whose name answers best, else as they stand. */
export function matching<Entry extends Findable>(entries: readonly Entry[], typed: string): readonly Entry[] {
  const asked = fold(typed).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return entries;
  return entries
    .map((entry) => ({ entry, far: distance(entry, asked) }))
    .filter((one): one is { entry: Entry; far: number } => one.far !== undefined)
    .toSorted((a, b) => a.far - b.far)
    .map(({ entry }) => entry);
}
