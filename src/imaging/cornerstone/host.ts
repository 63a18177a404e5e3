/**
 * Cornerstone sets an element's position and size rules itself: it gets one of its own, filling the hole. It would listen to
 * the wheel there too, for tools that are not used here, and so that the browser has to wait for its answer to every turn
 * (wheelInput.ts): it hears none. The canvas that it lays there is made opaque before it is first asked for its context:
 * below a picture that may be transparent the browser draws the page again with every step, and blends.
 */
export function createHost(hole: HTMLDivElement): HTMLDivElement {
  const host = document.createElement('div');
  host.style.cssText = 'position:relative;width:100%;height:100%;touch-action:none';
  const listen = host.addEventListener.bind(host);
  host.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    if (type !== 'wheel') listen(type, listener, options);
  };
  const lay = host.appendChild.bind(host);
  host.appendChild = <N extends Node>(child: N): N => {
    if (child instanceof HTMLCanvasElement) child.getContext('2d', { alpha: false });
    return lay(child);
  };
  hole.append(host);
  return host;
}
