/**
 * Calls `draw` each time that a canvas has lost what it showed: with a graphics memory that went away (the driver was reset, the
 * browser's graphics process ended) goes what lay in it, and nothing but this event says so.
 */
export function whenRestored(canvas: HTMLCanvasElement, draw: () => void): () => void {
  canvas.addEventListener('contextrestored', draw);
  return () => canvas.removeEventListener('contextrestored', draw);
}
