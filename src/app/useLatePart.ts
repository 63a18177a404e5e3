import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';

/** What a store holds of code that comes later; asks for it with `load` until it `isHere`. */
export function useLatePart<Code>(
  store: StoreApi<Code>,
  isHere: (code: Code) => boolean,
  load: () => Promise<void>,
): Code {
  const code = useStore(store);
  const [fault, setFault] = useState<{ readonly error: unknown }>();
  const isMissing = !isHere(code);
  useEffect(() => {
    if (isMissing) load().catch((error: unknown) => setFault({ error }));
  }, [isMissing, load]);
  // Said by the error boundary of the page.
  if (fault && isMissing) throw fault.error;
  return code;
}
