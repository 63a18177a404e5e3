import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ToolInHand } from '@/imaging/contract';
import type { PointerKind } from '@/imaging/pointer/claims';

/** The tool in use: fingers scroll at first, the left button windows. */
export const createToolInHand = (): StoreApi<ToolInHand> =>
  createStore<ToolInHand>(() => ({
    tool: matchMedia('(pointer: coarse)').matches ? 'scroll' : 'window',
  }));

/** A finger or pen that goes on scrolling would draw once more, and over what was measured: unless the tool is kept. */
export const isSpent = ({ isKept = false }: ToolInHand, pointer: PointerKind): boolean =>
  pointer !== 'mouse' && !isKept;
