import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { adoptAccession } from './adoptAccession';
import { adoptStudies } from './adoptStudies';
import type { BackGuard } from './backGuard';
import { readEntryState } from './entryState';
import { parseRoute, type Route } from './routes';

/** Where the browser's history stands. `turn` counts arrivals: the same address again is another entry. */
export interface Entry {
  readonly route: Route;
  readonly turn: number;
}

/** Goes somewhere; the state survives a reload and never leaves the browser. */
export type Go = (path: string, how: 'push' | 'replace', state?: object) => void;

/** The route of the current history entry; follows Back, Forward and edited addresses. */
export function useEntry(defaultArchive: string, guard: BackGuard): readonly [Entry, Go] {
  const [entry, setEntry] = useState<Entry>(() => ({ route: parseRoute(location.hash), turn: 0 }));
  const here = useRef(readEntryState(history.state));
  const addressRead = useRef(location.hash);
  const arrive = useCallback(() => {
    adoptAccession();
    addressRead.current = location.hash;
    here.current = readEntryState(history.state);
    const show = () => setEntry(({ turn }) => ({ route: parseRoute(location.hash), turn: turn + 1 }));
    const next = () => {
      const covered = guard.covers?.();
      return covered ? covered.then(show) : show();
    };
    const route = parseRoute(location.hash);
    if (route.screen !== 'open') return next();
    // Where the codec does not come, the page says what it says of a link without studies.
    adoptStudies(route, defaultArchive).then(next, next);
  }, [defaultArchive, guard]);
  useLayoutEffect(() => {
    let isReturning = false;
    // The list stands behind a study that was opened from it.
    const popped = () => {
      if (isReturning) {
        isReturning = false;
        // Who went back further is not where they were.
        return parseRoute(location.hash).screen === 'view' ? undefined : arrive();
      }
      const { screen } = parseRoute(location.hash);
      const isBack = here.current.isFromList && ['worklist', 'accession', 'launch'].includes(screen);
      if (!isBack || guard.holds?.() !== true) return arrive();
      isReturning = true;
      history.forward();
    };
    addEventListener('popstate', popped);
    // An address that somebody went to while the page was built was told to nobody.
    if (location.hash !== addressRead.current) arrive();
    return () => removeEventListener('popstate', popped);
  }, [arrive, guard]);
  const go = useCallback<Go>(
    (path, how, state = {}) => {
      history[how === 'push' ? 'pushState' : 'replaceState'](state, '', path);
      arrive();
    },
    [arrive],
  );
  return [entry, go];
}
