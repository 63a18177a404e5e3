import type { Pane } from '@/view/viewState';
import type { Projection } from '@/imaging/projection/paneCamera';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { projectPane, type PaneSize } from '@/imaging/projection/projection';
import type { StackFrame } from '@/imaging/stack/stack';

/** Of a pane that was never pointed at an image: nothing lies anywhere. */
const NOWHERE: Projection = {
  worldToCanvas: () => [NaN, NaN],
  canvasToWorld: () => [NaN, NaN, NaN],
};

/** Where a pane was pointed last: at which image, with which settings. The projection is worked out once for each. */
export class PaneAim {
  private at: { readonly frame: StackFrame; readonly settings: Pane } | undefined;
  private made: { readonly size: PaneSize; readonly projection: Projection } | undefined;

  point(frame: StackFrame, settings: Pane): void {
    this.at = { frame, settings };
    this.made = undefined;
  }

  projection(size: PaneSize): Projection {
    const { at, made } = this;
    if (!at) return NOWHERE;
    const isKnown =
      made?.size.width === size.width && made.size.height === size.height && made.size.ratio === size.ratio;
    if (isKnown) return made.projection;
    const { frame, settings } = at;
    const projection = projectPane(settings, drawnPlane(frame.instance, frame.frame).plane, frame, size);
    this.made = { size, projection };
    return projection;
  }
}
