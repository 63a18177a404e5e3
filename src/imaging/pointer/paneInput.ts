import { awaitLongPress } from '@/ui/longPress';
import { pointerKind, type HeldKeys, type PanePoint, type PointerAt, type Press } from './claims';
import { PaneArbiter, type ArbiterParts } from './paneArbiter';
import { listenToWheel } from './wheelInput';

export interface PaneInputParts extends Omit<ArbiterParts, 'awaitRest'> {
  /** The whole pane, a stop of the Tab key: the words about the picture, and what stands in its place, too. */
  readonly pane: HTMLElement;
  /** What is exactly as large as the picture and holds it. Coordinates count from its corner. */
  readonly picture: HTMLElement;
  /** A selector of parts of the pane that have a press of their own, such as buttons. */
  readonly own: string;
  /** A selector of parts where the browser's own menu is wanted. */
  readonly ownMenu: string;
  /** A hand is at work in the pane, on whatever part of it. */
  readonly touched: () => void;
  /** Whether a button that browsers go back and forward with does something here instead. */
  readonly keeps: (press: Pick<Press, 'button' | 'held'>) => boolean;
}

/** The one place where the page's pointers and wheel are listened to over a pane; the arbiter says what they mean. */
class PaneInput {
  private readonly parts: PaneInputParts;
  private readonly arbiter: PaneArbiter;
  /** Buttons 3 and 4 that went down here and are kept from the browser until they are up. */
  private readonly kept = new Set<number>();

  constructor(parts: PaneInputParts) {
    this.parts = parts;
    this.arbiter = new PaneArbiter({ ...parts, awaitRest: awaitLongPress });
  }

  listen(): () => void {
    const { pane, picture } = this.parts;
    const life = new AbortController();
    const { signal } = life;
    pane.addEventListener('pointerdown', this.down, { signal });
    pane.addEventListener('pointermove', this.move, { signal });
    pane.addEventListener('dblclick', this.double, { signal });
    pane.addEventListener('contextmenu', this.menu, { signal });
    pane.addEventListener('mousedown', this.keepDown, { signal });
    window.addEventListener('mouseup', this.keepUp, { signal, capture: true });
    picture.addEventListener('pointerleave', () => (picture.style.cursor = ''), { signal });
    // On the window: what was pressed here may be released anywhere, and what is taken off the page hears nothing.
    window.addEventListener('pointerup', this.up, { signal, capture: true });
    for (const end of ['pointercancel', 'lostpointercapture'] as const)
      window.addEventListener(end, ({ pointerId }) => this.arbiter.cancel(pointerId), {
        signal,
        capture: true,
      });
    // `touch-action: none` keeps the page still, but Chromium lets an unseen fling run on after a flick and swallows the
    // next tap, wherever it lands.
    picture.addEventListener('touchmove', (event) => event.preventDefault(), { signal, passive: false });
    // What a finger does here is read from its pointer. The click that browsers make of a lift where a busy page let its long press
    // pass would land on what opened under the finger, and choose there what nobody meant.
    pane.addEventListener('touchend', this.lift, { signal, passive: false });
    const unwheel = listenToWheel(picture, this.turn);
    return () => {
      unwheel();
      life.abort();
      this.arbiter.stop();
    };
  }

  private readonly down = (event: PointerEvent): void => {
    const { pane, picture, touched } = this.parts;
    touched();
    // A press of a button is no rest of a finger elsewhere.
    if (this.isOwn(event)) return this.arbiter.disturb();
    const press = this.pressOf(event);
    if (press.isOnPicture) {
      // The pane has the keys; Cornerstone's own element in it is no stop of the Tab key.
      if (press.button === 0) pane.focus({ preventScroll: true });
      picture.setPointerCapture(press.id);
    }
    this.arbiter.down(press, event.isPrimary);
  };

