/**
 * A name for a narrow place, with soft hyphens where its long words may be broken. `breaks` are such words, a space between them, a
 * hyphen at each place: browsers have no dictionary of their own for most languages.
 */
export const withBreaks = (name: string, breaks: string): string =>
  breaks
    .split(' ')
    .filter((word) => word.includes('-'))
    .reduce((now, word) => now.replaceAll(word.replaceAll('-', ''), word.replaceAll('-', '\u00AD')), name);
