/** The next index in a text after the character at `at`: two where it is a pair of surrogates. */
const step = (text: string, at: number): number => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/**
 * Whether a text is as a pattern with * and ? says (PS3.4 C.2.2.2.4); both as they are compared, letter case included. No
 * more steps than pattern times text, and in all but made-up cases as many as both together: an expression that tries
 * every way to share a text out among thirty stars takes longer than anybody lives.
 */
export function isLike(pattern: string, text: string): boolean {
  let at = 0;
  let of = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    if (of < pattern.length && pattern[of] === '*') {
      star = of;
      of += 1;
      from = at;
    } else if (of < pattern.length && (pattern[of] === '?' || pattern[of] === text[at])) {
      at = pattern[of] === '?' ? step(text, at) : at + 1;
      of += 1;
    } else if (star >= 0) {
      // The last star takes one more: what those before it took is never asked again.
      from += 1;
      at = from;
      of = star + 1;
    } else return false;
  }
  while (pattern[of] === '*') of += 1;
  return of === pattern.length;
}

/** Whether a pattern asks for anything but itself. */
export const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);
