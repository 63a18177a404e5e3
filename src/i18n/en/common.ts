/** English texts that every screen uses. Keys start with the screen's name; {{name}} marks a value. */
export const common = {
  'app.name': 'Isocenter',
  'common.close': 'Close',
  'common.cancel': 'Cancel',
  'common.retry': 'Try again',
} as const;
