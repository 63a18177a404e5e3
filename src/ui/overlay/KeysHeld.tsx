import type { KeyboardEvent } from 'react';
import { OWNS_KEYS } from './keys';

interface KeysHeldProps {
  /** The layer need not come any more. Absent: Escape waits for it like the other keys. */
  readonly onEscape?: (() => void) | undefined;
}

/**
 * Stands where a layer is on its way: keys typed meanwhile are kept for it, and do nothing to the page behind (see watchFocus, which
 * presses Escape on it).
 */
export function KeysHeld({ onEscape }: KeysHeldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !onEscape) return;
    event.preventDefault();
    onEscape();
  };
  return <span hidden onKeyDown={onKeyDown} {...{ [OWNS_KEYS]: '' }} />;
}
