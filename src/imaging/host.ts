/**
 * Cornerstone sets an element's position and size rules itself: it gets one of its own, filling the hole. It would listen to
 * the wheel there too, for tools that are not used here, and so that the browser has to wait for its answer to every turn
 * (wheelInput.ts): it hears none.
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
  hole.append(host);
  return host;
}
