/** Cornerstone sets an element's position and size rules itself: it gets one of its own, filling the hole. */
export function createHost(hole: HTMLDivElement): HTMLDivElement {
  const host = document.createElement('div');
  host.style.cssText = 'position:relative;width:100%;height:100%;touch-action:none';
  hole.append(host);
  return host;
}
