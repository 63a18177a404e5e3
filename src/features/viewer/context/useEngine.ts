import { useCallback, useEffect, useRef, useState } from 'react';
import type { Engine, EngineParts } from '@/imaging/contract';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';
import type { Mark } from '@/measurement/measurement';
import { loadAnew } from '@/ui/loadAnew';
import { whenFree } from './whenFree';

interface EngineStart extends Omit<EngineParts, 'archive'> {
  readonly early: EarlyPictures;
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

/**
 * One engine for the life of the page. Starts take turns: it owns Cornerstone's global state. `retry`: once more, after it failed.
 * Where its code did not come the page is loaded anew, once it is served, with the view as it is: browsers keep for the life of a page that
 * a module failed, and ask for it no more. Else what the hand asked for before is done then.
 */
export function useEngine(start: EngineStart): EngineState & { retry(): void } {
  const { early, views, hand, tool, marks, finding, askText } = start;
  const [state, setState] = useState(NOTHING);
  const again = useRef<() => void>(() => undefined);
  const turn = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    let isGone = false;
    let engine: Engine | undefined;
    let unfollow: (() => void) | undefined;
    let isCodeLost = false;
    const fail = () => {
      if (isGone) return;
      early.setLast(true);
      // A page that is loaded anew knows nothing of it.
      if (isCodeLost) hand.giveUp();
      setState({ ...NOTHING, hasFailed: true });
    };
    const begin = async () => {
      if (isGone) return;
      const isDrawn = marks.length > 0 || finding !== undefined;
      const code = await whenFree(early, hand, isDrawn)
        .then(() => import('@/imaging/engine/engine'))
        .catch(() => undefined);
      isCodeLost = !code;
      if (!code) return fail();
      if (isGone) return;
      try {
        engine = await code.startEngine({
          archive: early.archive,
          views,
          hand,
          tool,
          askText,
        });
      } catch {
        return fail();
      }
      if (isGone) return engine.dispose();
      const leave = [early.follow(engine), hand.follow(engine)];
      unfollow = () => leave.forEach((end) => end());
      setState({ ...NOTHING, engine });
      const lost = marks.length > 0 ? await engine.measuring.restore(marks, finding).catch(() => marks) : [];
      if (isGone) return;
      if (finding !== undefined) engine.measuring.showTracked(finding);
      setState({ ...NOTHING, engine, isRestored: true, lost });
    };
    turn.current = turn.current.then(begin);
    const goAnew = async () => {
      const isGoing = await loadAnew(() => !isGone);
      if (!isGoing) fail();
    };
    again.current = () => {
      setState(NOTHING);
      turn.current = turn.current.then(isCodeLost ? goAnew : begin);
    };
    return () => {
      isGone = true;
      unfollow?.();
      engine?.dispose();
      setState(NOTHING);
    };
  }, [early, views, hand, tool, marks, finding, askText]);
  const retry = useCallback(() => again.current(), []);
  return { ...state, retry };
}
