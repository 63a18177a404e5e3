/** English texts: share. Keys start with the screen's name; {{name}} marks a value. */
export const share = {} as const;
