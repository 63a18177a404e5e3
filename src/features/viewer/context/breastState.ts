import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BreastState } from '@/features/viewer/state/breasts';
import { useViewer } from './viewerContext';

const NOTHING = createStore<BreastState>(() => ({ isOpening: false, steps: [] }));

/** What is known of the steps of looking at mammograms. */
export const useBreastState = <T>(select: (state: BreastState) => T): T =>
  useStore(useViewer().breasts?.state ?? NOTHING, select);
