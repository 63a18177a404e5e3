/**
 * What one press on an element draws or drags is one undo step. Its last change is written a frame after the release:
 * `settle` notes it. The result takes the listeners back.
 */
export function holdWhilePressed(
  element: HTMLElement,
  past: { hold(): void; release(): void },
  settle: () => void,
): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const release = () =>
    requestAnimationFrame(() => {
      settle();
      past.release();
    });
  element.addEventListener('pointerdown', () => past.hold(), { signal, capture: true });
  for (const end of ['pointerup', 'pointercancel'])
    window.addEventListener(end, release, { signal, capture: true });
  return () => ends.abort();
}
