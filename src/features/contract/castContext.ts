import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { DictationLink } from './dictationLink';

/** The dictation beside the viewer, and what there is to say about it; empty where there is none for whoever looks, or not yet. */
export const castHere = createStore<{ readonly dictation?: DictationLink; readonly said?: ReactNode }>(
  () => ({}),
);

/** What there is to say about the dictation. */
export const CastSaid = (): ReactNode => useStore(castHere).said;
