import { useMemo } from 'react';
import { useStore } from 'zustand';
import { ariaKeys, keyText, toldKey } from '@/features/viewer/commands/keyText';
import type { HandsState } from '@/features/viewer/state/hands';
import type { Act, HandInput } from '@/protocol/hands';
import { useViewer } from './viewerContext';

/** Part of which keys, buttons and wheel do what. */
export const useHands = <T>(select: (state: HandsState) => T): T => useStore(useViewer().hands.store, select);

interface KeyHints {
  /** The key of an act as printed on this keyboard; undefined: it has none. */
  hint(act: Act): string | undefined;
  /** All its keys for aria-keyshortcuts. */
  aria(act: Act): string | undefined;
  /** An input as a hand does it. */
  text(input: HandInput): string;
}

/** The keys of acts as they are chosen and printed. */
export function useKeyHints(): KeyHints {
  const bindings = useHands((state) => state.bindings);
  const printed = useHands((state) => state.printed);
  return useMemo(() => {
    const text = (input: HandInput) => keyText(input, printed);
    return {
      text,
      hint(act) {
        const key = toldKey(bindings.inputsOf(act), printed);
        return key === undefined ? undefined : text(key);
      },
      aria: (act) => ariaKeys(bindings.inputsOf(act), printed),
    };
  }, [bindings, printed]);
}
