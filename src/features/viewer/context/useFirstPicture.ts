import { useEffect, useState } from 'react';
import type { Engine } from '@/imaging/contract';
import type { StudySeries } from './viewerContext';

/**
 * Whether a pane has come to something: a picture, or the sentence that there is none; or whether none will, since the
 * studies have no series or cannot be had, or the engine does not come. What can wait, waits for it.
 */
export function useFirstPicture(
  engine: Engine | undefined,
  studies: readonly StudySeries[],
  hasEngineFailed: boolean,
  isEngineResting: boolean,
): boolean {
  const [isPictured, setPictured] = useState(false);
  // A document stands without an engine, and stays the first when pictures come.
  useEffect(() => {
    if (isEngineResting) setPictured(true);
  }, [isEngineResting]);
  useEffect(() => {
    if (!engine || isPictured) return undefined;
    const look = () => {
      const { panes } = engine.facts.getState();
      if (panes.some(({ state }) => state !== 'empty' && state !== 'loading')) setPictured(true);
    };
    look();
    return engine.facts.subscribe(look);
  }, [engine, isPictured]);
  const isFailed = studies.some(({ state }) => state === 'failed');
  const isBare = studies.every(({ state, series }) => state === 'here' && series.length === 0);
  return isPictured || hasEngineFailed || isFailed || isBare;
}
