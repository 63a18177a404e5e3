import { useRef, type FocusEvent, type KeyboardEvent } from 'react';
import { alongLine } from './lineKeys';

/** What the Tab key stops at, of what is on the screen. */
const STOPS = 'button, input, select, a[href], [tabindex="0"]';
/** What opens over a bar has keys of its own. */
const APART = '[role="menu"], [role="dialog"], dialog';

/** Keys that move in a bar; those that scroll up and down stay the picture's. */
export const BAR_KEYS: ReadonlySet<string> = new Set(['arrowleft', 'arrowright', 'home', 'end']);

function stepOf(key: string): ((at: number, count: number) => number) | undefined {
  if (key === 'Home') return () => 0;
  if (key === 'End') return (_, count) => count - 1;
  const way = alongLine(key);
  if (way === undefined) return undefined;
  return way === 'on' ? (at, count) => (at + 1) % count : (at, count) => (at - 1 + count) % count;
}

/**
 * Makes a row of buttons one stop of the Tab key (WAI-ARIA, toolbar pattern): left, right, Home and End move within it, and
 * Tab comes back to where one was. `data-roving` is `bar` while the keys are the bar's: not after a press of mouse or
 * finger, which are about the picture.
 */
export function useRoving<Bar extends HTMLElement>() {
  const bar = useRef<Bar>(null);
  const last = useRef<HTMLElement | undefined>(undefined);
  const isPressing = useRef(false);
  const isLeaving = useRef(false);

  const stops = (): HTMLElement[] =>
    [...(bar.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])].filter(
      (one) => !one.matches(':disabled') && one.closest(APART) === null && one.checkVisibility(),
    );
  const isOurs = ({ target }: { readonly target: EventTarget | null }): boolean =>
    target instanceof Element && bar.current?.contains(target) === true && target.closest(APART) === null;

  return {
    ref: bar,
    'data-roving': 'bar',
    onPointerDown: () => {
      isPressing.current = true;
      if (bar.current) bar.current.dataset['roving'] = 'pressed';
      addEventListener('pointerup', () => (isPressing.current = false), { once: true });
    },
    onFocus: (event: FocusEvent) => {
      if (!isOurs(event)) return;
      if (isLeaving.current) return;
      const isEntered = !bar.current?.contains(event.relatedTarget);
      if (isEntered && !isPressing.current) {
        if (bar.current) bar.current.dataset['roving'] = 'bar';
        const back = last.current;
        if (back && back !== event.target && stops().includes(back)) {
          back.focus();
          return;
        }
      }
      last.current = event.target as HTMLElement;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isOurs(event)) return;
      const all = stops();
      if (event.key === 'Tab') {
        // From its end the browser goes on to what lies behind the bar.
        isLeaving.current = true;
        all.at(event.shiftKey ? 0 : -1)?.focus();
        isLeaving.current = false;
        return;
      }
      const step = stepOf(event.key);
      if (!step || bar.current?.dataset['roving'] !== 'bar') return;
      event.preventDefault();
      all[step(all.indexOf(event.target as HTMLElement), all.length)]?.focus();
    },
  };
}
