import type { PaneView } from '@/imaging/pane/paneView';
import { awaitLongPress } from '@/ui/longPress';
import type { DrawingController } from './drawingController';
import { pointerKind, type DrawingHit } from './hits';
import { Loupe } from './loupe';
import { apart, type Spot } from './plane2d';

/** Two taps within this are a double tap. */
const DOUBLE_TAP_MS = 350;
const STILL_PX = 10;

/** What listens to the pointers of a pane. */
export interface DrawingEvents {
  /** Another picture is on the screen, or the same one otherwise: what a finger sees of it follows. */
  pictureChanged(): void;
  /** Takes the listeners back. */
  stop(): void;
}

/** Brings the pointer events of a pane to the hand that draws. */
export function listenForDrawing(
  element: HTMLElement,
  view: PaneView,
  hand: DrawingController,
): DrawingEvents {
  const life = new AbortController();
  const { signal } = life;
  const loupe = new Loupe(element);
  let active: { readonly id: number; readonly from: Spot } | undefined;
  let stopAwaitingRest = () => {};
  /** What the last two presses of a mouse or pen took, newest last: both of a double click. */
  let taken: readonly [string | undefined, string | undefined] = [undefined, undefined];
  let tap: { readonly ms: number; readonly id: string | undefined } | undefined;

  const spotOf = (event: MouseEvent): Spot => {
    const { left, top } = element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const idOf = (hit: DrawingHit | undefined): string | undefined => hit?.drawn.mark.id;
  let seen: Spot | undefined;
  const look = (spot: Spot) => {
    seen = spot;
    const { graphicsCanvas } = view;
    if (hand.wantsLoupe) loupe.show([view.sharpCanvas(), ...(graphicsCanvas ? [graphicsCanvas] : [])], spot);
    else loupe.hide();
  };
  const letGo = () => {
    stopAwaitingRest();
    active = undefined;
    seen = undefined;
    loupe.hide();
  };
  const ask = (hit: DrawingHit) => {
    letGo();
    hand.edit(hit);
  };
  const point = (spot: Spot) => {
    const hit = hand.hover(view, spot);
    element.style.cursor =
      hit === undefined ? (hand.isMeasuring ? 'crosshair' : '') : hit.on === 'handle' ? 'move' : 'pointer';
  };

  const down = (event: PointerEvent) => {
    // Another finger: the gestures take over, and take back what the first began.
    if (active) {
      if (event.pointerType === 'touch') stopAwaitingRest();
      return;
    }
    if (event.button !== 0) return;
    const spot = spotOf(event);
    // The pane, which is a stop of the Tab key; Cornerstone's own element in it is none.
    element.closest<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    const isOurs = hand.press(view, spot, event.timeStamp, pointerKind(event.pointerType));
    taken = [taken[1], idOf(hand.held)];
    if (!isOurs) return;
    active = { id: event.pointerId, from: spot };
    element.setPointerCapture(event.pointerId);
    look(spot);
    const { held } = hand;
    // A finger that rests on a drawing asks for its text.
    if (event.pointerType === 'touch' && held) stopAwaitingRest = awaitLongPress(() => ask(held));
  };

  const move = (event: PointerEvent) => {
    if (active?.id === event.pointerId) {
      const events = event.getCoalescedEvents();
      for (const each of events.length > 0 ? events : [event]) {
        hand.move(view, spotOf(each), each.timeStamp);
      }
      const spot = spotOf(event);
      if (apart(spot, active.from) > STILL_PX) stopAwaitingRest();
      look(spot);
    } else if (!active && event.pointerType !== 'touch' && event.buttons === 0) {
      hand.move(view, spotOf(event), event.timeStamp);
      point(spotOf(event));
    }
  };

  const up = (event: PointerEvent) => {
    if (active?.id !== event.pointerId) return;
    const { held, hasPulled } = hand;
    letGo();
    if (event.type === 'pointercancel') {
      hand.cancel();
      return;
    }
    hand.release(view, spotOf(event), event.timeStamp);
    if (event.pointerType !== 'touch') return;
    const id = hasPulled ? undefined : idOf(held);
    const isDouble = id !== undefined && tap?.id === id && event.timeStamp - tap.ms < DOUBLE_TAP_MS;
    tap = isDouble ? undefined : { ms: event.timeStamp, id };
    if (isDouble && held) ask(held);
  };

  const double = (event: MouseEvent) => {
    const hit = hand.hit(view, spotOf(event), 'mouse');
    if (!hit && !hand.isMeasuring) return;
    // A pane alone is for double clicks on the picture.
    event.stopPropagation();
    // A double click that draws, or ends a path, is no question for the name of what it has drawn.
    const isAsking = taken.every((id) => id !== undefined && id === idOf(hit));
    if (hit && hand.pointer !== 'touch' && isAsking) ask(hit);
  };

  element.addEventListener('pointerdown', down, { signal, capture: true });
  element.addEventListener('pointermove', move, { signal, capture: true });
  window.addEventListener('pointerup', up, { signal, capture: true });
  window.addEventListener('pointercancel', up, { signal, capture: true });
  element.addEventListener('pointerleave', () => (element.style.cursor = ''), { signal });
  element.addEventListener('dblclick', double, { signal, capture: true });
  return {
    pictureChanged: () => {
      hand.pictureChanged(view);
      // What the finger rested on is no longer in its hand.
      if (!hand.held) stopAwaitingRest();
      if (seen) look(seen);
    },
    stop: () => {
      letGo();
      life.abort();
    },
  };
}