  /** The browser goes back or forward with these, unless it is kept from both the press and the release. */
  private readonly keepDown = (event: MouseEvent): void => {
    const { button } = event;
    if (button < 3 || !this.isOnPicture(event) || !this.parts.keeps({ button, held: heldIn(event) })) return;
    event.preventDefault();
    this.kept.add(button);
  };

  private readonly keepUp = (event: MouseEvent): void => {
    if (this.kept.delete(event.button)) event.preventDefault();
  };

  private readonly move = (event: PointerEvent): void => {
    const { arbiter } = this;
    const { pointerId, pointerType, buttons } = event;
    const isOver = pointerType !== 'touch' && buttons === 0 && this.isOnPicture(event);
    // Where nobody asks, the page need not be laid out.
    if (!isOver && !arbiter.holds(pointerId)) return;
    const from = this.corner();
    const now = pointerAt(event, from);
    arbiter.move(pointerId, now, () => {
      const events = event.getCoalescedEvents();
      return events.length > 0 ? events.map((each) => pointerAt(each, from)) : [now];
    });
    const cursor = isOver ? arbiter.hover(now) : undefined;
    if (cursor !== undefined) this.parts.picture.style.cursor = cursor;
  };

  private readonly up = (event: PointerEvent): void => {
    const { arbiter } = this;
    if (arbiter.holds(event.pointerId)) arbiter.up(event.pointerId, pointerAt(event, this.corner()));
  };

  private readonly lift = (event: TouchEvent): void => {
    if (event.cancelable && !this.isOwn(event)) event.preventDefault();
  };

  private readonly double = (event: MouseEvent): void => {
    if (!this.isOwn(event)) this.arbiter.doublePress(this.pressOf(event));
  };

  private readonly menu = (event: MouseEvent): void => {
    if (isIn(event.target, this.parts.ownMenu)) return;
    event.preventDefault();
    // Ctrl and click, on a Mac; the right button's click is found where it is released.
    if (event.button === 0 && event.ctrlKey) this.arbiter.contextMenu(this.pressOf(event));
  };

  private readonly turn = (event: WheelEvent): void => {
    const { ctrlKey, deltaMode, buttons } = event;
    // With Shift a wheel turns sideways.
    const deltaY = event.shiftKey && event.deltaY === 0 ? event.deltaX : event.deltaY;
    const held = heldIn(event);
    this.parts.touched();
    this.arbiter.wheel({
      ctrlKey,
      held,
      buttons,
      deltaY,
      deltaMode,
      at: () => pointerAt(event, this.corner()).at,
    });
  };

  private pressOf(event: MouseEvent | PointerEvent): Press {
    const isPointer = 'pointerId' in event;
    return {
      id: isPointer ? event.pointerId : -1,
      kind: pointerKind(isPointer ? event.pointerType : 'mouse'),
      button: event.button,
      held: heldIn(event),
      isOnPicture: this.isOnPicture(event),
      page: [event.clientX, event.clientY],
      ...pointerAt(event, this.corner()),
    };
  }

  private corner(): PanePoint {
    const { left, top } = this.parts.picture.getBoundingClientRect();
    return [left, top];
  }

  private isOnPicture({ target }: Event): boolean {
    return target instanceof Node && this.parts.picture.contains(target);
  }

  private isOwn({ target }: Event): boolean {
    return isIn(target, this.parts.own);
  }
}

const pointerAt = ({ clientX, clientY, timeStamp }: MouseEvent, [left, top]: PanePoint): PointerAt => ({
  at: [clientX - left, clientY - top],
  ms: timeStamp,
});

const heldIn = ({ ctrlKey, metaKey, altKey, shiftKey }: MouseEvent): HeldKeys => ({
  mod: ctrlKey || metaKey,
  alt: altKey,
  shift: shiftKey,
});

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** Listens to a pane's pointers and wheel; the result takes the listeners back and cancels what is under way. */
export const listenToPane = (parts: PaneInputParts): (() => void) => new PaneInput(parts).listen();
