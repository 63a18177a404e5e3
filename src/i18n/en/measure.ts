/** English texts: measure. Keys start with the screen's name; {{name}} marks a value. */
export const measure = {} as const;
