import { createStore } from 'zustand/vanilla';
import type { FirstWindow } from '@/features/screens/firstWindow';

/** The two windows of the reading on this page, where there are two; its code comes with the second. */
export const readingScreens = createStore<{ readonly first?: FirstWindow; readonly window?: Window }>(
  () => ({}),
);

/** '#/second/...' of the second window of a reading, by its random name: 128 bits in base64url. OtherAddress reads it. */
export const secondPath = (reading: string): string => `#/second/${reading}`;

/** Names the reading of this tab: a random number, which says nothing of anybody. */
const KEY = 'isocenter-reading';

/** The reading that this tab had before it was loaded again. */
export function keptReading(): string | undefined {
  const kept = sessionStorage.getItem(KEY) ?? '';
  return /^[\w-]{22}$/.test(kept) ? kept : undefined;
}

export const keepReading = (reading: string): void => sessionStorage.setItem(KEY, reading);
export const forgetReading = (): void => sessionStorage.removeItem(KEY);
