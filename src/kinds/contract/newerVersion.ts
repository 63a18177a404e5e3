import { createContext, useContext, useSyncExternalStore } from 'react';
import type { SopUid } from '@/dicom/dataset/uid';
import type { KeyImage } from '@/view/viewState';

/** The document that goes on from another, last of all that do. */
export interface NewerVersion {
  readonly place: KeyImage;
  readonly author?: string;
  /** ISO 8601. */
  readonly at?: string;
}

/** By the document that it takes the place of; told by whoever reads all documents of a study. */
export interface NewerVersions {
  now(): ReadonlyMap<SopUid, NewerVersion>;
  /** Tells of every change until the function that it returns is called. */
  subscribe(listener: () => void): () => void;
}

const NONE: ReadonlyMap<SopUid, NewerVersion> = new Map();
const NewerContext = createContext<NewerVersions>({ now: () => NONE, subscribe: () => () => undefined });
export const NewerProvider = NewerContext.Provider;

/** The newest version of a document; undefined where it is that itself, or none is known. */
export function useNewerVersion(sop: SopUid): NewerVersion | undefined {
  const { now, subscribe } = useContext(NewerContext);
  return useSyncExternalStore(subscribe, () => now().get(sop));
}
