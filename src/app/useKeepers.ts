import { useMemo } from 'react';
import { bringHands, keepHandsAt } from '@/features/kept/handsApi';
import { bringHangings, keepHangingsAt } from '@/features/kept/hangingsApi';
import type { HandsKeeper } from '@/features/viewer/state/hands';
import type { HangingsKeeper } from '@/features/viewer/state/hangingState';
import type { Session } from '@/features/session/session';
import type { Right } from '@/protocol/rights';

/** A word for a person that names nobody: two persons of one browser are told apart by it, and nothing more hangs on it. */
function ownerOf(id: string): string {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Where the companion keeps how a person hangs studies; undefined: nowhere. */
export function hangingsKeeper(
  root: string | undefined,
  session: Session | undefined,
  id: string | undefined,
  may: ReadonlySet<Right>,
): HangingsKeeper | undefined {
  if (root === undefined || !session || id === undefined) return undefined;
  const place = { root, credentials: session.credentials };
  return {
    owner: ownerOf(id),
    maySetHouse: may.has('store'),
    bring: (signal) => bringHangings(place, signal),
    keep: (whose, protocols, version) => keepHangingsAt(place, whose, protocols, version),
  };
}

/** The same for whoever has signed in. */
export const useHangingsKeeper = (
  root: string | undefined,
  session: Session | undefined,
  id: string | undefined,
  may: ReadonlySet<Right>,
): HangingsKeeper | undefined =>
  useMemo(() => hangingsKeeper(root, session, id, may), [root, session, id, may]);

/** Likewise which keys and buttons they chose. */
export const useHandsKeeper = (
  root: string | undefined,
  session: Session | undefined,
  id: string | undefined,
): HandsKeeper | undefined =>
  useMemo(() => {
    if (root === undefined || !session || id === undefined) return undefined;
    const place = { root, credentials: session.credentials };
    return {
      owner: ownerOf(id),
      bring: (signal) => bringHands(place, signal),
      keep: (hands) => keepHandsAt(place, hands),
    };
  }, [root, session, id]);
