import { useCallback } from 'react';
import type { Sharing } from '@/features/viewer/context/viewerSlots';
import { findingLink } from '@/features/viewer/link/findingLink';
import type { Engine } from '@/imaging/contract';
import { encodeLink, fittingMarks, type SavedView } from '@/view/link/codec';
import type { ViewStore } from '@/view/viewStore';
import type { SeenView } from './useSeen';

/** Where a link leads from anywhere: this page, and the path behind the '#'. */
function addressOf(path: string): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}#${path}`;
}

/** Addresses of what is on the screen: of all of it, and framed on one measurement. `archive`: its id. */
export function useLinks(
  archive: string,
  views: ViewStore,
  engine: Engine | undefined,
  seen: () => SeenView,
): { readonly link: Sharing['link']; readonly linkTo: (id: string) => string | undefined } {
  const link = useCallback(
    (saved?: SavedView) => {
      const { view, marks } = seen();
      const fitting = fittingMarks(marks);
      const path = encodeLink({ archive, view, marks: fitting, ...(saved ? { saved } : {}) });
      return { url: addressOf(path), leftOut: marks.length - fitting.length };
    },
    [archive, seen],
  );
  const linkTo = useCallback(
    (id: string) => {
      const found = engine?.measures.getState().list.find((one) => one.id === id);
      const framing = engine?.measuring.framing(id) ?? {};
      return (
        found && addressOf(encodeLink({ archive, ...findingLink(views.getState().view, found, framing) }))
      );
    },
    [archive, engine, views],
  );
  return { link, linkTo };
}
