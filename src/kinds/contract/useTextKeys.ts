import { useLayoutEffect, type RefObject } from 'react';
import { findKey } from '@/ui/keyNames';

export const SCROLL_LINE_PX = 60;
/** Of what is seen, so much further with a key. */
const SCREEN = 0.9;

type Run = (place: HTMLElement) => void;

const lines =
  (by: 1 | -1): Run =>
  (place) =>
    place.scrollBy(0, by * SCROLL_LINE_PX);
const screens =
  (by: 1 | -1): Run =>
  (place) =>
    place.scrollBy(0, by * SCREEN * place.clientHeight);

/** What scrolls a text, by key: on, and line by line. */
export const SCROLLS = {
  arrowup: lines(-1),
  arrowdown: lines(1),
  pageup: screens(-1),
  pagedown: screens(1),
  space: screens(1),
} as const satisfies Readonly<Record<string, Run>>;

const KEYS: Readonly<Record<string, Run>> = {
  ...SCROLLS,
  home: (place) => place.scrollTo(0, 0),
  end: (place) => place.scrollTo(0, place.scrollHeight),
};

/** For `data-own-keys`: the keys that a text has for itself while its pane has the focus, which are not those of images then. */
export const TEXT_KEYS = Object.keys(KEYS).join(' ');

/** Scrolls a text by the keys of its whole pane, wherever in that the focus is. */
export function useTextKeys(place: RefObject<HTMLElement | null>): void {
  // Before the text is painted: a key that is pressed as it appears is its.
  useLayoutEffect(() => {
    const at = place.current;
    const pane = at?.closest<HTMLElement>('[data-pane]') ?? at;
    if (!at || !pane) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const isPress = event.key === ' ' && target?.closest('button');
      const run = event.defaultPrevented || isPress ? undefined : findKey(event, KEYS);
      if (!run) return;
      event.preventDefault();
      run(at);
    };
    pane.addEventListener('keydown', onKey);
    return () => pane.removeEventListener('keydown', onKey);
  }, [place]);
}
