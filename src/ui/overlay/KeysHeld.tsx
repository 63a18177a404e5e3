import { OWNS_KEYS } from './keys';

/** Stands where a layer is on its way: keys typed meanwhile are kept for it, and do nothing to the page behind. */
export const KeysHeld = () => <span hidden {...{ [OWNS_KEYS]: '' }} />;
