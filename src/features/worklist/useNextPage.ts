import { useEffect } from 'react';

/**
 * Asks for the next rows once the list comes near its end, after what it has is on the screen: the rows that a person waits
 * for share neither the line nor the processor with those below them. A page that nobody sees asks when it is seen.
 */
export function useNextPage(isNearEnd: boolean, onEnd: () => void): void {
  useEffect(() => {
    if (!isNearEnd) return undefined;
    // The first picture with the rows is painted, the second made while it is shown, and in the third there is time.
    let pictures = 0;
    const wait = () => {
      pictures += 1;
      if (pictures === 3) onEnd();
      else frame = requestAnimationFrame(wait);
    };
    let frame = requestAnimationFrame(wait);
    return () => cancelAnimationFrame(frame);
  }, [isNearEnd, onEnd]);
}
