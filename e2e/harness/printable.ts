/** Every printable character of ASCII. */
export const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const SIGNS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
export const PRINTABLE = `${LETTERS} ${SIGNS}`;
