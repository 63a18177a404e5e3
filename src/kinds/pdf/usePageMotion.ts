import { useLayoutEffect, type RefObject } from 'react';
import { SCROLL_LINE_PX, SCROLLS } from '@/kinds/contract/useTextKeys';
import { findKey } from '@/ui/keyNames';

/** What keys and hands do to the pages. */
export interface Motion {
  /** Zooms by a factor around a point of the scrolled place, in CSS pixels from its corner. */
  zoomBy(factor: number, at?: { readonly x: number; readonly y: number }): void;
  fit(what: 'width' | 'page'): void;
  /** `last`: to its end. */
  toPage(by: number | 'first' | 'last'): void;
  /** A quarter clockwise. */
  rotate(): void;
  find(): void;
}

export const KEY_FACTOR = 1.25;
/** A notch of a wheel (100 px) zooms by a fifth; a touchpad's pinch sends small steps of the same. */
const WHEEL = 0.0018;

type Run = (place: HTMLElement, motion: Motion) => void;

/** Sideways where there is something, else to another page. */
const sideways =
  (by: 1 | -1): Run =>
  (place, motion) =>
    place.scrollWidth > place.clientWidth + 1 ? place.scrollBy(by * SCROLL_LINE_PX, 0) : motion.toPage(by);
const KEYS: Readonly<Record<string, Run>> = {
  ...SCROLLS,
  arrowleft: sideways(-1),
  arrowright: sideways(1),
  home: (_, motion) => motion.toPage('first'),
  end: (_, motion) => motion.toPage('last'),
  r: (_, motion) => motion.rotate(),
  '+': (_, motion) => motion.zoomBy(KEY_FACTOR),
  '=': (_, motion) => motion.zoomBy(KEY_FACTOR),
  '-': (_, motion) => motion.zoomBy(1 / KEY_FACTOR),
  '0': (_, motion) => motion.fit('width'),
  '9': (_, motion) => motion.fit('page'),
  'mod+f': (_, motion) => motion.find(),
};

/** The keys that a document has for itself while its pane has the focus: no shortcuts of images then. */
export const DOCUMENT_KEYS = Object.keys(KEYS).join(' ');

/** Keys of the whole pane, Ctrl and wheel, two fingers. Scrolling is the browser's own. */
export function usePageMotion(place: RefObject<HTMLElement | null>, motion: RefObject<Motion>): void {
  // Before the pages are painted: what is pressed as they appear is theirs.
  useLayoutEffect(() => {
    const at = place.current;
    const pane = at?.closest<HTMLElement>('[data-pane]') ?? at;
    if (!at || !pane) return undefined;
    const life = new AbortController();
    const { signal } = life;
    const within = (x: number, y: number) => {
      const box = at.getBoundingClientRect();
      return { x: x - box.left, y: y - box.top };
    };
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.defaultPrevented || target?.closest('input, [role="dialog"]')) return;
      const isPress = event.key === ' ' && target?.closest('button');
      const run = isPress ? undefined : findKey(event, KEYS);
      if (!run) return;
      event.preventDefault();
      run(at, motion.current);
    };
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
      // What a touchpad sends as a pinch is a tenth of what a wheel sends.
      const delta = Math.abs(px) < 50 ? px * 5 : px;
      motion.current.zoomBy(Math.exp(-delta * WHEEL), within(event.clientX, event.clientY));
    };
    let apart = 0;
    const between = ({ touches: [a, b] }: TouchEvent) =>
      a && b
        ? {
            apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
            middle: within((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2),
          }
        : undefined;
    const onTouch = (event: TouchEvent) => {
      const two = event.touches.length === 2 ? between(event) : undefined;
      if (!two) {
        apart = 0;
        return;
      }
      event.preventDefault();
      if (apart > 0 && two.apart > 0) motion.current.zoomBy(two.apart / apart, two.middle);
      apart = two.apart;
    };
    pane.addEventListener('keydown', onKey, { signal });
    at.addEventListener('wheel', onWheel, { signal, passive: false });
    for (const name of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const)
      at.addEventListener(name, onTouch, { signal, passive: false });
    return () => life.abort();
  }, [place, motion]);
}
