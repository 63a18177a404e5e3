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

/** An image and its settings. The projection is worked out once for each size of the pane. */
class Aim {
  readonly frame: StackFrame;
  readonly settings: Pane;
  private made: { readonly size: PaneSize; readonly projection: Projection } | undefined;

  constructor(frame: StackFrame, settings: Pane) {
    [this.frame, this.settings] = [frame, settings];
  }

  projection(size: PaneSize): Projection {
    const { frame, settings, made } = this;
    const isKnown =
      made?.size.width === size.width && made.size.height === size.height && made.size.ratio === size.ratio;
    if (isKnown) return made.projection;
    const projection = projectPane(settings, drawnPlane(frame.instance, frame.frame).plane, frame, size);
    this.made = { size, projection };
    return projection;
  }
}

/**
 * Where the images of a pane lie: the one on the screen, and the one that it is pointed at, which may still have to be painted. Until it
 * is, whoever measures or draws does so on the other.
 */
export class PaneAim {
  private next: Aim | undefined;
  private seen: Aim | undefined;

  /** This image is to be painted next, with these settings. */
  point(frame: StackFrame, settings: Pane): void {
    this.next = new Aim(frame, settings);
  }

  /** This image is on the screen, as it was pointed at. */
  arrived(frame: StackFrame): void {
    const { next, seen } = this;
    this.seen = [next, seen].find((aim) => aim?.frame === frame) ?? (next && new Aim(frame, next.settings));
  }

  /** The picture left the screen. */
  left(): void {
    this.seen = undefined;
  }

  /** Of the image on the screen; where there is none, of the one that is to come. */
  projection(size: PaneSize): Projection {
    return (this.seen ?? this.next)?.projection(size) ?? NOWHERE;
  }

  /** Of an image that is painted now. */
  projectionOf(frame: StackFrame, size: PaneSize): Projection {
    const aim = [this.next, this.seen].find((each) => each?.frame === frame);
    return aim?.projection(size) ?? this.projection(size);
  }
}
