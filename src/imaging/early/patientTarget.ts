import type { Engine, EngineParts, WaitsFor } from '@/imaging/contract';
import { TOOLS } from '@/imaging/pointer/tools';
import type { DragOrigin, GestureTarget, PictureGestures } from '@/imaging/pointer/gestures';

/** Changes nearer to each other than this are one undo step. */
export const QUIET_MS = 500;

/** A pane's target that is there from the first moment: what can be done is done at once, what can not waits in its order. */
export function createPatientTarget(
  pane: number,
  { hand, tool }: Pick<EngineParts, 'hand' | 'tool'>,
): GestureTarget {
  /** Of the drag that goes on: whoever serves it by then. */
  let from: DragOrigin | undefined;
  let movedAtMs = -Infinity;
  const later = (work: (gestures: PictureGestures) => void, after: WaitsFor) =>
    hand.servePicture(
      pane,
      (pictures) => {
        const now = pictures.gestures(pane);
        if (now) work(now);
      },
      after,
    );
  /** Turns of a wheel and moves of two fingers that follow each other are one step. */
  const begin = () => {
    const now = performance.now();
    if (now - movedAtMs > QUIET_MS) hand.begin();
    movedAtMs = now;
  };
  return {
    tool: () => tool.getState().tool,
    dragStart: (drag) =>
      later((now) => {
        hand.begin();
        from = now.dragStart();
      }, TOOLS[drag].drag),
    drag: (drag, move) => later((now) => from && now.drag(drag, move, from), TOOLS[drag].drag),
    draw: (step) => {
      // It is bound to the pixels that it was drawn on, wherever these lie by then.
      const pixel = hand.pixelAt(pane, step.at);
      const work = (engine: Engine) => {
        const gestures = engine.gestures(pane);
        gestures?.draw({ ...step, at: (pixel && gestures.pointAt(...pixel)) ?? step.at });
      };
      hand.serve(pane, work, 'picture', 'image');
    },
    pinch: (...of) =>
      later((now) => {
        begin();
        now.pinch(...of);
      }, 'place'),
    scroll: (...of) => later((now) => now.scroll(...of), 'series'),
    doubleTap: (...of) =>
      later((now) => {
        hand.begin();
        now.doubleTap(...of);
      }, 'place'),
  };
}
