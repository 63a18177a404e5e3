import { browserShelf } from './browserShelf';

/** Where this browser keeps how its readers hang studies. */
const SHELF = browserShelf('isocenter.hangings');

/** What is kept, as it was written; undefined: nothing is. */
export const keptHangings = (): string | undefined => SHELF.read();

/** Keeps it; false where the browser refuses. */
export const keepHangings = (text: string): boolean => SHELF.keep(text);
