import { createStore } from 'zustand/vanilla';

/** How many windows of one reading share what there is of memory: each holds its own pixels. */
export const memoryParts = createStore<{ readonly parts: number }>(() => ({ parts: 1 }));

/** Decoded pixels kept by this page, in bytes: its part of a third of what the device has, within what its browser bears. */
export const cacheBytes = (): number => deviceBytes() / memoryParts.getState().parts;

function deviceBytes(): number {
  const memory = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : undefined;
  const isTablet = matchMedia('(pointer: coarse)').matches;
  if (memory !== undefined && Number.isFinite(memory)) return Math.min(memory / 3, 1.5) * 2 ** 30;
  return (isTablet ? 0.25 : 1) * 2 ** 30;
}

/** Share of it that may be filled ahead of what is looked at: a full cache would push out what is on screen. */
const AHEAD = 0.8;

export const aheadBytes = (): number => cacheBytes() * AHEAD;

/** A series of no more is kept whole before the engine is there; of a larger one, as much as fits in a stream's window. */
const MOST_EARLY_BYTES = 256 * 2 ** 20;

export const earlyBytes = (): number => Math.min(MOST_EARLY_BYTES, aheadBytes());
