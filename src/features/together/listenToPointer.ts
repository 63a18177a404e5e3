import type { Engine } from '@/imaging/contract';
import type { Room } from './room';

/** Tells the room where this page's pointer is over the pictures, in pixels of the image. */
export function listenToPointer(room: Room, engine: Engine | undefined): () => void {
  if (!engine) return () => undefined;
  const ends = new AbortController();
  const listen = { signal: ends.signal, capture: true, passive: true };
  const moved = (event: PointerEvent) => {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-pane]') : null;
    const pane = Number(place?.dataset['pane'] ?? NaN);
    if (!place || Number.isNaN(pane)) return room.point(undefined);
    const picture = place.querySelector(`[data-picture="${pane}"]`) ?? place;
    const { left, top } = picture.getBoundingClientRect();
    const at = engine.together.pixelAt(pane, event.clientX - left, event.clientY - top);
    room.point(at && { pane, column: at[0], row: at[1] });
  };
  addEventListener('pointermove', moved, listen);
  addEventListener('pointerdown', moved, listen);
  // A finger that is lifted points nowhere; a mouse stays where it is.
  const lifted = ({ pointerType }: PointerEvent) => pointerType !== 'mouse' && room.point(undefined);
  for (const end of ['pointerup', 'pointercancel'] as const) addEventListener(end, lifted, listen);
  document.documentElement.addEventListener('pointerleave', () => room.point(undefined), listen);
  return () => ends.abort();
}
