/**
 * Cornerstone sets an element's position and size rules itself: it gets one of its own, filling the hole. The canvas that it
 * lays there is made opaque before it is first asked for its context: below a picture that may be transparent the browser
 * draws the page again with every step, and blends.
 */
export function createHost(hole: HTMLDivElement): HTMLDivElement {
  const host = document.createElement('div');
  host.style.cssText = 'position:relative;width:100%;height:100%;touch-action:none';
  const lay = host.appendChild.bind(host);
  host.appendChild = <N extends Node>(child: N): N => {
    if (child instanceof HTMLCanvasElement) child.getContext('2d', { alpha: false });
    return lay(child);
  };
  hole.append(host);
  return host;
}
