import { useLayoutEffect, type RefObject } from 'react';
import { areKeysOwned } from '@/ui/overlay/keys';
import { findKey } from '@/ui/keyNames';
import { isNowhere } from './useListKeys';

interface WorklistKeys {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly focusList: { readonly current: () => void };
  readonly onHelp: () => void;
  /** Opens the only study found; undefined where there is none, more, or not all is known yet. */
  readonly openOnly: (() => void) | undefined;
}

/** Keys of the whole screen: '/' searches, '?' helps, Escape and the down arrow lead from a text back to the list, Enter into the only study found. */
export function useWorklistKeys({ search, focusList, onHelp, openOnly }: WorklistKeys): void {
  // Laid out: a key pressed as the list, or the only study found, comes to stand means what stands there.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const { target } = event;
      if (!(target instanceof HTMLElement) || areKeysOwned()) return;
      const isText = target instanceof HTMLInputElement && target.type === 'text';
      const list = focusList.current;
      const action = isText
        ? findKey(event, { escape: list, arrowdown: list, ...(openOnly ? { enter: openOnly } : {}) })
        : findKey(event, {
            '/': () => search.current?.select(),
            '?': onHelp,
            // From nowhere in particular the arrows go into the list.
            ...(isNowhere(target) ? { arrowdown: list, arrowup: list } : {}),
          });
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [search, focusList, onHelp, openOnly]);
}
