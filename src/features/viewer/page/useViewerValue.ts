import { useMemo } from 'react';
import { createFollowed } from '@/features/viewer/context/followed';
import type { Viewer } from '@/features/viewer/context/viewerContext';

/** What the context is made from. */
export type ViewerParts = Omit<Viewer, 'followed' | 'archiveName' | 'otherArchives' | 'facts'> & {
  readonly hasEngineFailed: boolean;
  readonly isEngineResting: boolean;
  readonly archives: readonly { readonly id: string; readonly name: string }[];
};

/** The context of the viewer's parts: another one only where something in it is another. */
export function useViewerValue(parts: ViewerParts): Viewer {
  const make = (): Viewer => {
    const { archives, ...own } = parts;
    const { archive, views, engine, early, hasEngineFailed, isEngineResting, hand, studies, screens } = own;
    const { facts } = early;
    return {
      ...own,
      followed: createFollowed({
        ...{ views, engine, hasEngineFailed, isEngineResting, facts, hand, studies, screens },
      }),
      archiveName: archives.find(({ id }) => id === archive.id)?.name ?? archive.id,
      otherArchives: archives.filter(({ id }) => id !== archive.id),
      facts,
    };
  };
  // The parts of one viewer are always the same fields, in the same order.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the fields are the value
  return useMemo(make, Object.values(parts));
}
