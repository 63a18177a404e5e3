import type { RenderingEngine } from '@cornerstonejs/core';
import type { ViewStore } from '@/view/viewStore';
import type { EngineParts } from '@/imaging/contract';
import type { ImagePainter } from '@/imaging/cornerstone/imagePainter';
import type { DrawingTools } from '@/imaging/drawing/drawingTools';
import { PaneView } from '@/imaging/pane/paneView';
import { watchSize } from '@/imaging/pane/watchSize';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { FileGraphics } from '@/imaging/presentation/fileGraphics';
import type { OwnOverlays } from '@/imaging/overlays/ownOverlays';
import type { Presentations } from '@/imaging/presentation/presentations';
import { EngineGestures } from './engineGestures';
import type { PaneController } from './paneController';

/** What a pane's place on the page needs of the engine. */
export interface MountParts {
  readonly engine: RenderingEngine;
  readonly painter: ImagePainter;
  readonly graphics: FileGraphics;
  readonly presentations: Presentations;
  readonly drawing: DrawingTools;
  readonly overlays: OwnOverlays;
  readonly views: ViewStore;
  readonly tool: EngineParts['tool'];
  readonly wanted: (pane: number) => number;
  readonly scrollBy: (pane: number, images: number) => void;
  readonly locate: (pane: number, at: PointPx) => void;
  readonly onBegin: () => void;
  readonly onPress: () => void;
  readonly onRelease: () => void;
  /** The place has another size. */
  readonly onSize: (pane: number) => void;
}

/** Gives a pane that shows stored images its place on the page; the result takes it back. */
export function mountPane(
  parts: MountParts,
  controller: PaneController,
  { pane, element, viewportId }: { pane: number; element: HTMLDivElement; viewportId: string },
): () => void {
  const { engine, painter, graphics, presentations, drawing, overlays, views, tool } = parts;
  const view = new PaneView({
    ...{ engine, painter, graphics, presentations, viewportId, element },
    isCovered: () => controller.isCovered,
    onShown: () => {
      laid.draw();
      drawing.follow(view);
      controller.shown();
    },
    onGone: () => {
      laid.hide();
      drawing.follow(view);
    },
  });
  const laid = overlays.mount(pane, view, () => controller.frames);
  const { onBegin, onPress, onRelease } = parts;
  controller.gestures = new EngineGestures({
    ...{ pane, views, controller, onBegin, onPress, onRelease },
    hand: drawing.hand,
    drawing: drawing.add(view),
    tool: () => tool.getState().tool,
    wanted: () => parts.wanted(pane),
    scrollBy: (images) => parts.scrollBy(pane, images),
    locate: (at) => parts.locate(pane, at),
  });
  const unwatch = watchSize(element, () => {
    view.measure();
    engine.resize(true, true);
    view.resized();
    parts.onSize(pane);
  });
  controller.setView(view);
  return () => {
    unwatch();
    drawing.remove(view);
    overlays.unmount(pane, laid);
    controller.setView(undefined);
    view.dispose();
    element.remove();
  };
}
