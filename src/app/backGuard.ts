import { createContext } from 'react';

/**
 * Who is asked before the browser's Back leaves what is on the screen. True: not now; whoever said so goes back by itself, once a
 * person has agreed. False: it may.
 */
export interface BackGuard {
  holds?: (() => boolean) | undefined;
  /** Whatever comes to the screen next waits for this: another window may show a patient. Absent, or undefined: for nothing. */
  covers?: (() => Promise<void> | undefined) | undefined;
}

export const BackGuardContext = createContext<BackGuard>({});
