import { useEffect } from 'react';

/**
 * Asks for the next rows once the list comes near its end, after what it has is on the screen: the rows that a person waits
 * for share neither the line nor the processor with those below them. A page that nobody sees asks when it is seen.
 */
export function useNextPage(isNearEnd: boolean, onEnd: () => void): void {
  useEffect(() => {
    if (!isNearEnd) return undefined;
    // The second picture begins when the first has been painted.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(onEnd)));
    return () => cancelAnimationFrame(frame);
  }, [isNearEnd, onEnd]);
}
