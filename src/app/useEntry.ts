import { useCallback, useEffect, useState } from 'react';
import { parseRoute, studiesPath, type Route } from './routes';

/** Where the browser's history stands. `turn` counts arrivals: the same address again is another entry. */
export interface Entry {
  readonly route: Route;
  readonly turn: number;
}

/** Goes somewhere; the state survives a reload and never leaves the browser. */
export type Go = (path: string, how: 'push' | 'replace', state?: object) => void;

/** The route of the current history entry; follows Back, Forward and edited addresses. */
export function useEntry(defaultArchive: string): readonly [Entry, Go] {
  const [entry, setEntry] = useState<Entry>(() => ({ route: settle(defaultArchive), turn: 0 }));
  const arrive = useCallback(
    () => setEntry(({ turn }) => ({ route: settle(defaultArchive), turn: turn + 1 })),
    [defaultArchive],
  );
  useEffect(() => {
    addEventListener('popstate', arrive);
    return () => removeEventListener('popstate', arrive);
  }, [arrive]);
  const go = useCallback<Go>(
    (path, how, state = {}) => {
      history[how === 'push' ? 'pushState' : 'replaceState'](state, '', path);
      arrive();
    },
    [arrive],
  );
  return [entry, go];
}

/** Reads the address; studies that another system named become a link of our own at once. */
function settle(defaultArchive: string): Route {
  const route = parseRoute(location.hash);
  if (route.screen !== 'open') return route;
  const [first, ...rest] = route.studies;
  if (!first) return route;
  history.replaceState(history.state, '', studiesPath(defaultArchive, [first, ...rest], route.at));
  return parseRoute(location.hash);
}
