/** English texts: worklist. Keys start with the screen's name; {{name}} marks a value. */
export const worklist = {} as const;
