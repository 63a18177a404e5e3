import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/**
 * Names, IDs and birth dates are not on the screen. Of the page, not of a study: who hid one patient from those that look on has
 * hidden the next too, whichever way it comes.
 */
export const hiddenIdentity = createStore<{ readonly isHidden: boolean }>(() => ({ isHidden: false }));

export const useIdentityHidden = (): boolean => useStore(hiddenIdentity, ({ isHidden }) => isHidden);

/** Hides them, or shows them again. */
export const toggleIdentity = (): void =>
  hiddenIdentity.setState(({ isHidden }) => ({ isHidden: !isHidden }));
