import type { Claim, Claimant, PairMove, PanePoint, Press, WheelTurn } from './claims';
import { createWheelCounter } from './gestureMath';
import type { Drag, GestureTarget } from './gestures';
import type { ToolId } from './tools';

const DRAGS: Partial<Record<ToolId, Drag>> = { window: 'window', pan: 'pan', zoom: 'zoom', scroll: 'scroll' };

/** Mouse buttons as PointerEvent.button: middle pans, right windows, whatever the tool. */
const BUTTON_DRAGS: Record<number, Drag> = { 1: 'pan', 2: 'window' };

const distance = ([ax, ay]: PanePoint, [bx, by]: PanePoint) => Math.max(1, Math.hypot(bx - ax, by - ay));
const middle = ([ax, ay]: PanePoint, [bx, by]: PanePoint): PanePoint => [(ax + bx) / 2, (ay + by) / 2];

/**
 * Takes what moves the picture itself: the drag of a tool or button, two fingers, the wheel, a double tap. It changes the ViewState and
 * nothing else. Asked after drawing: on a measurement and with a measuring tool the first button is not its own.
 */
export function createViewClaimant(target: GestureTarget): Claimant {
  const wheel = createWheelCounter();
  const press = ({ button, isOnPicture, at: start }: Press): Claim | undefined => {
    const drag = button === 0 ? DRAGS[target.tool()] : BUTTON_DRAGS[button];
    if (!drag || !isOnPicture) return undefined;
    let last = start;
    target.dragStart(drag);
    return {
      move({ at: [x, y] }) {
        const [total, step] = [[x - start[0], y - start[1]] as const, [x - last[0], y - last[1]] as const];
        last = [x, y];
        target.drag(drag, { start, total, step });
      },
      release: () => {},
      cancel: () => {},
      doubleTap({ at }) {
        if (DRAGS[target.tool()]) target.doubleTap(...at);
      },
    };
  };
  const pair: PairMove = (before, after) => {
    const [from, to] = [middle(...before), middle(...after)];
    target.pinch(distance(...after) / distance(...before), to, [to[0] - from[0], to[1] - from[1]]);
  };
  const turn = (event: WheelTurn): true => {
    if (event.ctrlKey) target.pinch(2 ** (-event.deltaY / 400), event.at(), [0, 0]);
    else {
      const images = wheel(event);
      if (images !== 0) target.scroll(images);
    }
    return true;
  };
  return { press, pair: () => pair, wheel: turn };
}
