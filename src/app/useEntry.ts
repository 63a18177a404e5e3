import { useCallback, useEffect, useState } from 'react';
import { adoptStudies } from './adoptStudies';
import { parseRoute, type Route } from './routes';

/** Where the browser's history stands. `turn` counts arrivals: the same address again is another entry. */
export interface Entry {
  readonly route: Route;
  readonly turn: number;
}

/** Goes somewhere; the state survives a reload and never leaves the browser. */
export type Go = (path: string, how: 'push' | 'replace', state?: object) => void;

/** The route of the current history entry; follows Back, Forward and edited addresses. */
export function useEntry(defaultArchive: string): readonly [Entry, Go] {
  const [entry, setEntry] = useState<Entry>(() => ({ route: parseRoute(location.hash), turn: 0 }));
  const arrive = useCallback(() => {
    const next = () => setEntry(({ turn }) => ({ route: parseRoute(location.hash), turn: turn + 1 }));
    const route = parseRoute(location.hash);
    if (route.screen !== 'open') return next();
    // Where the codec does not come, the page says what it says of a link without studies.
    adoptStudies(route, defaultArchive).then(next, next);
  }, [defaultArchive]);
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
