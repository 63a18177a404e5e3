import { useStore } from 'zustand';
import type { Session } from '@/features/session/session';
import { PlaceGone } from '@/ui/PartGone';

/** Where the code of the cover did not come: a locked page, which is out of sight, is no blank one. */
export function CoverGone({ session }: { readonly session: Session }) {
  return useStore(session.store, ({ phase }) => phase === 'locked') && <PlaceGone />;
}
