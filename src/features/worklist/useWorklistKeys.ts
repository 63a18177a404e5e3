import { useEffect, type RefObject } from 'react';
import { areKeysOwned } from '@/ui/overlay/keys';

interface WorklistKeys {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly focusList: { readonly current: () => void };
  readonly onHelp: () => void;
}

/** Keys of the whole screen: '/' searches, '?' helps, Escape and the down arrow lead from a text back to the list. */
export function useWorklistKeys({ search, focusList, onHelp }: WorklistKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (!(target instanceof HTMLElement) || areKeysOwned() || target.closest('dialog')) return;
      const isText = target instanceof HTMLInputElement && target.type === 'text';
      const action = isText
        ? { Escape: focusList.current, ArrowDown: focusList.current }[event.key]
        : {
            '/': () => search.current?.select(),
            '?': onHelp,
            ArrowDown: firstRow(target, focusList.current),
          }[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [search, focusList, onHelp]);
}

/** From nowhere in particular the down arrow goes into the list. */
const firstRow = (target: HTMLElement, focusList: () => void): (() => void) | undefined =>
  target === document.body ? focusList : undefined;
