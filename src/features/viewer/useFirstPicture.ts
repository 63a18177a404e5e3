import { useEffect, useState } from 'react';
import type { Engine } from '@/imaging/contract';

/** Whether a pane has come to something: a picture, or the sentence that there is none. What can wait, waits for it. */
export function useFirstPicture(engine: Engine | undefined): boolean {
  const [isPictured, setPictured] = useState(false);
  useEffect(() => {
    if (!engine || isPictured) return undefined;
    const look = () => {
      const { panes } = engine.facts.getState();
      if (panes.some(({ state }) => state !== 'empty' && state !== 'loading')) setPictured(true);
    };
    look();
    return engine.facts.subscribe(look);
  }, [engine, isPictured]);
  return isPictured;
}
