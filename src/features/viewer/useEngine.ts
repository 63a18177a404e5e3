import { useEffect, useRef, useState } from 'react';
import type { Engine, EngineParts } from '@/imaging/contract';
import type { Mark } from '@/view/measurement';

// On its way as soon as this code is there, beside the first render.
const engineCode = import('@/imaging/engine');
engineCode.catch(() => undefined); // Shown by useEngine.

interface EngineStart extends EngineParts {
  readonly marks: readonly Mark[];
  /** Tracking UID of the finding that the link is about. */
  readonly finding: string | undefined;
}

export interface EngineState {
  readonly engine: Engine | undefined;
  /** The imaging code did not arrive or could not start. */
  readonly hasFailed: boolean;
  /** The measurements of the link are in the engine, or were given up: only then does the engine's list count. */
  readonly isRestored: boolean;
  /** Measurements of the link whose image does not exist. */
  readonly lost: readonly Mark[];
}

const NOTHING: EngineState = { engine: undefined, hasFailed: false, isRestored: false, lost: [] };

/** One engine for the life of the page. Starts take turns: it owns Cornerstone's global state. */
export function useEngine(start: EngineStart): EngineState {
  const { archive, views, hand, tool, marks, finding, askText } = start;
  const [state, setState] = useState(NOTHING);
  const turn = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let isGone = false;
    let engine: Engine | undefined;
    let unfollow: (() => void) | undefined;
    const begin = async () => {
      if (isGone) return;
      try {
        const { startEngine } = await engineCode;
        engine = await startEngine({ archive, views, hand, tool, askText });
      } catch {
        if (!isGone) setState({ ...NOTHING, hasFailed: true });
        return;
      }
      if (isGone) return engine.dispose();
      unfollow = hand.follow(engine);
      setState({ ...NOTHING, engine });
      const lost = marks.length > 0 ? await engine.measuring.restore(marks, finding).catch(() => marks) : [];
      if (isGone) return;
      if (finding !== undefined) engine.measuring.showTracked(finding);
      setState({ ...NOTHING, engine, isRestored: true, lost });
    };
    turn.current = turn.current.then(begin);
    return () => {
      isGone = true;
      unfollow?.();
      engine?.dispose();
      setState(NOTHING);
    };
  }, [archive, views, hand, tool, marks, finding, askText]);
  return state;
}
