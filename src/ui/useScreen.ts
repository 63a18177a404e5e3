import { useSyncExternalStore } from 'react';

/** Which of the three designs is shown. */
export type Screen = 'desk' | 'tablet' | 'phone';

const PHONE = '(max-width: 699.98px)';
const DESK = '(min-width: 1200px) and (pointer: fine), (min-width: 1200px) and (pointer: none)';

const read = (): Screen =>
  matchMedia(PHONE).matches ? 'phone' : matchMedia(DESK).matches ? 'desk' : 'tablet';

function subscribe(changed: () => void): () => void {
  const queries = [matchMedia(PHONE), matchMedia(DESK)];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
}

/** The design for this width and pointer; follows turning and docking of the device. */
export const useScreen = (): Screen => useSyncExternalStore(subscribe, read);
