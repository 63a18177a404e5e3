/**
 * Keeps Cornerstone's drawing layer off the page while nothing is drawn on it: an empty layer over the whole pane costs
 * the compositor as much as the picture. The result stops it.
 */
export function hideEmptyLayer(element: HTMLElement): () => void {
  const look = () => {
    const layer = element.querySelector<SVGElement>('.svg-layer');
    if (!layer) return;
    const isEmpty = ![...layer.children].some(({ tagName }) => tagName !== 'defs');
    const display = isEmpty ? 'none' : '';
    if (layer.style.display !== display) layer.style.display = display;
  };
  const watch = new MutationObserver(look);
  watch.observe(element, { childList: true, subtree: true });
  look();
  return () => watch.disconnect();
}
