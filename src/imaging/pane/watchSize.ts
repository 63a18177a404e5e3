/**
 * Tells when an element has another size, or its screen another density: a window dragged to another monitor, or zoomed, has
 * the same size in CSS pixels, and a picture painted for the old density is blurred there.
 */
export function watchSize(element: HTMLElement, changed: () => void): () => void {
  const resizing = new ResizeObserver(changed);
  resizing.observe(element);
  const ends = new AbortController();
  const { signal } = ends;
  // A query knows one density only: each change asks anew.
  const follow = () =>
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        changed();
        follow();
      },
      { once: true, signal },
    );
  follow();
  return () => {
    resizing.disconnect();
    ends.abort();
  };
}
