import type { RenderingEngine } from '@cornerstonejs/core';
import vtkRenderer from '@kitware/vtk.js/Rendering/Core/Renderer.js';

type Renderer = ReturnType<typeof vtkRenderer.newInstance>;

/** What Cornerstone's engine asks of its GL windows while no pane draws with GL: cameras to count with, no context. */
class SleepingPool {
  private readonly renderers = new Map<string, Renderer>();
  private readonly window = {
    resize: () => undefined,
    addRenderer: ({ id }: { id: string }) => void this.renderers.set(id, vtkRenderer.newInstance()),
    getRenderer: (id: string) => this.renderers.get(id),
    getRenderers: () => [...this.renderers].map(([id, renderer]) => ({ id, renderer })),
    removeRenderer: (id: string) => {
      this.renderers.get(id)?.delete();
      this.renderers.delete(id);
    },
  };

  getContextByIndex = () => ({ context: this.window, container: { width: 0, height: 0 } });
  getAllContexts = () => [this.window];
  getContextCount = () => 1;
  getContextIndexForViewport = () => 0;
  getMaxSizeForContext = () => ({ width: 0, height: 0 });
  updateViewportSize = () => false;
  assignViewportToContext = () => undefined;
  removeViewport = () => undefined;
  destroy = () => undefined;
}

interface Internals {
  contextPool: unknown;
  _renderViewportWithContext: () => undefined;
}

/**
 * Keeps an engine whose panes all draw on the CPU from starting GL. Cornerstone makes a GL window and draws an empty scene
 * for the first viewport it enables, whatever path that draws by: software GL blocks the page for 150 ms and more before
 * the first image, and where there is no GL at all it throws. Needs `useCPURendering`, else the pool is there already.
 */
export function suppressWebGl(engine: RenderingEngine): void {
  const { _implementation: own } = engine as unknown as { _implementation: Partial<Internals> };
  own.contextPool ??= new SleepingPool();
  own._renderViewportWithContext = () => undefined; // Only viewports that show nothing yet come this way.
}
