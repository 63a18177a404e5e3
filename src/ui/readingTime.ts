/** To look up from the picture, and to read at leisure: three words a second. */
const [LOOK_MS, LETTER_MS, ANSWER_MS] = [4_000, 60, 4_000];

/** How long a message stays that goes by itself, in ms: longer where it is long, and where there is something to decide. */
export const readingTimeMs = (text: string, isAnswered: boolean): number =>
  LOOK_MS + LETTER_MS * text.length + (isAnswered ? ANSWER_MS : 0);
