import { KeptLists } from '@/features/viewer/context/keptLists';
import type { HangingsKeeper } from '@/features/viewer/state/hangingState';
import { createHangingStore } from '@/features/viewer/state/hangingStore';

/** Brings how whoever has signed in hangs studies, for the first one that they open here, and the code that hangs it; what does not come is asked for with that study. */
export async function hangingsAhead(keeper: HangingsKeeper, signal: AbortSignal): Promise<void> {
  const lists = new KeptLists({ shelf: createHangingStore(keeper.owner), keeper });
  const isBrought = await lists.bring(signal);
  if (!isBrought || signal.aborted) return;
  await Promise.all([
    import('@/features/viewer/context/hangingHand'),
    import('@/features/viewer/state/hungAtOpening'),
  ]);
}
