import type { WaitingHand } from '@/imaging/contract';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';

/** How long the engine's code waits for the early picture: an archive that takes longer leaves time for both. */
const EARLY_MS = 1000;

/** Resolves with the first touch of the page, or with what only the engine can do. */
function touched(
  hand: Pick<WaitingHand, 'hasWork' | 'subscribe'>,
  page: EventTarget,
  { signal }: AbortController,
): Promise<void> {
  return new Promise((resolve) => {
    const listen = { capture: true, passive: true, signal } as const;
    for (const name of ['keydown', 'pointerdown'] as const)
      page.addEventListener(name, () => resolve(), listen);
    signal.addEventListener(
      'abort',
      hand.subscribe(() => hand.hasWork() && resolve()),
    );
    if (hand.hasWork()) resolve();
  });
}

/**
 * Resolves when the engine's code, which takes the page's time for a moment, may come: after the early picture, and after what of its series
 * comes fast. Who touches anything may want a tool next: then it does not wait for the series.
 * @param isUrgent Something that only the engine draws belongs to the picture.
 */
export async function whenFree(
  { settled, free }: Pick<EarlyPictures, 'settled' | 'free'>,
  hand: Pick<WaitingHand, 'hasWork' | 'subscribe'>,
  isUrgent: boolean,
  page: EventTarget = window,
): Promise<void> {
  const listening = new AbortController();
  const touch = touched(hand, page, listening);
  const late = new Promise<false>((done) => setTimeout(() => done(false), EARLY_MS));
  const isSettled = await Promise.race([settled.then(() => true), late]);
  if (isSettled && !isUrgent) await Promise.race([free, touch]);
  listening.abort();
}
