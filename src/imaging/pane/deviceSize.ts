/**
 * Cornerstone gives its CPU canvas the pane's size in CSS pixels but reads coordinates as if it were in device pixels: at
 * a device pixel ratio of 2 the picture lies elsewhere than its measurements. It takes the size from the canvas'
 * clientWidth and clientHeight, which here answer in device pixels: coordinates are right, and the picture is sharp.
 */
export function sizeInDevicePixels(
  element: HTMLElement,
  size: () => { readonly width: number; readonly height: number },
): void {
  const sides = { clientWidth: () => size().width, clientHeight: () => size().height };
  for (const canvas of element.querySelectorAll('canvas:not(.cornerstone-canvas)')) {
    for (const [name, css] of Object.entries(sides)) {
      Object.defineProperty(canvas, name, {
        configurable: true,
        get: () => Math.round(css() * (window.devicePixelRatio || 1)),
      });
    }
  }
}

/**
 * The canvas that Cornerstone has for GL is shown in an empty pane only, and drawn on once, in black: one pixel of it is as black as
 * all, and the pane's worth of them would lie in memory twice, in the page's and in the browser's for graphics.
 */
export function emptyGlCanvas(element: HTMLElement): void {
  for (const canvas of element.querySelectorAll<HTMLCanvasElement>('canvas.cornerstone-canvas')) {
    Object.assign(canvas, { width: 1, height: 1 });
    canvas.getContext('2d')?.fillRect(0, 0, 1, 1);
  }
}
