import { useEffect, useState } from 'react';

/** Whole seconds until a moment (Date.now()), counting down. */
export function useSecondsUntil(atMs: number | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (atMs === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [atMs]);
  return atMs === undefined ? undefined : Math.max(0, Math.ceil((atMs - now) / 1000));
}
