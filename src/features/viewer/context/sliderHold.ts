import { useRef, type KeyboardEvent } from 'react';
import type { Engine } from '@/imaging/contract';
import { useViewer } from './viewerContext';

/** The keys that move a slider (role slider of WAI-ARIA). */
const MOVING: ReadonlySet<string> = new Set([
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'],
]);

type Key = Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * What a slider is told of the hand, the same for all of them: a pointer or a key held on it is one step of undo, however long it rests
 * meanwhile, and none with the hold before it. `held` is whether it is held now: what it loses after that, such as the focus, ends nothing.
 */
export function sliderHold(
  pressing: Engine['pressing'] | undefined,
  hand: { begin(): void },
  held: { current: boolean },
) {
  const take = () => {
    held.current = true;
    hand.begin();
    pressing?.onPress();
  };
  const letGo = () => {
    if (held.current) pressing?.onRelease();
    held.current = false;
  };
  return {
    onPointerDown: take,
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onKeyDown: ({ key, repeat, ctrlKey, metaKey, altKey }: Key) => {
      if (MOVING.has(key) && !repeat && !ctrlKey && !metaKey && !altKey) take();
    },
    onKeyUp: ({ key }: Pick<Key, 'key'>) => {
      if (MOVING.has(key)) letGo();
    },
    // The key may come up where nobody hears it.
    onBlur: letGo,
  };
}

/** Likewise, of a slider of the viewer. */
export function useSliderHold() {
  const { engine, hand } = useViewer();
  return sliderHold(engine?.pressing, hand, useRef(false));
}
