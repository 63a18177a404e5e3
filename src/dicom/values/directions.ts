/**
 * Controls that turn the order of the text behind them, or end what keeps it apart (Unicode TR9 3.3: embeddings, overrides, isolates; and the
 * deprecated ones beside them). In a name they show another one: no style of a page stops them. Marks of direction (U+200E, U+200F, U+061C) turn
 * nothing but themselves, and stand in honest Hebrew and Arabic texts.
 */
const TURNING = '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F';
const ANY = new RegExp(`[${TURNING}]`, 'g');

/** Seen as “�”, which has no direction; the variation selector behind it, which is not seen, tells which control it was. */
const SEEN = '\uFFFD';
const FIRST_SELECTOR = 0xfe00;
const MARKED = /\uFFFD[\uFE00-\uFE0E]/g;

/** A text as it is shown and compared on this page: in the order in which it stands, what would turn it as marks that can be seen. */
export const withMarks = (text: string): string =>
  text.replaceAll(ANY, (control) => SEEN + String.fromCharCode(FIRST_SELECTOR + TURNING.indexOf(control)));

/** The text as it was sent: for objects that are written, and questions to an archive. */
export const withoutMarks = (text: string): string =>
  text.replaceAll(MARKED, (mark) => TURNING.charAt(mark.charCodeAt(1) - FIRST_SELECTOR));
