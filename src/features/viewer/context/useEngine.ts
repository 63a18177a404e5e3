import { useCallback, useEffect, useRef, useState } from 'react';
import { EngineRun, NO_ENGINE, type EngineStart, type EngineState } from './engineRun';

/**
 * One engine for the life of the page, once it is needed: a document does without. Starts take turns: it owns Cornerstone's global state.
 * `retry`: once more, after it failed.
 */
export function useEngine(start: EngineStart): EngineState & { retry(): void } {
  const { early, views, hand, tool, marks, finding, askText, past } = start;
  const [state, setState] = useState(NO_ENGINE);
  const again = useRef<() => void>(() => undefined);
  const turn = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    const run = new EngineRun({ early, views, hand, tool, marks, finding, askText, past }, setState);
    turn.current = turn.current.then(() => run.begin());
    again.current = () => {
      setState(NO_ENGINE);
      turn.current = turn.current.then(() => run.again());
    };
    return () => {
      run.end();
      setState(NO_ENGINE);
    };
  }, [early, views, hand, tool, marks, finding, askText, past]);
  const retry = useCallback(() => again.current(), []);
  return { ...state, retry };
}
