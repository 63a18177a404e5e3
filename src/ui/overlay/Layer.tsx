import { Suspense, type ReactNode } from 'react';
import { KeysHeld } from './KeysHeld';

/**
 * What opens above the page: its code comes when it is first needed. Until then the keys are held (see watchFocus). React lets keys
 * of a layer rise to whatever rendered it: not past here.
 */
export const Layer = ({ children }: { readonly children: ReactNode }) => (
  <div style={NO_BOX} onKeyDown={(event) => event.stopPropagation()}>
    <Suspense fallback={<KeysHeld />}>{children}</Suspense>
  </div>
);

/** Not a rule of a style sheet: those of the layers come with their code. */
const NO_BOX = { display: 'contents' } as const;
