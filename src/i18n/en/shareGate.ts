/** English texts of sharing with guests, loaded with the dialog. Keys start with the screen's name; {{name}} marks a value. */
export const shareGate = {} as const;
