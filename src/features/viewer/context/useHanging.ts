import { useEffect, useState } from 'react';
import { Hangings, type HangingsParts } from './hangings';
import type { StudySeries } from './viewerContext';

/** Arrangements for like studies, for as long as this page stands. */
export function useHangings(parts: HangingsParts): Hangings {
  const [hangings] = useState(() => new Hangings(parts));
  useEffect(() => () => hangings.close(), [hangings]);
  return hangings;
}

/** The study hangs itself when the link asked for nothing in particular; not in place of what it asked for in vain. */
export function useHanging(hangings: Hangings, studies: readonly StudySeries[], asksInVain: boolean): void {
  useEffect(() => {
    const series = studies.flatMap(({ series }) => series);
    hangings.list(series);
    if (asksInVain || studies.every(({ state }) => state === 'loading')) return;
    if (studies[0]?.state !== 'loading') hangings.open(series);
  }, [asksInVain, studies, hangings]);
}

/** What can wait for the first picture: the panes that the list of series left open, and learning. */
export function useHangingRest(hangings: Hangings, isPictured: boolean): void {
  useEffect(() => (isPictured ? hangings.settle() : undefined), [hangings, isPictured]);
}
