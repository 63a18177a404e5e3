/** English texts: faults. Keys start with the screen's name; {{name}} marks a value. */
export const faults = {} as const;
