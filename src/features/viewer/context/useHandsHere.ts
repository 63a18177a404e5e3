import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { restingDrag } from '@/features/viewer/commands/bindings';
import type { Drag } from '@/imaging/pointer/tools';
import type { Screen } from '@/ui/useScreen';
import { HandsHere, type HandsParts } from './handsHere';

/** Keys, buttons and wheel for as long as this page stands, and what one finger or the left button does at rest. */
export function useHandsHere(parts: HandsParts, screen: Screen): { hands: HandsHere; restingTool: Drag } {
  const [hands] = useState(() => new HandsHere(parts));
  useEffect(() => hands.bring(), [hands]);
  const dragged = useStore(hands.store, ({ bindings }) => restingDrag(bindings));
  return { hands, restingTool: screen === 'desk' ? dragged : 'scroll' };
}
