import { cache } from '@cornerstonejs/core';
import type { DrawingController } from '@/imaging/drawing/drawingController';
import { pointerKind, type Claimant } from '@/imaging/pointer/claims';
import type { DrawingGestures, DrawingStep } from '@/imaging/pointer/gestures';
import type { PaneController } from './paneController';
import { PaneGestures, type PaneGestureParts } from '@/imaging/pointer/paneGestures';
import type { ToolId } from '@/imaging/pointer/tools';

export interface EngineGestureParts extends Pick<
  PaneGestureParts,
  'pane' | 'views' | 'wanted' | 'scrollBy' | 'locate' | 'onBegin'
> {
  readonly controller: PaneController;
  readonly hand: DrawingController;
  /** The pane's own, as long as it has its place on the page. */
  readonly drawing: Claimant;
  readonly tool: () => ToolId;
  /** A pointer went down, or was lifted. */
  readonly onPress: () => void;
  readonly onRelease: () => void;
}

/** The values of an image that is here. */
function rangeOf(frame: { readonly imageId: string } | undefined) {
  const image = frame && cache.getImage(frame.imageId);
  return image && { min: image.minPixelValue, max: image.maxPixelValue };
}

/** What the hand does to a picture that the engine shows: beside what needs no engine, drawing. */
export class EngineGestures extends PaneGestures implements DrawingGestures {
  private readonly own: EngineGestureParts;

  constructor(own: EngineGestureParts) {
    const { pane, views, controller, wanted } = own;
    super({
      ...own,
      lie: () => {
        const settings = views.getState().view.panes[pane];
        const frame = controller.frames[wanted()];
        const { view } = controller;
        return settings ? view?.lieOf(frame ?? view.shown?.frame, settings) : undefined;
      },
      windowNow: () => controller.view?.shown?.window,
      // The image that is asked for may not be painted yet, or not be here.
      range: () => rangeOf(controller.frames[wanted()]) ?? rangeOf(controller.view?.shown?.frame),
      count: () => controller.count,
      heightPx: () => controller.view?.element.clientHeight ?? 1,
    });
    this.own = own;
  }

  get drawing(): Claimant {
    return this.own.drawing;
  }

  pressed(): void {
    this.own.onPress();
  }

  released(): void {
    this.own.onRelease();
  }

  draw({ does, tool, at, ms, pointer }: DrawingStep): void {
    const { controller, hand, tool: now, onBegin } = this.own;
    const { view } = controller;
    if (!view || (does === 'press' && !view.seen)) return;
    if (does === 'press') onBegin();
    // Another tool may have been taken up since.
    if (does === 'press' && tool !== now()) hand.activate(tool);
    if (does === 'press') hand.press(view, at, ms, pointerKind(pointer));
    else if (does === 'move') hand.move(view, at, ms);
    else if (does === 'release') hand.release(view, at, ms);
    else hand.cancelPress();
    if (tool !== now() && does !== 'move' && does !== 'press' && !hand.draft) hand.activate(now());
  }
}
