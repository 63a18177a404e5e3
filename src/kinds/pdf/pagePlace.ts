/** What a page lies away from the edges of the pane: as in the styles. */
export const EDGE_PX = 12;

/** A point of a page (parts of it) and where in the scrolled place it stands. */
export interface Anchor {
  readonly page: number;
  readonly u: number;
  readonly v: number;
  readonly x: number;
  readonly y: number;
}

export const pagesOf = (place: HTMLElement) => place.querySelectorAll<HTMLElement>('[data-page]');

export const pageNumbered = (place: HTMLElement, number: number): HTMLElement | null =>
  place.querySelector<HTMLElement>(`[data-page="${number}"]`);

/** The last page that begins above a height of the scrolled place: a search by halves, since there may be thousands. */
function pageAt(place: HTMLElement, y: number): HTMLElement | undefined {
  const pages = pagesOf(place);
  let [low, high] = [0, pages.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle]?.offsetTop ?? 0) - EDGE_PX / 2 <= y) low = middle;
    else high = middle - 1;
  }
  return pages[low];
}

/** The first page of which half is seen, or that fills half of the place; at the very end the last. */
export function pageInView(place: HTMLElement): number {
  const { scrollTop, clientHeight, scrollHeight } = place;
  const pages = pagesOf(place);
  if (scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1) return pages.length;
  const top = pageAt(place, scrollTop);
  const number = Number(top?.dataset['page'] ?? 1);
  if (!top || number === pages.length) return number;
  const seenPx = top.offsetTop + top.offsetHeight - scrollTop;
  return seenPx >= Math.min(top.offsetHeight, clientHeight) / 2 ? number : number + 1;
}

/** Whether anything of a page is seen. */
export function isInView(place: HTMLElement, number: number): boolean {
  const page = pageNumbered(place, number);
  if (!page) return false;
  const { scrollTop, clientHeight } = place;
  return page.offsetTop < scrollTop + clientHeight && page.offsetTop + page.offsetHeight > scrollTop;
}

/** What of the pages stands at a point of the place. */
export function anchorAt(place: HTMLElement, x: number, y: number): Anchor | undefined {
  const page = pageAt(place, place.scrollTop + y);
  if (!page || page.offsetWidth === 0 || page.offsetHeight === 0) return undefined;
  return {
    page: Number(page.dataset['page']),
    u: (place.scrollLeft + x - page.offsetLeft) / page.offsetWidth,
    v: (place.scrollTop + y - page.offsetTop) / page.offsetHeight,
    x,
    y,
  };
}

/** Scrolls so that what stood at a point stands there again. */
export function restoreAnchor(place: HTMLElement, { page, u, v, x, y }: Anchor): void {
  const target = pageNumbered(place, page);
  if (!target) return;
  place.scrollLeft = target.offsetLeft + u * target.offsetWidth - x;
  place.scrollTop = target.offsetTop + v * target.offsetHeight - y;
}
