/** Titles that say nothing of who it is. */
const TITLES = /^(dr|prof|mr|mrs|ms|med|pd|phd|md)\.?$/i;

/** Two letters for a name: of its first and its last word, without titles. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const own = words.filter((word) => !TITLES.test(word));
  const [first, ...rest] = own.length > 0 ? own : words;
  const letter = (word: string | undefined) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '';
  return letter(first) + letter(rest.at(-1));
}
