import { Suspense, type KeyboardEvent, type ReactNode } from 'react';
import { isLibraryKey } from './keys';
import { KeysHeld } from './KeysHeld';

interface FloatingLayerProps {
  readonly children: ReactNode;
  /** Nothing of it is to be there any more: Escape asks for that while it is still on its way. */
  readonly onClose?: () => void;
  /**
   * Escape closes it once it is there, too: what holds nothing that could be lost. Not the library's own Escape, which it hears from
   * the moment it is seen, but answers only a little later.
   */
  readonly isLight?: boolean;
}

/**
 * What opens above the page: its code comes when it is first needed. Until then the keys are held (see watchFocus). React lets keys
 * of a layer rise to whatever rendered it: not past here.
 */
export function FloatingLayer({ children, onClose, isLight = false }: FloatingLayerProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isLibraryKey(event)) event.stopPropagation();
    const { key, defaultPrevented, nativeEvent } = event;
    if (!isLight || key !== 'Escape' || defaultPrevented || nativeEvent.isComposing) return;
    event.preventDefault();
    onClose?.();
  };
  return (
    <div style={NO_BOX} onKeyDown={onKeyDown}>
      <Suspense fallback={<KeysHeld onEscape={onClose} />}>{children}</Suspense>
    </div>
  );
}

/** Not a rule of a style sheet: those of the layers come with their code. */
const NO_BOX = { display: 'contents' } as const;
