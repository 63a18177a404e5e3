import type { Claim, Claimant, PairMove, PanePoint, Press, WheelTurn } from './claims';
import { createWheelCounter } from './gestureMath';
import type { GestureTarget } from './gestures';
import { firstBound, isHeldDrag, pressInputs, wheelInputs, type PointerHands } from './pointerInputs';
import { isDrag, type Drag } from './tools';

const asDrag = (id: string | undefined): Drag | undefined =>
  id !== undefined && isDrag(id) ? id : undefined;

const distance = ([ax, ay]: PanePoint, [bx, by]: PanePoint) => Math.max(1, Math.hypot(bx - ax, by - ay));
const middle = ([ax, ay]: PanePoint, [bx, by]: PanePoint): PanePoint => [(ax + bx) / 2, (ay + by) / 2];

/**
 * Takes what moves the picture itself: the drag of a tool or button, two fingers, the wheel, a double tap. It changes the ViewState and
 * nothing else. Asked after drawing: on a measurement and with a measuring tool the first button is not its own.
 */
export function createViewClaimant(target: GestureTarget, hands: PointerHands): Claimant {
  const wheel = createWheelCounter();
  /** The left button is the tool's in hand; the others do what they are given, whatever the tool. */
  const dragOf = (press: Press): Drag | undefined => {
    if (press.button === 0 && !isHeldDrag(hands, press)) return asDrag(target.tool());
    return asDrag(firstBound(hands, pressInputs('drag', press))?.act);
  };
  const press = (pressed: Press): Claim | undefined => {
    const { isOnPicture, at: start } = pressed;
    const drag = dragOf(pressed);
    if (!drag || !isOnPicture) return undefined;
    let last = start;
    target.dragStart(drag);
    // A press points already.
    if (drag === 'locate') target.drag(drag, { start, total: [0, 0], step: [0, 0] });
    return {
      move({ at: [x, y] }) {
        const [total, step] = [[x - start[0], y - start[1]] as const, [x - last[0], y - last[1]] as const];
        last = [x, y];
        target.drag(drag, { start, total, step });
      },
      release: () => {},
      cancel: () => {},
      doubleTap({ at }) {
        if (isDrag(target.tool())) target.doubleTap(...at);
      },
    };
  };
  const pair: PairMove = (before, after) => {
    const [from, to] = [middle(...before), middle(...after)];
    target.pinch(distance(...after) / distance(...before), to, [to[0] - from[0], to[1] - from[1]]);
  };
  const zoom = (event: WheelTurn) => target.pinch(2 ** (-event.deltaY / 400), event.at(), [0, 0]);
  const turn = (event: WheelTurn): boolean | 'held' => {
    // Two fingers on a trackpad come as Ctrl and the wheel.
    const bound = event.ctrlKey ? undefined : firstBound(hands, wheelInputs(event));
    if (bound?.act === 'wheelSeries') return false;
    if (event.ctrlKey || bound?.act === 'zoom') zoom(event);
    else if (bound) {
      const images = wheel(event);
      if (images !== 0) target.scroll(bound.act === 'wheelTens' ? images * 10 : images);
    }
    return bound?.input.includes('hold') ? 'held' : true;
  };
  return { press, pair: () => pair, wheel: turn };
}
